using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Dashboard.SystemTests.Journey;
using Dashboard.Tests.Architecture;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Pages;

/// <summary>The weekly message over SMTP to a mail server that is not ours (npm "smtp-server", pinned by a lock file).</summary>
public sealed class MailTests(RealParts parts)
{
    [Fact]
    public async Task The_weekly_message_is_off_until_she_switches_it_on_comes_once_and_has_no_name_in_it()
    {
        var (node, npm) = (Shell.Find("node", "node.exe"), Shell.Find("npm", "npm.cmd"));
        Assert.True(node is not null && npm is not null, "Node.js with npm is missing; tests/run.sh installs it on Debian as root.");
        using var folder = new TempFolder("mail");
        foreach (var file in new[] { "package.json", "package-lock.json", "server.mjs" })
            File.Copy(Path.Combine(House.Root, "tests", "System", "Pages", "MailServer", file), Path.Combine(folder.Location, file));
        await Shell.Run(npm!, ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder.Location], limit: TimeSpan.FromMinutes(4));
        var said = new ConcurrentQueue<string>();
        using var server = Process.Start(new ProcessStartInfo(node!, [Path.Combine(folder.Location, "server.mjs")]) { RedirectStandardOutput = true, WorkingDirectory = folder.Location })!;
        server.OutputDataReceived += (_, line) => { if (line.Data is not null) said.Enqueue(line.Data); };
        server.BeginOutputReadLine();
        try
        {
            var port = (await Probe.Until("the mail server listens", () => Task.FromResult(said.FirstOrDefault() ?? ""), s => s.StartsWith("port ", StringComparison.Ordinal)))[5..];
            await using var stage = await Stage.Set(parts, rabbit: false);
            foreach (var (name, value) in new[] { ("Host", "127.0.0.1"), ("Port", port), ("StartTls", "false"), ("From", "dashboard@school.example"), ("Dashboard", "https://dashboard.school.example"), ("Hour", "0"), ("EverySeconds", "1") })
                stage.Extra["Mail__" + name] = value;
            var host = await stage.Host();
            var muiswerk = await TestPublisher.SignIn(host, "muiswerk-demo");
            await muiswerk.Describe("muiswerk", "mail-goal", "Rekenen met geld");
            var now = TimeProvider.System.GetUtcNow();
            await muiswerk.Send("mail-goal", [.. Enumerable.Range(0, 4).Select(i => new Attempt($"m-{i}", "lln-bram", 1, 5, now.AddMinutes(i - 60)))]);
            await stage.Quiet();
            await using var browser = await (await parts.Browser).Visitor();
            var page = await browser.NewPageAsync();
            await page.GotoAsync(new Uri(host.Address, "/inloggen").ToString());
            await page.FillAsync("#naam", "vera");
            await page.FillAsync("#wachtwoord", "demo");
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForURLAsync("**/g/groep-5");
            await page.GotoAsync(new Uri(host.Address, "/g/groep-5/week").ToString());
            await Expect(page.Locator("main")).ToContainTextAsync("Het bericht staat uit");
            Assert.Single(said); // nothing was sent to anybody

            await page.FillAsync("#adres", "vera@school.example");
            await page.Locator("button[value=true]").ClickAsync();
            await Expect(page.Locator("main")).ToContainTextAsync("Het bericht gaat naar vera@school.example");
            await Probe.Until("the message came", () => Task.FromResult(said.Count), n => n > 1);
            var mail = JsonDocument.Parse(said.Last()).RootElement;
            var text = Decoded(mail.GetProperty("text").GetString()!);
            Assert.Equal("vera@school.example", mail.GetProperty("to")[0].GetString());
            Assert.Contains("1 leerling loopt vast op rekenen met geld (Muiswerk)", text, StringComparison.Ordinal);
            Assert.Contains("https://dashboard.school.example/g/groep-5/week", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Bram", text, StringComparison.OrdinalIgnoreCase);
            foreach (var key in await stage.Database.Query("select key::text from pupil")) Assert.DoesNotContain(key[0], text, StringComparison.Ordinal);
            var rounds = await stage.Count("select count(*)::int from digest where sent_for is not null");
            await page.ReloadAsync();
            Assert.Equal((1, 2), (rounds, said.Count)); // once for this week, however often the clock looks
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The body of the message, whichever way it was encoded for the way.</summary>
    private static string Decoded(string mail)
    {
        var (head, body) = (mail[..mail.IndexOf("\r\n\r\n", StringComparison.Ordinal)], mail[(mail.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        return head.Contains("base64", StringComparison.OrdinalIgnoreCase)
            ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\r\n", "", StringComparison.Ordinal)))
            : body.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
    }
}
