using System.Net.Http.Headers;
using System.Text.Json;
using System.Xml.Linq;
using Dashboard.Publishers.Edexml;

namespace Dashboard.SystemTests.Publishers.Corpus;

/// <summary>Every bad input goes to the real door. Each is answered with a well-formed error of its standard, and nothing of it is stored.</summary>
public sealed class CorpusTests(RealParts parts, ITestOutputHelper output)
{
    private static readonly string[] Tables = ["work", "waiting_result", "result", "method_goal", "goal_link", "pupil", "pupil_name", "pupil_alias", "school_group", "membership", "delivered_test"];

    [Fact]
    public async Task Nothing_of_the_bad_inputs_is_stored_and_each_has_its_error()
    {
        await using var door = await Door.Open(parts);
        var tokens = new Dictionary<string, string> { ["results"] = await door.Token("numo", "eduv.result"), ["progress"] = await door.Token("numo", "eduv.progress"), ["method-goals"] = await door.Token("numo", "dashboard.methodgoals") };
        List<BadInput> all = [.. BadUwlr.All(), .. BadEduV.All(), .. BadMethodGoals.All(), .. BadRoster.All()];
        var before = await Rows(door);
        var wrong = new List<string>();
        var refused = 0;
        foreach (var bad in all)
        {
            var problem = bad.Format == "edexml" ? Roster(bad) : await Send(door, bad, tokens.GetValueOrDefault(bad.Format));
            if (problem is not null) wrong.Add($"{bad.Format}, {bad.Name}: {problem}");
            else if (bad.Format is not ("edexml" or "method-goals")) refused++;
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(before, await Rows(door));
        Assert.Equal([[refused.ToString(System.Globalization.CultureInfo.InvariantCulture), "3", "0"]], await door.Database.Query("select count(*), state, sum(parts) from delivery group by 2"));
        Assert.Equal([[refused.ToString(System.Globalization.CultureInfo.InvariantCulture)]], await door.Database.Query("select count(*) from audit where action = 'delivery-refused'"));
        Assert.True(all.Count >= 200);
        Facts.Say(output, $"Bad inputs: {all.Count} tried ({string.Join(", ", all.GroupBy(b => b.Format).Select(g => $"{g.Key} {g.Count()}"))}); nothing stored, nothing lost, each refusal with its report and audit line");
    }

    /// <returns>What is wrong with the answer; null when it is a good refusal.</returns>
    private static async Task<string?> Send(Door door, BadInput bad, string? token)
    {
        var (method, path) = bad.Format switch
        {
            "uwlr" => (HttpMethod.Post, "/uwlr/v2/leerresultaten"), "results" => (HttpMethod.Post, "/eduv/v2/results"), "progress" => (HttpMethod.Put, "/eduv/v0/progress/p-1"), _ => (HttpMethod.Put, "/api/v1/tools/numo/method-goals"),
        };
        using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(bad.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(bad.Type);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var (status, body, delivery) = await Door.Answer(await door.Http.SendAsync(request, TestContext.Current.CancellationToken));
        if (body.Contains("lln-1", StringComparison.Ordinal) || body.Contains("Maaike", StringComparison.Ordinal) || body.Contains("root:", StringComparison.Ordinal)) return "the answer says too much: " + body;
        try
        {
            return bad.Format switch
            {
                "uwlr" => Soap(status, body, delivery), "method-goals" => MethodGoals(status, body), _ => EduV(status, body, delivery),
            };
        }
        catch (Exception malformed) when (malformed is JsonException or System.Xml.XmlException or InvalidOperationException or KeyNotFoundException)
        {
            return $"{status}, not well-formed ({malformed.Message}): {body}";
        }
    }

    private static string? Soap(int status, string body, Guid delivery)
    {
        var fault = XDocument.Parse(body).Descendants("faultcode").SingleOrDefault()?.Value;
        var items = XDocument.Parse(body).Descendants().Where(e => e.Name.LocalName == "fout").ToList();
        return status == 500 && fault?.StartsWith("Client.", StringComparison.Ordinal) == true && delivery != Guid.Empty && items.Count > 0 && items.TrueForAll(i => i.Elements().Any(e => e.Name.LocalName == "veld")) ? null : $"{status} {body}";
    }

    private static string? EduV(int status, string body, Guid delivery)
    {
        using var answer = JsonDocument.Parse(body);
        return status is 400 or 403 && delivery != Guid.Empty && answer.RootElement.GetArrayLength() > 0
            && answer.RootElement.EnumerateArray().All(s => s.GetProperty("status").GetInt32() is 11 or 22 or 23 or 99 && s.GetProperty("statusMessage").GetString()!.Length > 0) ? null : $"{status} {body}";
    }

    /// <summary>400 with a problem for the message, or 200 with every row rejected and its reason.</summary>
    private static string? MethodGoals(int status, string body)
    {
        using var answer = JsonDocument.Parse(body);
        var root = answer.RootElement;
        var good = status == 400 ? root.GetProperty("detail").GetString()!.Length > 0
            : status == 200 && root.GetProperty("added").GetInt32() == 0 && root.GetProperty("rejected").GetInt32() > 0 && root.GetProperty("rows").EnumerateArray().All(r => r.GetProperty("problems").GetArrayLength() > 0);
        return good ? null : $"{status} {body}";
    }

    private static string? Roster(BadInput bad)
    {
        try
        {
            RosterReader.Read(new MemoryStream(bad.Body));
            return "was read";
        }
        catch (RosterUnreadableException why)
        {
            return why.Message.Contains("Maaike", StringComparison.Ordinal) ? why.Message : null;
        }
    }

    private static async Task<List<string>> Rows(Door door)
    {
        var counts = new List<string>();
        foreach (var table in Tables) counts.Add($"{table} {(await door.Database.Query($"select count(*) from {table}"))[0][0]}");
        return counts;
    }
}
