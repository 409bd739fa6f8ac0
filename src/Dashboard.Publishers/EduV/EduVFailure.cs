using System.Globalization;
using Dashboard.Publishers.Deliveries;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Publishers.EduV;

/// <summary>What is our fault is answered in Edu-V's shape too: 503 with Retry-After when it may go well later, else 500. Nothing was stored.</summary>
internal sealed class EduVFailure(string version) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            var http = context.HttpContext;
            var services = http.RequestServices;
            var delivery = Guid.CreateVersion7(services.GetRequiredService<TimeProvider>().GetUtcNow());
            var log = services.GetRequiredService<ILogger<EduVFailure>>();
            if (problem is DoorBusyException) log.LogWarning("Edu-V delivery {Delivery} was sent away: busy", delivery);
            else log.LogError(problem, "Edu-V delivery {Delivery} failed", delivery);
            if (!DoorBusyException.IsPassing(problem)) return new EduVReply(500, delivery, version, [new StatusResponse(null, EduVStatus.Other, "Er ging iets mis bij de ontvanger. Stuur het bericht later opnieuw.")]);
            http.Response.Headers.RetryAfter = services.GetRequiredService<IOptions<DoorLimits>>().Value.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            return new EduVReply(503, delivery, version, [new StatusResponse(null, EduVStatus.Other, "De dienst is tijdelijk niet beschikbaar. Stuur het bericht later opnieuw.")]);
        }
    }
}
