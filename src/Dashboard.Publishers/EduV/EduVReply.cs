using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Versions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Publishers.EduV;

/// <summary>An answer in Edu-V's shape: 202 without a body, or an array of StatusResponse.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="delivery">For the header Delivery-Id.</param>
/// <param name="version">The full version for the header API-Version.</param>
/// <param name="items">Null for 202.</param>
internal sealed class EduVReply(int status, Guid delivery, string version, List<StatusResponse>? items) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.Headers[DeliveryHeader.Name] = delivery.ToString();
        response.Headers[ApiVersion.Header] = version;
        httpContext.RequestServices.GetRequiredService<IOptions<VersionPolicy>>().Value.Say(response, VersionPolicy.EduV, version);
        return items is null ? Task.CompletedTask : response.WriteAsJsonAsync(items, EduVJson.Default.ListStatusResponse, cancellationToken: httpContext.RequestAborted);
    }
}
