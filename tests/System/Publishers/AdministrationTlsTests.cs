using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Publishers.Connections;
using Dashboard.Publishers.Edexml;
using Dashboard.Publishers.Uwlr.Leerlinggegevens;
using Dashboard.Samples.Administration;
using Dashboard.Schools.Feeds;
using Dashboard.Schools.Roster;
using Dashboard.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.SystemTests.Publishers;

/// <summary>An administration that asks for a client certificate (ESIS does), on a real TLS server with a root of its own.</summary>
[Trait("Conformance", "UWLR")]
public sealed class AdministrationTlsTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly RealParts _parts;
    private readonly TempFolder _folder = new("tls");
    private readonly X509Certificate2 _root, _server, _client, _stranger;

    public AdministrationTlsTests(RealParts parts)
    {
        _parts = parts;
        _root = Certificates.Root("Wortel");
        (_server, _client, _stranger) = (Certificates.Signed("las", _root), Certificates.Signed("dashboard", _root), Certificates.Signed("iemand", _root));
        File.WriteAllText(In("root.pem"), _root.ExportCertificatePem());
        File.WriteAllText(In("client.pem"), _client.ExportCertificatePem());
        File.WriteAllText(In("client.key"), _client.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllBytes(In("client.pfx"), _client.Export(X509ContentType.Pfx, "geheim"));
        File.WriteAllText(In("stranger.pem"), _stranger.ExportCertificatePem() + "\n" + _stranger.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    [Fact]
    public async Task A_client_certificate_is_shown_where_it_is_asked_for()
    {
        await using var administration = await SimulatedAdministration.Start(2026, Now, tls: new MutualTls(_server, _client.Thumbprint));
        foreach (var options in new[]
        {
            new AdministrationOptions { ClientCertificate = In("client.pem"), ClientCertificateKey = In("client.key"), TrustedRoots = In("root.pem") },
            new AdministrationOptions { ClientCertificate = In("client.pfx"), ClientCertificatePassword = "geheim", TrustedRoots = In("root.pem") },
        })
        {
            await using var door = await Open(options);
            Assert.Equal(78, (await Fetch(door, administration)).Report!.Added);
            // Edu-V shows the same certificate: the handshake went well, and this administration has no such address.
            Assert.Contains("404", (await Assert.ThrowsAsync<RosterUnreadableException>(() => EduV(door, administration))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_it_with_another_s_or_with_a_server_that_nobody_vouches_for_nothing_is_fetched()
    {
        await using var administration = await SimulatedAdministration.Start(2026, Now, tls: new MutualTls(_server, _client.Thumbprint));
        foreach (var options in new[]
        {
            new AdministrationOptions { TrustedRoots = In("root.pem") }, new AdministrationOptions { ClientCertificate = In("stranger.pem"), TrustedRoots = In("root.pem") },
            new AdministrationOptions { ClientCertificate = In("client.pem"), ClientCertificateKey = In("client.key") },
        })
        {
            await using var door = await Open(options);
            Assert.Contains("niet te bereiken", (await Assert.ThrowsAsync<AdministrationException>(() => Fetch(door, administration))).Message, StringComparison.Ordinal);
            Assert.Contains("antwoordt niet", (await Assert.ThrowsAsync<RosterUnreadableException>(() => EduV(door, administration))).Message, StringComparison.Ordinal);
        }
        Assert.Empty(administration.Asked);
    }

    [Theory]
    [InlineData("client.pem", null, null, "ClientCertificate"), InlineData("client.pfx", null, "fout", "ClientCertificate"), InlineData("weg.pem", null, null, "ClientCertificate"), InlineData(null, "weg.pem", null, "TrustedRoots")]
    public void A_file_that_will_not_do_is_named_with_its_setting(string? certificate, string? roots, string? password, string setting)
    {
        var tls = new AdministrationTls(Microsoft.Extensions.Options.Options.Create(new AdministrationOptions { ClientCertificate = certificate is null ? null : In(certificate), TrustedRoots = roots is null ? null : In(roots), ClientCertificatePassword = password }));
        var why = Assert.Throws<InvalidOperationException>(tls.Handler).Message;
        Assert.Contains("Administrations:" + setting, why, StringComparison.Ordinal);
        Assert.DoesNotContain("fout", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_line_takes_it_from_its_configuration()
    {
        var year = Schools.Calendar.SchoolTime.SchoolYear(Schools.Calendar.SchoolTime.Day(Now));
        await using var administration = await SimulatedAdministration.Start(year, Now.AddHours(-1), tls: new MutualTls(_server, _client.Thumbprint));
        await using var door = await Open(new());
        await Set(door, administration);
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings__Dashboard"] = door.Database.Owner, ["Dashboard__Secret"] = TestDatabase.Secret, ["Dashboard__Data"] = _folder.Location,
            ["Administrations__ClientCertificate"] = In("client.pem"), ["Administrations__ClientCertificateKey"] = In("client.key"), ["Administrations__TrustedRoots"] = In("root.pem"),
        };
        var (code, said) = await DashboardHost.Command(settings, "roster", "fetch", "--school", "eik");
        Assert.True(code == 0 && said.Contains("leerlingen nieuw      78", StringComparison.Ordinal), said);
    }

    private Task<Door> Open(AdministrationOptions options) => Door.Open(_parts, services: s => s.Configure<AdministrationOptions>(o =>
        (o.ClientCertificate, o.ClientCertificateKey, o.ClientCertificatePassword, o.TrustedRoots) = (options.ClientCertificate, options.ClientCertificateKey, options.ClientCertificatePassword, options.TrustedRoots)));

    private static async Task<Dashboard.Store.Tables.School> Set(Door door, SimulatedAdministration administration)
    {
        await door.Database.Execute("update school set brin = '99XX' where key = 'eik'");
        await using var session = await door.Store.Begin(DatabaseRole.Web, Scope.None);
        var school = (await session.Tables.FindSchool("eik", TestContext.Current.CancellationToken))!;
        await door.Get<Administrations>().Set(school.SchoolId, new AdministrationAccess(administration.Address.ToString(), SimulatedAdministration.Klantcode, SimulatedAdministration.Klantnaam, SimulatedAdministration.Sleutel, null, false, "2.2"), TestContext.Current.CancellationToken);
        return school;
    }

    private static async Task<FetchOutcome> Fetch(Door door, SimulatedAdministration administration) =>
        await door.Get<Dashboard.Publishers.Uwlr.Leerlinggegevens.RosterFetch>().Run(await Set(door, administration), 2026, everything: true, dryRun: false, confirmed: false, TestContext.Current.CancellationToken);

    private static Task EduV(Door door, SimulatedAdministration administration)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var p = key.ExportParameters(true);
        var jwk = new JsonWebKey { Kty = "EC", Crv = "P-256", X = Base64UrlEncoder.Encode(p.Q.X!), Y = Base64UrlEncoder.Encode(p.Q.Y!), D = Base64UrlEncoder.Encode(p.D!) };
        return door.Get<Dashboard.Publishers.EduV.Roster.RosterFetch>().Fetch(new(administration.Address, new Uri(administration.Address, "/token"), "dashboard", jwk, "99XX", "OIE_CODE"), 2026, TestContext.Current.CancellationToken);
    }

    private string In(string name) => Path.Combine(_folder.Location, name);

    public void Dispose()
    {
        foreach (var certificate in new[] { _root, _server, _client, _stranger }) certificate.Dispose();
        _folder.Dispose();
    }
}
