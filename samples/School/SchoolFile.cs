using System.Text.Json;

namespace Dashboard.Samples.School;

/// <summary>What stands in tools.json.</summary>
/// <param name="Password">Of every account.</param>
/// <param name="UwlrKey">UWLR autorisatiesleutel of Muiswerk's feed.</param>
public sealed record SchoolFile(
    SchoolData School, string Password, string UwlrKey,
    IReadOnlyList<SamplePublisher> Publishers, IReadOnlyList<SampleTool> Tools,
    IReadOnlyList<SampleClient> Clients, IReadOnlyList<SampleStaff> Staff, IReadOnlyList<SampleSource> Sources);

/// <param name="SampleGroup">LAS key of the group that keeps this key in URLs and the API.</param>
public sealed record SchoolData(string Key, string Brin, string Dependance, string Name, string SampleGroup);

public sealed record SamplePublisher(string Key, string Name);

/// <param name="Publisher">Key of the publisher.</param>
/// <param name="UwlrKlantcode">Null: the tool does not speak UWLR; so are the next two.</param>
/// <param name="UwlrKlantnaam">With the klantcode it identifies the supplier.</param>
/// <param name="UwlrKey">Autorisatiesleutel of the school's feed.</param>
/// <param name="Progress">The feed takes Edu-V Progress too.</param>
/// <param name="Profile">The tool profile as JSON, in the shape in which the dashboard stores it.</param>
public sealed record SampleTool(
    string Key, string Name, string Publisher, string? UwlrKlantcode, string? UwlrKlantnaam, string? UwlrKey, bool Progress, JsonElement Profile);

/// <param name="Scopes">Separated by spaces.</param>
public sealed record SampleClient(string ClientId, string Secret, string Publisher, string Scopes);

/// <param name="Role">Name of the role: Teacher, InternBegeleider, Administrator, BoardViewer, PublisherStaff, Curator, Operator.</param>
/// <param name="LasKey">Key in the roster, for staff who stand in it.</param>
/// <param name="Publisher">For a publisher's staff.</param>
/// <param name="Groups">LAS keys of the groups that she teaches.</param>
public sealed record SampleStaff(string UserName, string DisplayName, string Role, string? LasKey, string? Publisher, IReadOnlyList<string> Groups);

/// <summary>A tool whose results are fetched at night.</summary>
/// <param name="NightlyMinute">Minute of the day: 190 is 03:10.</param>
/// <param name="Support">Whom the school asks.</param>
public sealed record SampleSource(string Key, string Name, string Publisher, int NightlyMinute, string Support, JsonElement Profile);
