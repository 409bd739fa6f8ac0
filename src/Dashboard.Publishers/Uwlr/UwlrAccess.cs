using Dashboard.Schools.Feeds;
using Dashboard.Store;
using Dashboard.Store.Tables;


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
internal sealed class UwlrAccess(FeedStates feeds, PartyDirectory directory, KeyRing keys)
{
    public async Task<UwlrSender> Check(UwlrHeader header, UwlrSchool block, UwlrNotes notes, CancellationToken stop)
    {
        var tools = await directory.Find(d => d.Tools.Where(t => t.UwlrKlantcode == header.Klantcode).ToList() is { Count: > 0 } found
            ? found.ConvertAll(t => (Tool: t, d.Publisher(t.PublisherId)!.Key)) : null, stop) ?? [];
        var publisher = tools.FirstOrDefault().Key ?? "";
        tools.RemoveAll(t => !string.Equals(t.Tool.UwlrKlantnaam, header.Klantnaam, StringComparison.OrdinalIgnoreCase));
        if (tools.Count == 0)
        {
            notes.Refuse(UwlrFault.OngeldigeKlantIdentificatie, null, "autorisatie/klantcode", "Deze klantcode en klantnaam zijn niet samen aangemeld.");
            return UwlrSender.Unknown with { Publisher = publisher };
        }

        var hash = PartyDirectory.KeyHash(keys, header.Sleutel);
        var key = await directory.Find(d => d.Key(hash), stop);
        var tool = tools.Find(t => t.Tool.ToolId == key?.ToolId).Tool;
        if (key is null || tool is null)
        {
            notes.Refuse(UwlrFault.AutorisatieOngeldig, null, "autorisatie/autorisatiesleutel", "Deze autorisatiesleutel hoort niet bij deze klant.");
            return UwlrSender.Unknown with { Publisher = publisher };
        }

        var school = await FindSchool(block, stop);
        if (school is null)
            notes.Refuse(UwlrFault.OngeldigeKlantIdentificatie, null, "school", "Deze school doet niet mee.");
        else if (school.SchoolId != key.SchoolId)
            notes.Refuse(UwlrFault.AutorisatieOngeldig, null, "autorisatie/autorisatiesleutel", "Deze autorisatiesleutel geldt voor een andere school.");
        if (notes.Fault is not null) return new UwlrSender(publisher, tool, null, false);

        return new UwlrSender(publisher, tool, school, await feeds.Active(school!.SchoolId, tool.ToolId, stop) is not null);
    }

    /// <summary>Both ids may be there, though the standard has a choice: the brincode goes first.</summary>
    private ValueTask<School?> FindSchool(UwlrSchool block, CancellationToken stop) =>
        directory.Find(d => (block.Brin is null ? null : d.School(block.Brin, block.Dependance, null)) ?? d.School(null, null, block.SchoolKey), stop);
}
