using System.Xml.Linq;

namespace Dashboard.Samples.School;

/// <summary>What a publisher knows of the school's roster: enough to let pupils practise.</summary>
public sealed record SampleRoster(IReadOnlyList<SampleGroup> Groups, IReadOnlyList<SamplePupil> Pupils)
{
    public SamplePupil Pupil(string lasKey) => Pupils.Single(p => p.LasKey == lasKey);

    /// <param name="edexml">An EDEXML 2.1 file of our own making; it is not checked.</param>
    internal static SampleRoster Read(string edexml)
    {
        var root = XDocument.Parse(edexml).Root!;
        return new SampleRoster(
            [.. root.Element("groepen")!.Elements().Select(g => new SampleGroup((string)g.Attribute("key")!, (string)g.Element("naam")!, (string?)g.Element("jaargroep")))],
            [.. root.Element("leerlingen")!.Elements().Select(l => new SamplePupil(
                (string)l.Attribute("key")!, (string?)l.Attribute("eckid"), (string)l.Element("roepnaam")!,
                (string)l.Element("groep")!.Attribute("key")!, l.Element("samengestelde_groepen") is not null))]);
    }
}

/// <param name="YearGroup">Null for the composite group.</param>
public sealed record SampleGroup(string LasKey, string Name, string? YearGroup);

/// <param name="LasKey">"lln-" and the first name in plain lower case.</param>
/// <param name="EckId">Synthetic, pilot form; null for the few who have none.</param>
/// <param name="Group">LAS key of the pupil's own group.</param>
/// <param name="Plus">Is in the composite group as well.</param>
public sealed record SamplePupil(string LasKey, string? EckId, string FirstName, string Group, bool Plus);
