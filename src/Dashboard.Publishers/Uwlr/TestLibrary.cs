using System.Collections.Concurrent;
using System.Text.Json;
using Dashboard.Publishers.Deliveries;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Publishers.Uwlr;

/// <param name="Added">Tests that were not there.</param>
/// <param name="Changed">Tests that were described otherwise.</param>
/// <param name="Unchanged">Tests as they were.</param>
/// <param name="Problems">What was read over, or why nothing was taken.</param>
/// <param name="Refused">True: nothing was stored.</param>
public sealed record TestLibraryReport(int Added, int Changed, int Unchanged, IReadOnlyList<DeliveryProblem> Problems, bool Refused);

/// <summary>
/// Toetsdefinities (UWLR): a publisher delivers the definitions of its tests by file, apart from results. A message that leaves
/// a test out then still has its names and norms. A test that is not in a file stays as it was.
/// </summary>
public sealed class TestLibrary(Database database, TimeProvider clock)
{
    private const string Root = "Toetsdefinities";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<int, (Shelf Shelf, DateTimeOffset At)> _shelves = new();

    /// <summary>The tests of one tool.</summary>
    internal sealed class Shelf(Dictionary<string, TestDefinition> tests)
    {
        public static readonly Shelf Empty = new([]);

        public TestDefinition? Find(string code) => tests.GetValueOrDefault(code);
    }

    /// <summary>At most ten seconds old.</summary>
    internal async ValueTask<Shelf> Of(int tool, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (_shelves.TryGetValue(tool, out var known) && now - known.At < Fresh) return known.Shelf;
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.None, stop);
        var rows = await session.Tables.DeliveredTests.AsNoTracking().Where(t => t.ToolId == tool).ToListAsync(stop);
        var shelf = rows.Count == 0 ? Shelf.Empty : new Shelf(rows.ToDictionary(r => r.Code, r => JsonSerializer.Deserialize<TestDefinition>(r.Definition)!, StringComparer.Ordinal));
        _shelves[tool] = (shelf, now);
        return shelf;
    }

    /// <summary>All or nothing.</summary>
    /// <param name="tool">Whose tests they are.</param>
    /// <param name="file">A Toetsdefinities document, bounded.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<TestLibraryReport> Take(Tool tool, Stream file, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(tool);
        var notes = new UwlrNotes();
        var document = await SafeXml.Read(file, why => notes.Refuse(UwlrFault.OngeldigBericht, null, Root, why), stop);
        if (document is not null && !string.Equals(document.Name.LocalName, Root, StringComparison.OrdinalIgnoreCase))
            notes.Refuse(UwlrFault.OngeldigBericht, null, Root, "Een bestand met toetsdefinities heeft het element Toetsdefinities met daarin toetsen.");
        var tests = TestDefinitions.Read(document.Child("toetsen"), notes);
        if (notes.Fault is null && !tests.Given) notes.Refuse(UwlrFault.OngeldigBericht, null, Root + "/toetsen", "In het bestand staat geen enkele toets.");
        return notes.Fault is null ? await Store(tool, tests, notes.ReadOver, stop) : new TestLibraryReport(0, 0, 0, notes.Refused, Refused: true);
    }

    private async Task<TestLibraryReport> Store(Tool tool, TestDefinitions tests, IReadOnlyList<DeliveryProblem> problems, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.None, stop);
        var table = session.Tables.DeliveredTests;
        var stored = await table.Where(t => t.ToolId == tool.ToolId).ToDictionaryAsync(t => t.Code, StringComparer.Ordinal, stop);
        var (added, changed, unchanged) = (0, 0, 0);
        foreach (var test in tests.All)
        {
            var text = JsonSerializer.Serialize(test);
            if (!stored.TryGetValue(test.Code.Value, out var row))
            {
                table.Add(new DeliveredTest { ToolId = tool.ToolId, Code = test.Code.Value, Definition = text, ChangedAt = clock.GetUtcNow() });
                added++;
            }
            else if (JsonElement.DeepEquals(JsonElement.Parse(row.Definition), JsonElement.Parse(text))) unchanged++;
            else
            {
                (row.Definition, row.ChangedAt) = (text, clock.GetUtcNow());
                changed++;
            }
        }
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        _shelves.TryRemove(tool.ToolId, out _);
        return new TestLibraryReport(added, changed, unchanged, problems, Refused: false);
    }
}
