using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Publishers.Cito;

/// <summary>One page of test results as the source gives it. There is no published format for this link: this is the one we agreed on (decision 0051).</summary>
/// <param name="Resultaten">Oldest change first.</param>
/// <param name="Volgende">Cursor after this page.</param>
/// <param name="Meer">There is more now.</param>
public sealed record CitoPage(IReadOnlyList<CitoResult>? Resultaten, string? Volgende, bool Meer);

/// <param name="Id">The source's own id of the result.</param>
/// <param name="Gewijzigd">When it last changed: its version.</param>
/// <param name="Leerling">Who; at least one of the three.</param>
/// <param name="Status">"definitief", or "vervallen" when it was taken back.</param>
public sealed record CitoResult(
    string? Id, string? Gewijzigd, CitoPupil? Leerling, CitoTest? Toets, CitoPart? Onderdeel, string? Afnamedatum, string? Schooljaar,
    string? Functioneringsniveau, double? Vaardigheidsscore, int? Opgaven, int? Goed, double? Minuten, string? Status);

/// <summary>The chain of ids: ECK iD, else leerlingnummer, else the key that only the source knows (CI-19 … CI-21).</summary>
public sealed record CitoPupil(string? EckId, string? Leerlingnummer, string? CitoKey);

/// <param name="Niveau">Level of the test: "havo", "M5".</param>
public sealed record CitoTest(string? Code, string? Naam, string? Niveau);

public sealed record CitoPart(string? Code, string? Naam);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, AllowDuplicateProperties = false, MaxDepth = 16)]
[JsonSerializable(typeof(CitoPage))]
internal sealed partial class CitoJson : JsonSerializerContext;
