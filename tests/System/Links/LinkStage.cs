using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Dashboard.SystemTests.Journey;

namespace Dashboard.SystemTests.Links;

/// <summary>A running host of the sample school, its database, and one made-up method goal of Rekentuin to work on.</summary>
internal sealed class LinkStage(Stage stage, DashboardHost host, Database database) : IAsyncDisposable
{
    public Stage Stage => stage;
    public DashboardHost Host => host;
    public Database Database => database;

    public static async Task<LinkStage> Set(RealParts parts)
    {
        var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        return new(stage, host, stage.Database.Open());
    }

    public async Task<Person> Staff(string userName)
    {
        var row = (await stage.Database.Query($"select school_id, staff_id, key, role from staff where user_name = '{userName}'"))[0];
        return new Person(int.Parse(row[0], null), int.Parse(row[1], null), Guid.Parse(row[2]), userName, (Role)int.Parse(row[3], null), Sample: true);
    }

    public async Task<int> Goal(string code) => await stage.Count($"select max(goal_id) from goal where code = '{code}'");

    public async Task<int> MethodGoal(string code) => await stage.Count($"select method_goal_id from method_goal where code = '{code}'");

    /// <summary>Puts method goals as a publisher's client does.</summary>
    public async Task<JsonElement> Put(string client, string tool, object body)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = client, ["client_secret"] = "demo" });
        using var token = await host.Http.PostAsync("/connect/token", form);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/tools/{tool}/method-goals") { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await token.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString());
        using var answer = await host.Http.SendAsync(request);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<string> Uri(string goalCode) => (await stage.Database.Query($"select uri from goal where code = '{goalCode}'"))[0][0];

    /// <summary>Links of one method goal: goal's code, relation, status, parts/of, names, author.</summary>
    public async Task<string[]> LinksOf(string code) => [.. (await stage.Database.Query($"""
        select g.code, l.relation, l.status, coalesce(l.parts || '/' || l.of_parts, '?'), array_to_string(l.part_names, '+'), coalesce(l.school_id::text, 'all')
        from goal_link l join method_goal m using (method_goal_id) join goal g using (goal_id) where m.code = '{code}' order by g.code, l.school_id
        """)).Select(r => string.Join(' ', r[0], (LinkRelation)int.Parse(r[1], null), (LinkStatus)int.Parse(r[2], null), r[3], r[4], r[5]))];

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await stage.DisposeAsync();
    }
}
