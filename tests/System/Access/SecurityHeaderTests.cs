using System.Net;

namespace Dashboard.SystemTests.Access;

/// <summary>What a browser is told, on every page, signed in and not: policy, cookies, forms.</summary>
[Collection(RabbitTests.Name)]
public sealed class SecurityHeaderTests(RealParts parts)
{
    [Fact]
    public async Task Every_page_has_the_headers_and_the_cookies_their_flags()
    {
        await using var town = await Neighbours.Open(parts);
        var place = town.At(Whose.Own);
        var seen = 0;
        foreach (var caller in town.Callers.Where(c => c.Name is "nobody" or "teacher" or "admin" or "operator" or "board"))
            foreach (var address in (await Address.All(town.Services)).Where(a => a is { IsPage: true, Method: "GET", Handler: "" } && a.Pattern != "/uitloggen"))
                foreach (var (request, _) in address.Requests(town, place, place, caller))
                    using (request)
                    using (var answer = await caller.Send(town.Http, request))
                    {
                        seen++;
                        string Header(string name) => answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : "";
                        var policy = Header("Content-Security-Policy");
                        foreach (var part in new[] { "default-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'" }) Assert.Contains(part, policy, StringComparison.Ordinal);
                        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
                        Assert.Equal(("nosniff", "no-referrer", "same-origin"), (Header("X-Content-Type-Options"), Header("Referrer-Policy"), Header("Cross-Origin-Opener-Policy")));
                        Assert.StartsWith("max-age=31536000", Header("Strict-Transport-Security"), StringComparison.Ordinal);
                        if (Header("Content-Type").StartsWith("text/html", StringComparison.Ordinal)) Assert.Contains("no-store", Header("Cache-Control"), StringComparison.Ordinal);
                        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.Where(c => !c.Contains("expires=Thu, 01 Jan 1970", StringComparison.Ordinal)) : [])
                            foreach (var flag in new[] { "secure", "httponly", "samesite=" }) Assert.Contains(flag, cookie, StringComparison.OrdinalIgnoreCase);
                    }
        Assert.True(seen > 100, $"only {seen} pages were seen");
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_on_every_page()
    {
        await using var town = await Neighbours.Open(parts);
        var place = town.At(Whose.Own);
        var (seen, open) = (0, new List<string>());
        foreach (var caller in town.Callers.Where(c => c.Name is "teacher" or "admin" or "operator" or "publisher" or "curator" or "nobody"))
            foreach (var address in (await Address.All(town.Services)).Where(a => a is { IsPage: true, Method: "POST" }))
            {
                var (request, _) = address.Requests(town, place, place, caller).First();
                using (request)
                {
                    request.Content = new FormUrlEncodedContent([]);
                    using var answer = await caller.Send(town.Http, request);
                    seen++;
                    if (answer.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.NotFound) && answer.Headers.Location?.OriginalString.Contains("/inloggen?", StringComparison.Ordinal) != true) open.Add($"{caller}: {address} {answer.StatusCode}");
                }
            }
        Assert.Empty(open);
        Assert.True(seen > 100, $"only {seen} forms were tried");
    }
}
