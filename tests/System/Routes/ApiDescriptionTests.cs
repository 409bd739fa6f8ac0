using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Dashboard.SystemTests.Journey;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.SystemTests.Routes;

/// <summary>/openapi/v1.json describes every address that a program may call, with its errors.</summary>
public sealed class ApiDescriptionTests(RealParts parts)
{
    /// <summary>Not called by other programs than a browser that has the page open, a monitor, or the reader of this description.</summary>
    private static readonly string[] NotAnApi = ["/health/", "/openapi/", "/{**path"];

    [Fact, Trait("Requirement", "RE-07")]
    public async Task Every_endpoint_is_described_with_its_errors()
    {
        await using var api = await ApiDescription.Open(parts);
        var missing = new List<string>();
        var described = 0;
        foreach (var endpoint in api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null) continue;
            var path = "/" + string.Join('/', endpoint.RoutePattern.RawText!.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Plain));
            if (NotAnApi.Any(p => path.StartsWith(p, StringComparison.Ordinal))) continue;
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["any"])
            {
                described++;
                var operation = api.Document["paths"]?[path]?[method.ToLowerInvariant()];
                if (operation is null) { missing.Add($"{method} {path}: not described"); continue; }
                var codes = (operation["responses"]?.AsObject() ?? []).Select(r => r.Key).ToList();
                if (string.IsNullOrWhiteSpace(operation["summary"]?.GetValue<string>())) missing.Add($"{method} {path}: no summary");
                if (!codes.Any(c => c[0] is '2') && !path.Contains("{major}", StringComparison.Ordinal)) missing.Add($"{method} {path}: no good answer");
                if (endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAuthorizeData>() is not null && !codes.Contains("401")) missing.Add($"{method} {path}: no 401");
                if (path != "/launch/jwks.json" && !codes.Any(c => c[0] is '4')) missing.Add($"{method} {path}: no error");
            }
        }
        Assert.True(missing.Count == 0, string.Join('\n', missing));
        Assert.True(described > 10, $"only {described} endpoints were seen");
    }

    [Fact]
    public async Task Every_example_is_taken_as_it_stands()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        var document = JsonNode.Parse(await host.Http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;
        var sent = 0;
        foreach (var (path, methods) in document["paths"]!.AsObject())
            foreach (var (method, operation) in methods!.AsObject())
            {
                if (operation?["requestBody"]?["content"]?["application/json"]?["example"] is not { } example) continue;
                var publisher = await TestPublisher.SignIn(host, path.Contains("progress", StringComparison.Ordinal) ? "numo-demo" : "rekentuin-demo");
                using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{id}", example["id"]?.GetValue<string>(), StringComparison.Ordinal)) { Content = new StringContent(example.ToJsonString(), Encoding.UTF8, "application/json") };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", publisher.Token);
                using var answer = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
                sent++;
            }
        Assert.True(sent >= 2);
    }

    /// <summary>"{id:guid}" is "{id}" in the description.</summary>
    private static string Plain(string segment)
    {
        var colon = segment.IndexOf(':', StringComparison.Ordinal);
        return segment.StartsWith("{**", StringComparison.Ordinal) || colon < 0 ? segment : segment[..colon] + segment[segment.IndexOf('}', colon)..];
    }
}
