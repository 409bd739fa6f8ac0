namespace Dashboard.Schools.Roster;

/// <summary>
/// A school's roster at one moment, as read from EDEXML or a UWLR leerlinggegevens answer. Holds only what the dashboard
/// may know: no birth date, gender, citizen number, origin or address ever gets this far.
/// </summary>
public sealed record RosterSnapshot(
    string? Brin, string? Dependance, string? SchoolKey, short SchoolYear,
    IReadOnlyList<RosterGroup> Groups, IReadOnlyList<RosterPupil> Pupils, IReadOnlyList<RosterStaff> Staff,
    IReadOnlyList<string> Warnings)
{
    /// <summary>What it was read from ("EDEXML 2.1"); empty when that does not matter.</summary>
    public string Format { get; init; } = "";
}

/// <param name="LasKey">The administration's key of the group.</param>
/// <param name="Name">As the school calls it.</param>
/// <param name="YearGroup">EDEXML jaargroep; "C" for a combination group.</param>
/// <param name="Composite">A samengestelde groep, beside the pupil's own group.</param>
public sealed record RosterGroup(string LasKey, string Name, string YearGroup, bool Composite);

/// <param name="LasKey">The administration's key of the pupil.</param>
/// <param name="EckId">Opaque; null when the pupil has none.</param>
/// <param name="GivenName">Roepnaam, else the first of the voornamen or initials.</param>
/// <param name="Prefix">Voorvoegsel.</param>
/// <param name="FamilyName">Achternaam.</param>
/// <param name="UserName">Gebruikersnaam, an alias too (CI-19).</param>
/// <param name="Groups">LAS keys of the pupil's groups.</param>
/// <param name="Left">Left the school by this snapshot (uitstroomdatum, jaargroep H).</param>
public sealed record RosterPupil(string? LasKey, string? EckId, string GivenName, string? Prefix, string? FamilyName, string? UserName, IReadOnlyList<string> Groups, bool Left)
{
    /// <summary>The pupil's own jaargroep, which a combination group (jaargroep C) does not have.</summary>
    public string? YearGroup { get; init; }
}

public sealed record RosterStaff(string LasKey, string DisplayName, string? UserName, IReadOnlyList<string> Groups);
