using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Dashboard.SystemTests.Access;

/// <summary>Somebody who asks: a person with a session, a publisher's program with a token, or nobody.</summary>
/// <param name="Name">Column of the matrix.</param>
/// <param name="UserName">Signs in with this; null: no session.</param>
/// <param name="Client">A publisher's client; null: no token.</param>
/// <param name="May">What of a place may be told to this caller.</param>
internal sealed partial record Caller(string Name, string? UserName, string? Client, Func<Whose, Kind> May)
{
    public const string Password = "een lang wachtwoord voor de proef";

    private readonly Dictionary<string, string> _cookies = [];
    private string? _form;

    public string? Token { get; set; }

    /// <param name="code">Gives a code of the second step for a user name.</param>
    public async Task SignIn(HttpClient http, Func<string, Task<string>> code)
    {
        if (UserName is null) return;
        _cookies.Clear();
        await Page(http, "/inloggen");
        using var answer = await Send(http, new HttpRequestMessage(HttpMethod.Post, "/inloggen") { Content = Form([new("naam", UserName), new("wachtwoord", Password)]) });
        Assert.True((int)answer.StatusCode == 302, $"{UserName} could not sign in: {answer.StatusCode}");
        if (answer.Headers.Location!.OriginalString == "/inloggen/code")
        {
            await Page(http, "/inloggen/code");
            using var second = await Send(http, new HttpRequestMessage(HttpMethod.Post, "/inloggen/code") { Content = Form([new("code", await code(UserName))]) });
            Assert.True((int)second.StatusCode == 302, $"{UserName} could not take the second step: {second.StatusCode}");
        }
        await Page(http, "/uitleg");
    }

    /// <summary>Fetches a page for its form's token, which is bound to who is signed in.</summary>
    public async Task Page(HttpClient http, string path)
    {
        using var answer = await Send(http, new HttpRequestMessage(HttpMethod.Get, path));
        _form = FormToken().Match(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Groups[1].Value;
        Assert.True(_form.Length > 0, $"{Name}: no form on {path} ({answer.StatusCode})");
    }

    public FormUrlEncodedContent Form(IEnumerable<KeyValuePair<string, string>> fields) => new(fields.Append(new("__RequestVerificationToken", _form ?? "")));

    public async Task<HttpResponseMessage> Send(HttpClient http, HttpRequestMessage request)
    {
        if (_cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        if (Token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        request.Headers.Accept.ParseAdd("text/html, */*");
        // A stream of events never ends: what it says at once is what counts.
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var (name, value) = (cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(';')[0]);
            if (value.Length > 0) _cookies[name] = value;
            else _cookies.Remove(name);
        }
        return answer;
    }

    public override string ToString() => Name;

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
