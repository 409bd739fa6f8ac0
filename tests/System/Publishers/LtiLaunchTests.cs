using System.Web;
using Dashboard.Publishers.Launch;
using Dashboard.Schools.People;
using Dashboard.Store.Tables;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.SystemTests.Publishers;

/// <summary>Both halves of an LTI 1.3 launch over a real database: what goes along, and every way in which it is refused.</summary>
public sealed class LtiLaunchTests(RealParts parts)
{
    private const string Target = "https://muiswerk.example/rapport?opgave=17", Redirect = "https://muiswerk.example/rapport", Issuer = "https://dashboard.example";
    private const string Claim = "https://purl.imsglobal.org/spec/lti/claim/";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact, Trait("Requirement", "SI-28")]
    public async Task The_tool_gets_a_token_that_the_published_key_proves_and_that_names_nobody()
    {
        await using var door = await Open();
        var number = await Click(door);
        var answer = await Answer(door, Vera(door), Asks(number));

        Assert.Equal((null, "Muiswerk", Redirect, Target), (answer.Refused, answer.Tool, answer.Redirect?.ToString(), answer.Target?.ToString()));
        var keys = new JsonWebKeySet(await door.Http.GetStringAsync(new Uri("/launch/jwks.json", UriKind.Relative), Stop));
        var held = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(answer.IdToken, new TokenValidationParameters
        {
            ValidIssuer = Issuer, ValidAudience = "muiswerk", ValidAlgorithms = ["RS256"], IssuerSigningKeys = keys.GetSigningKeys(), ValidateIssuerSigningKey = true,
        });
        Assert.True(held.IsValid, held.Exception?.Message);
        var token = (JsonWebToken)held.SecurityToken;
        Assert.Equal(["aud", "exp", .. new[] { "deployment_id", "message_type", "resource_link", "roles", "target_link_uri", "version" }.Select(c => Claim + c), "iat", "iss", "nonce", "sub"], token.Claims.Select(c => c.Type).Order(StringComparer.Ordinal));
        Assert.Equal(("LtiResourceLinkRequest", "1.3.0", "beuk", Target, LtiTokens.Instructor, "n-1"),
            (Value("message_type"), Value("version"), Value("deployment_id"), Value("target_link_uri"), Value("roles"), token.GetClaim("nonce").Value));
        Assert.DoesNotContain("vera", Base64UrlEncoder.Decode(token.EncodedPayload), StringComparison.OrdinalIgnoreCase);
        // The same teacher and page are the same next time.
        var again = new JsonWebToken((await Answer(door, Vera(door), Asks(await Click(door)))).IdToken);
        Assert.Equal((token.Subject, Value("resource_link")), (again.Subject, again.GetClaim(Claim + "resource_link").Value));
        Assert.Equal(64 / 2, token.Subject.Length);
        Assert.Equal(["1"], (await door.Database.Query("select count(*) from launch_signing_key"))[0]);

        string Value(string claim) => token.GetClaim(Claim + claim).Value;
    }

    [Fact]
    public async Task A_click_is_good_once_for_a_minute_and_for_who_clicked()
    {
        await using var door = await Open();
        var number = await Click(door);
        Assert.Equal(LtiRefusal.Gone, (await Answer(door, Vera(door) with { StaffId = 6 }, Asks(number))).Refused);
        Assert.Equal(LtiRefusal.Gone, (await Answer(door, Vera(door) with { School = door.OtherSchool }, Asks(number))).Refused);
        Assert.Equal(LtiRefusal.Gone, (await Answer(door, Vera(door), Asks(Guid.CreateVersion7().ToString()))).Refused);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Answer(door, Vera(door), Asks(number))));
        Assert.Single(answers, a => a.Refused is null);
        Assert.All(answers.Where(a => a.Refused is not null), a => Assert.Equal((LtiRefusal.Gone, null), (a.Refused, a.IdToken)));

        var late = await Click(door);
        await door.Database.Execute("update launch set expires_at = now() - interval '1 second'");
        Assert.Equal(LtiRefusal.Gone, (await Answer(door, Vera(door), Asks(late))).Refused);
    }

    [Fact]
    public async Task A_request_that_is_not_right_gets_nothing_and_costs_the_click_nothing()
    {
        await using var door = await Open();
        var number = await Click(door);
        var good = Asks(number);
        foreach (var wrong in new[]
        {
            good with { RedirectUri = "https://muiswerk.example/elders" }, good with { RedirectUri = Redirect + "/" }, good with { RedirectUri = Redirect + "?x=1" }, good with { RedirectUri = "https://elders.example/rapport" }, good with { RedirectUri = null },
            good with { ClientId = "numo" }, good with { ClientId = null }, good with { ResponseType = "code" }, good with { ResponseMode = "query" }, good with { Scope = "openid email" }, good with { Prompt = "login" },
            good with { State = "" }, good with { Nonce = null }, good with { Nonce = new string('n', 1001) },
        })
            Assert.Equal((LtiRefusal.Wrong, null), ((await Answer(door, Vera(door), wrong)).Refused, (await Answer(door, Vera(door), wrong)).IdToken));
        Assert.Equal(LtiRefusal.Gone, (await Answer(door, Vera(door), good with { LoginHint = Guid.CreateVersion7().ToString() })).Refused);
        // Registered once, but no longer a host of the tool.
        await door.Database.Execute("update tool set hosts = '{anders.example}' where key = 'muiswerk'");
        Assert.Equal(LtiRefusal.Wrong, (await Answer(door, Vera(door), good)).Refused);
        await door.Database.Execute("update tool set hosts = '{muiswerk.example}' where key = 'muiswerk'");
        Assert.Null((await Answer(door, Vera(door), good)).Refused);
    }

    [Fact, Trait("Requirement", "DA-19")]
    public async Task With_the_feed_off_no_launch_starts_and_none_goes_on()
    {
        await using var door = await Open();
        var number = await Click(door);
        await door.Database.Execute("update feed set state = 0");
        Assert.Equal((LtiRefusal.Off, null), await Answer(door, Vera(door), Asks(number)) is var a ? (a.Refused, a.IdToken) : default);
        Assert.Null(await Start(door, Issuer));
        await door.Database.Execute("update feed set state = 1; update tool set launch_url = 'https://elders.example/login'");
        Assert.Null(await Start(door, Issuer));
    }

    [Fact]
    public async Task The_number_of_an_LTI_click_is_no_one_time_link_nor_the_other_way_round()
    {
        await using var door = await Open();
        var number = await Click(door);
        await door.Database.Execute("update tool set launch_kind = 0");
        Assert.Equal(LtiRefusal.Wrong, (await Answer(door, Vera(door), Asks(number))).Refused);
        Assert.Equal(400, (await door.Send(HttpMethod.Post, "/launch/redeem", $$"""{"launch":"{{number}}"}""", await door.Token("muiswerk"))).Status);
    }

    [Fact]
    public async Task A_sign_in_at_the_schools_provider_takes_the_issuer_and_the_page_along_and_nothing_else()
    {
        await using var door = await Open();
        await door.Database.Execute("update tool set launch_kind = 1");
        var address = (await Start(door, "https://idp.example"))!;
        Assert.Equal("https://muiswerk.example/login", address.GetLeftPart(UriPartial.Path));
        var query = HttpUtility.ParseQueryString(address.Query);
        Assert.Equal("iss target_link_uri", string.Join(' ', query.AllKeys));
        Assert.Equal(("https://idp.example", Target), (query["iss"], query["target_link_uri"]));
        Assert.Null(await Start(door, null));
        Assert.Equal(["0"], (await door.Database.Query("select count(*) from launch"))[0]);
    }

    private async Task<Door> Open()
    {
        var door = await Door.Open(parts);
        await door.Database.Execute($"update tool set launch_kind = 2, launch_url = 'https://muiswerk.example/login', redirect_uris = '{{{Redirect}}}' where key = 'muiswerk'");
        return door;
    }

    private static Person Vera(Door door) => new(door.School, 5, Guid.Empty, "Vera", Role.Teacher, false);

    private static Task<Uri?> Start(Door door, string? issuer) => door.Get<Launches>().Start(Vera(door), "muiswerk", Target, issuer, Stop);

    /// <summary>Clicks; the tool's login address gets what the standard names, and the number is returned.</summary>
    private static async Task<string> Click(Door door)
    {
        var address = (await Start(door, Issuer))!;
        Assert.Equal("https://muiswerk.example/login", address.GetLeftPart(UriPartial.Path));
        var query = HttpUtility.ParseQueryString(address.Query);
        Assert.Equal("client_id iss login_hint lti_deployment_id lti_message_hint target_link_uri", string.Join(' ', query.AllKeys.Order(StringComparer.Ordinal)));
        Assert.Equal((Issuer, "muiswerk", "beuk", Target), (query["iss"], query["client_id"], query["lti_deployment_id"], query["target_link_uri"]));
        return query["lti_message_hint"]!;
    }

    private static LtiRequest Asks(string number) => new("muiswerk", Redirect, number, number, "s-1", "n-1") { ResponseType = "id_token", ResponseMode = "form_post", Scope = "openid", Prompt = "none" };

    private static Task<LtiAnswer> Answer(Door door, Person person, LtiRequest request) => door.Get<LtiAuthorization>().Answer(person, request, Issuer, Stop);
}
