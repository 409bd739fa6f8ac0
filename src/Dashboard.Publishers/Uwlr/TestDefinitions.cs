using System.Globalization;
using System.Xml.Linq;

namespace Dashboard.Publishers.Uwlr;

/// <summary>
/// The toetsen block: names, norms and place of the tests and parts that results refer to. It travels in every message;
/// what a message leaves out may stand in the toetsdefinities that the publisher delivered before.
/// </summary>
internal sealed class TestDefinitions
{
    private readonly Dictionary<string, TestDefinition> _tests = new(StringComparer.Ordinal);

    /// <summary>False when the sender left the block out altogether.</summary>
    public bool Given => _tests.Count > 0;

    public IReadOnlyCollection<TestDefinition> All => _tests.Values;

    public TestDefinition? Find(string test) => _tests.GetValueOrDefault(test);

    public static TestDefinitions Read(XElement? toetsen, UwlrNotes notes)
    {
        var all = new TestDefinitions();
        foreach (var toets in toetsen.Children("toets"))
        {
            if (Term.Read(toets, "toetscode", notes) is not { } code)
            {
                notes.Note(null, "toetsen/toets/toetscode", "toetscode-missing", "Een toets zonder toetscode is overgeslagen.");
                continue;
            }
            var where = $"toetsen/toets[{code.Value}]";
            var test = new TestDefinition(code, Term.Read(toets, "versie", notes)?.Value, toets.Text("toetsnaam"),
                Term.Read(toets, "leerjaar", notes), Term.Read(toets, "vakgebied", notes),
                Norms.Read(toets.Child("toetsnormering"), where + "/toetsnormering", notes), Hierarchy(toets.Child("toetshierarchie"), where, notes), Parts(toets, where, notes));
            if (!all._tests.TryAdd(code.Value, test))
                notes.Note(null, where, "toetscode-twice", "Deze toetscode staat er meer dan eens. De eerste telt.");
        }
        return all;
    }

    private static Dictionary<string, PartDefinition> Parts(XElement toets, string where, UwlrNotes notes)
    {
        var parts = new Dictionary<string, PartDefinition>(StringComparer.Ordinal);
        foreach (var part in toets.Child("toetsonderdelen").Children("toetsonderdeel"))
        {
            if (Term.Read(part, "toetsonderdeelcode", notes) is not { } code)
                notes.Note(null, where + "/toetsonderdeel", "toetsonderdeelcode-missing", "Een onderdeel zonder toetsonderdeelcode is overgeslagen.");
            else if (!parts.TryAdd(code.Value, new PartDefinition(code, part.Text("toetsonderdeelnaam"),
                Norms.Read(part.Child("toetsonderdeelnormering"), $"{where}/toetsonderdeel[{code.Value}]/toetsonderdeelnormering", notes))))
                notes.Note(null, $"{where}/toetsonderdeel[{code.Value}]", "toetsonderdeelcode-twice", "Deze toetsonderdeelcode staat er meer dan eens. De eerste telt.");
        }
        return parts;
    }

    /// <summary>Where the test stands in the method: method, part, block, by niveau.</summary>
    private static List<string> Hierarchy(XElement? hierarchie, string where, UwlrNotes notes)
    {
        var places = new List<(int Level, string Name)>();
        foreach (var ingang in hierarchie.Children("ingang"))
        {
            if (ingang.OwnText() is not { } name) continue;
            if (!int.TryParse(ingang.Attr("niveau"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var level))
            {
                notes.Note(null, where + "/toetshierarchie", "niveau-missing", "Een ingang heeft geen niveau. Hij staat achteraan.");
                level = int.MaxValue;
            }
            places.Add((level, name));
        }
        return [.. places.OrderBy(p => p.Level).Select(p => p.Name)];
    }
}

/// <summary>A term, perhaps of a vocabulary.</summary>
internal sealed record Term(string Value, string? Vocabulary = null)
{
    public static Term? Read(XElement parent, string name, UwlrNotes notes)
    {
        if (parent.Child(name) is not { } element || element.OwnText() is not { } value) return null;
        var vocabulary = element.Attr("vocabulaire");
        if (vocabulary is not null && !Uri.TryCreate(vocabulary, UriKind.RelativeOrAbsolute, out _))
            notes.Note(null, name, "vocabulaire-invalid", "Een vocabulaire is een URI. De term is zonder gelezen.");
        return new Term(value, vocabulary);
    }
}

/// <summary>One test.</summary>
internal sealed record TestDefinition(Term Code, string? Version, string? Name, Term? YearGroup, Term? Subject, Norms? Norms, IReadOnlyList<string> Place, IReadOnlyDictionary<string, PartDefinition> Parts);

/// <summary>One part of a test; often one goal.</summary>
internal sealed record PartDefinition(Term Code, string? Name, Norms? Norms);
