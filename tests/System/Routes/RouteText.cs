using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.SystemTests.Routes;

/// <summary>Every route of the host in one text: method (or page), pattern, who may.</summary>
internal static class RouteText
{
    public static async Task<string> Of(IServiceProvider services)
    {
        var lines = new List<string>();
        foreach (var endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null) continue; // files
            var page = endpoint.Metadata.GetMetadata<PageActionDescriptor>();
            // What a page asks of its visitor stands on its model, which is read when the page is.
            var metadata = page is null ? endpoint.Metadata
                : new EndpointMetadataCollection([.. endpoint.Metadata, .. (await services.GetRequiredService<PageLoader>().LoadAsync(page, endpoint.Metadata)).EndpointMetadata ?? []]);
            var methods = page is not null ? "page" : string.Join(',', metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["any"]);
            lines.Add($"{methods,-8} /{endpoint.RoutePattern.RawText?.TrimStart('/'),-60} {Who(metadata)}".TrimEnd());
        }
        return string.Join('\n', lines.Distinct().OrderBy(l => l[9..], StringComparer.Ordinal));
    }

    private static string Who(EndpointMetadataCollection metadata)
    {
        if (metadata.GetMetadata<IAllowAnonymous>() is not null) return "anyone";
        var asked = metadata.GetOrderedMetadata<IAuthorizeData>().ToList();
        var policies = asked.Select(a => a.Policy).Where(p => !string.IsNullOrEmpty(p)).Distinct().ToList();
        return asked.Count == 0 ? "no policy" : policies.Count == 0 ? "signed in" : string.Join(" + ", policies);
    }
}
