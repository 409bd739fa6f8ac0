using Dashboard.Schools.Feeds;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Publishers.Uwlr;

/// <summary>What is known of a sender, as far as the check came; kept with a refusal too.</summary>
/// <param name="Publisher">The publisher's key, or "" when the klantcode is nobody's.</param>
/// <param name="Tool">Null when not known.</param>
/// <param name="School">Null when not known or not this sender's.</param>
/// <param name="FeedOn">The school has the feed on.</param>
internal sealed record UwlrSender(string Publisher, Tool? Tool, School? School, bool FeedOn)
{
    public static readonly UwlrSender Unknown = new("", null, null, false);
}

/// <summary>Checks a sender in the order of the agreement: klant, autorisatiesleutel, school, feed.</summary>
internal sealed class UwlrAccess(Database database, KeyRing keys)
{
    public async Task<UwlrSender> Check(UwlrHeader header, UwlrSchool block, UwlrNotes notes, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.None, stop);
        var tables = session.Tables;
        var tools = await tables.Tools.AsNoTracking().Where(t => t.UwlrKlantcode == header.Klantcode)
            .Join(tables.Publishers.AsNoTracking(), t => t.PublisherId, p => p.PublisherId, (tool, publisher) => new { tool, publisher.Key }).ToListAsync(stop);
        var publisher = tools.FirstOrDefault()?.Key ?? "";
        tools.RemoveAll(t => !string.Equals(t.tool.UwlrKlantnaam, header.Klantnaam, StringComparison.OrdinalIgnoreCase));
        if (tools.Count == 0)
        {
            notes.Refuse(UwlrFault.OngeldigeKlantIdentificatie, null, "autorisatie/klantcode", "Deze klantcode en klantnaam zijn niet samen aangemeld.");
            return UwlrSender.Unknown with { Publisher = publisher };
        }

        var key = await tables.FindFeedKey(keys, header.Sleutel, stop);
        var tool = tools.Find(t => t.tool.ToolId == key?.ToolId)?.tool;
        if (key is null || tool is null)
        {
            notes.Refuse(UwlrFault.AutorisatieOngeldig, null, "autorisatie/autorisatiesleutel", "Deze autorisatiesleutel hoort niet bij deze klant.");
            return UwlrSender.Unknown with { Publisher = publisher };
        }

        var school = await FindSchool(tables, block, stop);
        if (school is null)
            notes.Refuse(UwlrFault.OngeldigeKlantIdentificatie, null, "school", "Deze school doet niet mee.");
        else if (school.SchoolId != key.SchoolId)
            notes.Refuse(UwlrFault.AutorisatieOngeldig, null, "autorisatie/autorisatiesleutel", "Deze autorisatiesleutel geldt voor een andere school.");
        if (notes.Fault is not null) return new UwlrSender(publisher, tool, null, false);

        await using var inSchool = await database.Begin(DatabaseRole.Publishers, Scope.School(school!.SchoolId), stop);
        return new UwlrSender(publisher, tool, school, await inSchool.Tables.ActiveFeed(school.SchoolId, tool.ToolId, stop) is not null);
    }

    /// <summary>Both ids may be there, though the standard has a choice: the brincode goes first.</summary>
    private static async Task<School?> FindSchool(StoreContext tables, UwlrSchool block, CancellationToken stop) =>
        (block.Brin is null ? null : await tables.FindSchool(block.Brin, block.Dependance, null, stop))
        ?? (block.SchoolKey is null ? null : await tables.FindSchool(null, null, block.SchoolKey, stop));
}
