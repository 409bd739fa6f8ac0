# One image for every role: docker compose starts it four times (docker-compose.yml).
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
# npm brings the charts and the font into the pages; without it they are tables and the system's font.
RUN apt-get update && apt-get install -y --no-install-recommends npm && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN dotnet publish src/Dashboard.Host -c Release -o /app -p:RestoreLockedMode=true

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN mkdir /data && chown "$APP_UID" /data
COPY --from=build /app /app
USER $APP_UID
ENV ASPNETCORE_URLS=http://+:8080 \
    Dashboard__Data=/data
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["dotnet", "/app/Dashboard.Host.dll"]
