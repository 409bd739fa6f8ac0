namespace Dashboard.Samples.Cito;

/// <summary>One result as the source gives it; the names are its JSON.</summary>
public sealed record TestResult(
    string Id, DateTimeOffset Gewijzigd, TestPupil Leerling, TestOf Toets, string Afnamedatum, string Schooljaar,
    string Functioneringsniveau, int Vaardigheidsscore, int Opgaven, int Goed, int Minuten, string Status = "definitief");

/// <summary>One of the three is filled in: not every school gives the source an ECK iD.</summary>
public sealed record TestPupil(string? EckId, string? Leerlingnummer, string? CitoKey);

public sealed record TestOf(string Code, string Naam, string Niveau);
