using System.CommandLine;
using System.Text.Json;
using Dashboard.Publishers.Launch;
using Dashboard.Schools.Feeds;
using Dashboard.Store.Tables;

namespace Dashboard.Host.Commands;

/// <summary>publisher register &lt;file&gt;: a publisher whose tools speak a standard as it stands needs a file and no code.</summary>
internal static class PublisherCommand
{
    /// <summary>What stands in the file.</summary>
    /// <param name="Key">Of the publisher.</param>
    private sealed record PublisherFile(string? Key, string? Name, IReadOnlyList<ToolFile>? Tools, IReadOnlyList<ClientFile>? Clients);

    /// <param name="LaunchUrl">Where a click-through goes, https.</param>
    /// <param name="LaunchKind">link (without it), oidc or lti.</param>
    /// <param name="RedirectUris">Of lti: where an id token may be sent to.</param>
    /// <param name="Hosts">Hosts that deep links may point to.</param>
    private sealed record ToolFile(string? Key, string? Name, string? UwlrKlantcode, string? UwlrKlantnaam, string? LaunchUrl, string? LaunchKind, string[]? RedirectUris, string[]? Hosts, JsonElement Profile);

    /// <param name="Jwks">Public keys for private_key_jwt; without them a secret is made, which works only while the sample school is on.</param>
    private sealed record ClientFile(string? ClientId, string? Scopes, IReadOnlyList<JsonElement>? Jwks);

    public static Command Make()
    {
        var file = new Argument<FileInfo>("file") { Description = "JSON: key, name, tools, clients." };
        var register = new Command("register", "Register a publisher with its tools and clients. Saying it twice changes nothing; a new client's secret is printed once.") { file };
        register.SetAction((parse, stop) => CommandRun.With((services, s) => Register(services, parse.GetValue(file)!, s), stop));
        return new Command("publisher", "Publishers and their tools.") { register };
    }

    private static async Task<int> Register(IServiceProvider services, FileInfo file, CancellationToken stop)
    {
        if (!file.Exists)
        {
            await Console.Error.WriteLineAsync($"Bestand {file.FullName} bestaat niet.");
            return 2;
        }
        PublisherFile? read;
        try
        {
            await using var stream = file.OpenRead();
            read = await JsonSerializer.DeserializeAsync<PublisherFile>(stream, JsonSerializerOptions.Web, stop);
        }
        catch (JsonException e)
        {
            await Console.Error.WriteLineAsync($"{file.Name} is geen geldige JSON bij {e.Path}.");
            return 1;
        }
        if (read is not { Key: { Length: > 0 } key, Name: { Length: > 0 } name, Tools.Count: > 0 } || read.Tools.Any(t => t.Key is null || t.Name is null || t.Profile.ValueKind != JsonValueKind.Object))
        {
            await Console.Error.WriteLineAsync("Nodig zijn key, name en tools, elk met key, name en profile.");
            return 1;
        }
        var registry = services.GetRequiredService<Registry>();
        var keys = services.GetRequiredService<PublisherKeys>();
        var tools = new List<Tool>();
        foreach (var tool in read.Tools)
        {
            if (ToolProfiles.Wrong(ToolProfile.Parse(tool.Profile.GetRawText())) is not null)
            {
                await Console.Error.WriteLineAsync($"Het profiel van {tool.Key} zegt niet in het Nederlands hoe een leraar het leest (howToRead.nl), of een tekst is te lang.");
                return 1;
            }
            var made = new Tool
            {
                Key = tool.Key!, Name = tool.Name!, Profile = tool.Profile.GetRawText(), UwlrKlantcode = tool.UwlrKlantcode, UwlrKlantnaam = tool.UwlrKlantnaam,
                LaunchUrl = tool.LaunchUrl, Hosts = tool.Hosts ?? [], RedirectUris = tool.RedirectUris ?? [],
            };
            if (LaunchSettings.Apply(made, tool.LaunchKind) is { } wrong)
            {
                await Console.Error.WriteLineAsync($"{tool.Key}: {wrong}");
                return 1;
            }
            tools.Add(made);
        }
        foreach (var tool in tools) // only now that all of them are right
        {
            await registry.Tool(tool, key, name, stop);
            Console.WriteLine($"leermiddel  {tool.Key}");
        }
        foreach (var client in read.Clients ?? [])
        {
            if (client.ClientId is not { Length: > 0 } id) continue;
            if (!await registry.NewClient(id, key, client.Scopes ?? "", stop)) { Console.WriteLine($"client      {id} (bestond al)"); continue; }
            if (client.Jwks is { Count: > 0 } jwks)
            {
                foreach (var jwk in jwks)
                    if (await keys.AddPublicKey(id, jwk.GetRawText(), 0, "command", stop) is { } refused) Console.WriteLine($"client      {id}: openbare sleutel niet aangenomen ({refused})");
                Console.WriteLine($"client      {id} (private_key_jwt)");
            }
            else Console.WriteLine($"client      {id}  geheim {await keys.NewSecret(id, 0, "command", stop)}");
        }
        return 0;
    }
}
