using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dashboard.Publishers.Edexml;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Publishers.EduV.Roster;

/// <summary>Where a school's administration is, and how we sign in there.</summary>
/// <param name="Address">Of its Edu-V APIs, without the version ("https://las.example/eduv").</param>
/// <param name="TokenAddress">Of its token endpoint.</param>
/// <param name="ClientId">Ours, as registered there.</param>
/// <param name="Key">Our private key (JWK); the administration has the public half.</param>
/// <param name="OrganisationId">The school's id there.</param>
/// <param name="OrganisationIdType">OIE_CODE, BP_ID, DD_ID, AS_ID, V_ID.</param>
public sealed record RosterAdministration(Uri Address, Uri TokenAddress, string ClientId, JsonWebKey Key, string OrganisationId, string OrganisationIdType)
{
    /// <returns>Null when it may be called: https, or http on loopback.</returns>
    public string? Refuse() => Array.Find([Address, TokenAddress], a => !a.IsAbsoluteUri || !(a.Scheme == Uri.UriSchemeHttps || (a.Scheme == Uri.UriSchemeHttp && a.IsLoopback))) is { } wrong
        ? $"{wrong} is geen https-adres." : null;
}

/// <summary>
/// The GET side of Edu-V Students, Association and Employees 1.1: lists come whole, there is no paging. We sign in by
/// private_key_jwt as everyone must with us.
/// </summary>
internal sealed class RosterApi(HttpClient http, RosterAdministration administration, TimeProvider clock)
{
    public const string Scopes = "eduv.student.basic eduv.association eduv.employee.basic";
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static readonly TimeSpan AssertionLife = TimeSpan.FromMinutes(1);

    /// <exception cref="RosterUnreadableException">The administration gives no token.</exception>
    public async Task SignIn(CancellationToken stop)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["scope"] = Scopes, ["client_id"] = administration.ClientId, ["client_assertion_type"] = AssertionType, ["client_assertion"] = Assertion(),
        });
        using var answer = await Ask(() => http.PostAsync(administration.TokenAddress, form, stop), "het tokenadres", stop);
        var token = await Read(answer, RosterJson.Default.TokenOfAdministration, "het tokenadres", stop);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token?.AccessToken ?? throw new RosterUnreadableException("Het tokenadres van de administratie gaf geen token."));
    }

    /// <param name="path">"students", "groups", …</param>
    /// <param name="period">School period, "2026-2027".</param>
    /// <param name="type">Of the list.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="RosterUnreadableException">No list, or one that cannot be read.</exception>
    public async Task<List<T>> List<T>(string path, string period, JsonTypeInfo<List<T>> type, CancellationToken stop)
    {
        var query = $"orgId={Uri.EscapeDataString(administration.OrganisationId)}&orgIdType={administration.OrganisationIdType}&schoolPeriodId={period}";
        var address = new Uri($"{administration.Address.ToString().TrimEnd('/')}/v1/{path}/school?{query}");
        using var answer = await Ask(() => http.GetAsync(address, stop), path, stop);
        return await Read(answer, type, path, stop) ?? throw new RosterUnreadableException($"De administratie gaf voor {path} geen lijst.");
    }

    private string Assertion()
    {
        var now = clock.GetUtcNow();
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = administration.ClientId, Audience = administration.TokenAddress.ToString(), IssuedAt = now.UtcDateTime, Expires = (now + AssertionLife).UtcDateTime,
            Claims = new Dictionary<string, object> { ["sub"] = administration.ClientId, ["jti"] = Guid.CreateVersion7(now).ToString() },
            SigningCredentials = new SigningCredentials(administration.Key, administration.Key.Kty == JsonWebAlgorithmsKeyTypes.RSA ? SecurityAlgorithms.RsaSsaPssSha256 : SecurityAlgorithms.EcdsaSha256),
        });
    }

    private static async Task<HttpResponseMessage> Ask(Func<Task<HttpResponseMessage>> ask, string what, CancellationToken stop)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await ask();
        }
        catch (Exception e) when (e is HttpRequestException or Polly.ExecutionRejectedException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new RosterUnreadableException($"De administratie antwoordt niet op de vraag naar {what}.");
        }
        if (answer.StatusCode == HttpStatusCode.OK) return answer;
        using (answer) throw new RosterUnreadableException($"De administratie antwoordt op de vraag naar {what} met {(int)answer.StatusCode}. Er is niets ingelezen.");
    }

    private static async Task<T?> Read<T>(HttpResponseMessage answer, JsonTypeInfo<T> type, string what, CancellationToken stop)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync(type, stop);
        }
        catch (JsonException)
        {
            throw new RosterUnreadableException($"Het antwoord van de administratie op de vraag naar {what} is niet te lezen.");
        }
    }
}
