using System.Xml.Linq;

namespace Dashboard.Publishers.Uwlr;

/// <summary>The toetsen block: names and norms of the tests and parts that the results of the same message refer to.</summary>
internal sealed class TestDefinitions
{
    private readonly Dictionary<string, TestDefinition> _tests = new(StringComparer.Ordinal);

    /// <summary>False when the sender left the block out altogether.</summary>
    public bool Given => _tests.Count > 0;

    public TestDefinition? Find(string test) => _tests.GetValueOrDefault(test);

    public static TestDefinitions Read(XElement? toetsen, UwlrNotes notes)
    {
        var all = new TestDefinitions();
        foreach (var toets in toetsen.Children("toets"))
        {
            if (toets.Text("toetscode") is not { } code)
            {
                notes.Note(null, "toetsen/toets/toetscode", "toetscode-missing", "Een toets zonder toetscode is overgeslagen.");
                continue;
            }
            var where = $"toetsen/toets[{code}]";
            var test = new TestDefinition(toets.Text("toetsnaam"), Norms.Read(toets.Child("toetsnormering"), where + "/toetsnormering", notes));
            foreach (var part in toets.Child("toetsonderdelen").Children("toetsonderdeel"))
                if (part.Text("toetsonderdeelcode") is { } partCode)
                    test.Parts[partCode] = new PartDefinition(part.Text("toetsonderdeelnaam"),
                        Norms.Read(part.Child("toetsonderdeelnormering"), $"{where}/toetsonderdeel[{partCode}]/toetsonderdeelnormering", notes));
            if (!all._tests.TryAdd(code, test))
                notes.Note(null, where, "toetscode-twice", "Deze toetscode staat er meer dan eens. De eerste telt.");
        }
        return all;
    }
}

internal sealed record TestDefinition(string? Name, Norms? Norms)
{
    public Dictionary<string, PartDefinition> Parts { get; } = new(StringComparer.Ordinal);
}

internal sealed record PartDefinition(string? Name, Norms? Norms);
