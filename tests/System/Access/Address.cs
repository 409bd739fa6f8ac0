using System.Reflection;
using System.Text.RegularExpressions;
using Dashboard.Store.Tables;
using Dashboard.Tests.Architecture;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.SystemTests.Access;

/// <summary>One method on one route of the running host, with what it takes.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Pattern">As routed.</param>
/// <param name="Handler">Of a page: the name of the handler ("Undo"), empty for the plain one; null: no page.</param>
/// <param name="Inputs">Name and type of everything else that it reads from query or form.</param>
/// <param name="Words">What a page's "what to do" field may say.</param>
internal sealed partial record Address(string Method, string Pattern, string? Handler, IReadOnlyList<(string Name, Type Type)> Inputs, IReadOnlyList<string> Words)
{
    /// <summary>Forms say what is wanted in one of these.</summary>
    private static readonly string[] Choosing = ["doe", "wat", "doen"];

    public bool IsPage => Handler is not null;
    public string Row => $"{Method + (string.IsNullOrEmpty(Handler) ? "" : ":" + Handler),-12} {Pattern}";
    public bool HasPlace => Fields().Any();

    public override string ToString() => Row;

    private IEnumerable<string> Fields() => RouteNames().Concat(Inputs.Select(i => i.Name)).Where(n => Values.IsBound(n));
    private IEnumerable<string> RouteNames() => Parameter().Matches(Pattern).Select(m => m.Groups[1].Value);

    /// <summary>Every request to try when route and fields name things of these places.</summary>
    public IEnumerable<(HttpRequestMessage Request, string Sent)> Requests(Neighbours town, Place route, Place fields, Caller caller)
    {
        var choosing = Inputs.FirstOrDefault(i => Choosing.Contains(i.Name.ToLowerInvariant()) && i.Type == typeof(string)).Name;
        IEnumerable<string?> words = choosing is null ? [null] : [null, .. Words];
        foreach (var word in words)
            foreach (var without in Without(word))
                foreach (var turn in Turns(town, route))
                {
                    var path = Parameter().Replace(Pattern, m => Uri.EscapeDataString(Values.Of(town, Pattern, m.Groups[1].Value, null, route, turn).First()));
                    var given = Inputs.Where(i => !without.Contains(i.Name.ToLowerInvariant()))
                        .SelectMany(i => (i.Name == choosing ? [word ?? "onzin"] : Values.Of(town, Pattern, i.Name, i.Type, fields, turn)).Select(v => new KeyValuePair<string, string>(i.Name, v))).ToList();
                    var handler = string.IsNullOrEmpty(Handler) ? "" : "handler=" + Handler;
                    var query = Method == "GET" || !IsPage ? string.Join('&', given.Select(g => $"{g.Key}={Uri.EscapeDataString(g.Value)}").Prepend(handler).Where(s => s.Length > 0)) : handler;
                    var request = new HttpRequestMessage(new HttpMethod(Method), path + (query.Length > 0 ? "?" + query : ""));
                    if (Method != "GET") request.Content = IsPage ? caller.Form(given) : Values.Body(Pattern, fields);
                    yield return (request, path + " " + string.Join(' ', given.Select(g => g.Value)));
                }
    }

    /// <summary>Undo goes before saving, so a form that has both is tried with and without; and each named thing is left out once.</summary>
    private IEnumerable<string[]> Without(string? word)
    {
        yield return [];
        var undo = Inputs.Select(i => i.Name.ToLowerInvariant()).Intersect(["markering", "reactie", "vervolg"]).ToArray();
        if (undo.Length > 0) yield return undo;
        if (word is not null || Method == "GET") yield break;
        var named = Inputs.Select(i => i.Name.ToLowerInvariant()).Where(Values.IsBound).ToArray();
        if (named.Length > 1) foreach (var one in named) yield return [one];
    }

    /// <summary>An address that takes several kinds of thing under one name is tried with each.</summary>
    private IEnumerable<int> Turns(Neighbours town, Place place) => Enumerable.Range(0, Math.Max(1, RouteNames().Select(n => Values.Of(town, Pattern, n, null, place, -1).Count()).DefaultIfEmpty(1).Max()));

    /// <summary>Everything that the host answers to, but files.</summary>
    public static async Task<IReadOnlyList<Address>> All(IServiceProvider services)
    {
        var all = new List<Address>();
        foreach (var endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = "/" + endpoint.RoutePattern.RawText?.TrimStart('/');
            if (endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || pattern.StartsWith("/{**path", StringComparison.Ordinal)) continue;
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var compiled = await services.GetRequiredService<PageLoader>().LoadAsync(page, endpoint.Metadata);
                var bound = compiled.BoundProperties.Select(p => (Name: p.BindingInfo?.BinderModelName ?? p.Name, Type: p.ParameterType)).ToList();
                all.AddRange(compiled.HandlerMethods.Select(h => new Address(h.HttpMethod.ToUpperInvariant(), pattern, h.Name ?? "", [.. InputsOf(h.MethodInfo, pattern), .. bound], WordsOf(page.RelativePath))));
                if (compiled.HandlerMethods.All(h => !string.Equals(h.HttpMethod, "get", StringComparison.OrdinalIgnoreCase))) all.Add(new Address("GET", pattern, "", [], []));
                continue;
            }
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                all.Add(new Address(method, pattern, null, endpoint.Metadata.GetMetadata<MethodInfo>() is { } code ? [.. InputsOf(code, pattern)] : [], []));
        }
        // What ends a session or a secret comes last.
        return [.. all.DistinctBy(a => a.Row).OrderBy(a => a.Pattern is "/uitloggen" or "/api/v1/client/secret").ThenBy(a => a.Pattern, StringComparer.Ordinal).ThenBy(a => a.Row, StringComparer.Ordinal)];
    }

    private static IEnumerable<(string, Type)> InputsOf(MethodInfo method, string pattern)
    {
        foreach (var parameter in method.GetParameters())
        {
            var type = parameter.ParameterType;
            if (pattern.Contains("{" + parameter.Name, StringComparison.OrdinalIgnoreCase) || type == typeof(CancellationToken)) continue;
            if (Values.IsPlain(type)) yield return (parameter.Name!, type);
            else if (type.Namespace?.StartsWith("Dashboard", StringComparison.Ordinal) == true && (type.IsNested || parameter.Name == "form"))
                foreach (var property in type.GetProperties().Where(p => Values.IsPlain(p.PropertyType))) yield return (property.Name, property.PropertyType);
        }
    }

    /// <summary>Words in the page's own code, and the names of what teachers record.</summary>
    private static List<string> WordsOf(string relativePath)
    {
        var code = Path.Combine(House.Root, "src", "Dashboard.Web", relativePath.TrimStart('/') + ".cs");
        if (!File.Exists(code)) return [];
        return [.. Word().Matches(File.ReadAllText(code)).Select(m => m.Groups[1].Value).Concat(relativePath.Contains("/Record/", StringComparison.Ordinal) ? [.. Enum.GetNames<MarkKind>(), .. Enum.GetNames<ReactionKind>()] : []).Distinct()];
    }

    [GeneratedRegex("""(?:case |is |or |== |when )"([A-Za-z-]{2,20})"|"([a-z]{2,12})"(?= =>)""")]
    private static partial Regex Word();

    [GeneratedRegex(@"\{(\w+)(?:\?|:[^{}]*(?:\{[^}]*\}[^{}]*)*)?\}")]
    private static partial Regex Parameter();
}
