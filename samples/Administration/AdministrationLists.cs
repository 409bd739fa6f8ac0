using System.Text.Json.Nodes;
using System.Xml.Linq;
using Dashboard.Samples.School;

namespace Dashboard.Samples.Administration;

/// <summary>The sample school's EDEXML file as the objects of Edu-V, with what else an administration keeps of people.</summary>
internal sealed class AdministrationLists
{
    private readonly Dictionary<string, JsonArray> _lists;

    public AdministrationLists(int schoolYear)
    {
        var file = XDocument.Parse(SampleSchool.Edexml(schoolYear)).Root!;
        (Brin, Period) = ((string)file.Element("school")!.Element("brincode")!, $"{schoolYear}-{schoolYear + 1}");
        var pupils = file.Element("leerlingen")!.Elements().ToList();
        var teachers = file.Element("leerkrachten")!.Elements().ToList();
        _lists = new()
        {
            ["students"] = [.. pupils.Select(Student)],
            ["employees"] = [.. teachers.Select(Employee)],
            ["groups"] = [.. file.Element("groepen")!.Elements().Select(g => Group(g, pupils))],
            ["assignments"] = [.. teachers.SelectMany(t => t.Element("groepen")!.Elements().Select(g => Assignment(t, g)))],
            ["enrollments"] = [.. pupils.Select(Enrollment)],
        };
    }

    public string Brin { get; }
    public string Period { get; }

    public JsonNode? Of(string list) => _lists.TryGetValue(list, out var objects) ? objects.DeepClone() : null;

    private static JsonObject Student(XElement pupil) => With(Reference(pupil), new JsonObject
    {
        ["givenName"] = (string)pupil.Element("roepnaam")!, ["familyName"] = (string?)pupil.Element("achternaam") ?? "", ["familyNamePrefix"] = (string?)pupil.Element("voorvoegsel"),
        ["dateOfBirth"] = "2017-03-14", ["gender"] = "unspecified", ["language"] = "nld", ["emailPrivate"] = "thuis@administratie.example", ["emailsParents"] = new JsonArray("ouder@administratie.example"),
        ["address"] = new JsonObject { ["street"] = "Verzonnenlaan", ["postalCode"] = "9876ZX" },
    });

    private static JsonObject Employee(XElement teacher) => With(new JsonObject { ["userIds"] = Ids(teacher) }, new JsonObject
    {
        ["givenName"] = (string?)teacher.Element("roepnaam") ?? "", ["familyName"] = (string?)teacher.Element("achternaam") ?? "", ["familyNamePrefix"] = (string?)teacher.Element("voorvoegsel"), ["phone"] = "0600000000",
    });

    private JsonObject Group(XElement group, IEnumerable<XElement> pupils) => With(new JsonObject
    {
        ["groupId"] = Key(group), ["groupName"] = (string)group.Element("naam")!, ["groupType"] = group.Name.LocalName == "groep" ? "class" : "lesson-group",
        ["students"] = new JsonArray([.. pupils.Where(p => p.Descendants().Any(e => e.Name.LocalName == group.Name.LocalName && (string?)e.Attribute("key") == Key(group))).Select(Reference)]), ["assignments"] = new JsonArray(),
    }, Dated());

    private JsonObject Assignment(XElement teacher, XElement group) => With(new JsonObject
    {
        ["assignmentId"] = $"{Key(teacher)}-{Key(group)}", ["employee"] = new JsonObject { ["userIds"] = Ids(teacher) }, ["assignmentType"] = "class-teacher", ["group"] = Key(group),
    }, Dated());

    private JsonObject Enrollment(XElement pupil) => With(new JsonObject
    {
        ["enrollmentId"] = "in-" + Key(pupil), ["student"] = Reference(pupil), ["enrollmentType"] = "study", ["studyYear"] = (int?)pupil.Element("jaargroep"),
    }, Dated());

    private JsonObject Dated() => new() { ["schoolPeriod"] = Period, ["beginDate"] = Period[..4] + "-08-01" };

    private static JsonObject Reference(XElement person)
    {
        var reference = new JsonObject { ["userIds"] = Ids(person) };
        if ((string?)person.Attribute("eckid") is { } eckId) reference["userMasterIdentifier"] = eckId;
        return reference;
    }

    private static JsonArray Ids(XElement person)
    {
        var ids = new JsonArray(new JsonObject { ["userId"] = Key(person), ["userIdType"] = "ASI" });
        if ((string?)person.Element("gebruikersnaam") is { } name) ids.Add(new JsonObject { ["userId"] = name, ["userIdType"] = "NEPRI" });
        return ids;
    }

    private static string Key(XElement element) => (string)element.Attribute("key")!;

    private static JsonObject With(JsonObject one, JsonObject more)
    {
        foreach (var (name, value) in more) if (value is not null) one[name] = value.DeepClone();
        (one["status"], one["dateCreated"], one["dateLastModified"]) = ("active", "2026-08-01T00:00:00Z", "2026-08-01T00:00:00Z");
        return one;
    }
}
