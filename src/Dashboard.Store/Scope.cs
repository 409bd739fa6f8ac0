namespace Dashboard.Store;

/// <summary>What a session may see. Row-level security enforces it below whatever a query says.</summary>
/// <param name="Schools">The schools in scope; none for directory tables only.</param>
/// <param name="Client">A publisher's client: sees the reports of its own deliveries.</param>
/// <param name="Dispatch">The dispatcher: may lease work of every school.</param>
public sealed record Scope(IReadOnlyCollection<int> Schools, string? Client = null, bool Dispatch = false)
{
    public static readonly Scope None = new([]);
    public static readonly Scope Dispatcher = new([], Dispatch: true);

    public static Scope School(int school) => new([school]);

    public static Scope Of(IEnumerable<int> schools) => new(schools.Distinct().ToArray());

    public static Scope ForClient(string client) => new([], Client: client);
}
