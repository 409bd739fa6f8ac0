namespace Dashboard.Publishers.Tokens;

/// <summary>What a publisher's client may ask for, and the authorization policy of each ("scope:eduv.result").</summary>
public static class PublisherScopes
{
    public const string Results = "eduv.result", Progress = "eduv.progress", Deliveries = "dashboard.deliveries", MethodGoals = "dashboard.methodgoals";

    /// <summary>The policy of any client with a good token, whatever its scopes.</summary>
    public const string AnyClient = "publisher-client";

    public static IReadOnlyList<string> All { get; } = [Results, Progress, Deliveries, MethodGoals];

    public static string Policy(string scope) => "scope:" + scope;
}
