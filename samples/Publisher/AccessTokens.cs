using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Dashboard.Samples.School;

namespace Dashboard.Samples.Publisher;

/// <summary>Access tokens by client credentials, kept until shortly before they end.</summary>
internal sealed class AccessTokens(SampleClient client, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim one = new(1);
    private string? token;
    private DateTimeOffset until;

    /// <exception cref="HttpRequestException">The dashboard gives no token.</exception>
    public async Task<string> Get(HttpClient http, CancellationToken stop)
    {
        await one.WaitAsync(stop);
        try
        {
            if (token is not null && clock.GetUtcNow() < until) return token;
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials", ["client_id"] = client.ClientId, ["client_secret"] = client.Secret, ["scope"] = client.Scopes,
            });
            using var answer = await http.PostAsync("/connect/token", form, stop);
            answer.EnsureSuccessStatusCode();
            var given = await answer.Content.ReadFromJsonAsync<Answer>(stop);
            token = given?.AccessToken ?? throw new HttpRequestException("The token endpoint answered without access_token.");
            until = clock.GetUtcNow() + TimeSpan.FromSeconds(given.ExpiresIn) - Margin;
            return token;
        }
        finally
        {
            one.Release();
        }
    }

    public void Forget() => token = null;

    public void Dispose() => one.Dispose();

    private sealed record Answer([property: JsonPropertyName("access_token")] string? AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);
}
