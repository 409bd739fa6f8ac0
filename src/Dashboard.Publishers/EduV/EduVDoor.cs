using System.Security.Claims;
using Dashboard.Publishers.Tokens;
using Dashboard.Schools.Feeds;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.EduV;

/// <summary>Who sends, for which school and tool, as far as it is known; kept with a refusal too.</summary>
/// <param name="Publisher">The publisher's key.</param>
/// <param name="Tool">Null when it cannot be told which of the publisher's tools it is.</param>
/// <param name="School">Null when the school does not take part.</param>
/// <param name="Feed">Null when the school has the feed off.</param>
internal sealed record EduVSender(string Publisher, Tool? Tool, School? School, Feed? Feed);

/// <summary>Finds tool, school and feed of an Edu-V message.</summary>
internal sealed class EduVDoor(FeedStates feeds, PartyDirectory directory, PublisherCallers callers)
{
    /// <param name="user">The client.</param>
    /// <param name="readable">False when there is no message to look at: then only the publisher is looked up.</param>
    /// <param name="reference">The school as the message names it.</param>
    /// <param name="toolName">Likewise the tool.</param>
    /// <param name="notes">Gets what is wrong.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<EduVSender> Check(ClaimsPrincipal user, bool readable, SchoolReference? reference, string? toolName, EduVNotes notes, CancellationToken stop)
    {
        var caller = await callers.Find(user, stop);
        if (caller is null)
        {
            notes.Refuse(null, EduVStatus.Other, "Authorization", "Deze client is niet meer aangemeld.");
            return new EduVSender("", null, null, null);
        }
        if (!readable) return new EduVSender(caller.Publisher.Key, null, null, null);
        var tool = Tool(caller, toolName, notes);
        var school = await School(reference, notes, stop);
        if (tool is null || school is null) return new EduVSender(caller.Publisher.Key, tool, school, null);
        return new EduVSender(caller.Publisher.Key, tool, school, await feeds.Active(school.SchoolId, tool.ToolId, stop));
    }

    private static Tool? Tool(PublisherCaller caller, string? name, EduVNotes notes)
    {
        if (caller.Tools.Count == 1) return caller.Tools[0];
        var named = caller.Tools.FirstOrDefault(t => string.Equals(t.Key, name, StringComparison.OrdinalIgnoreCase) || string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase));
        if (named is null) notes.Refuse(null, EduVStatus.Other, "toolName", "Deze uitgever heeft niet precies één leermiddel. Noem het leermiddel in toolName.");
        return named;
    }

    /// <summary>By BRIN (also with the two digits of the vestiging behind it), else by our school key.</summary>
    private async Task<School?> School(SchoolReference? reference, EduVNotes notes, CancellationToken stop)
    {
        var ids = (reference?.OrganisationIds ?? []).Where(o => o?.Value is not null).ToList();
        if (ids.Count == 0 && reference?.OrganisationMasterIdentifier is null)
        {
            notes.Schema(null, "school", "Geef een organisationMasterIdentifier of ten minste één organisationId.");
            return null;
        }
        foreach (var id in ids.OrderBy(o => o.OrganisationIdType is "OIE_CODE" or "V_ID" ? 0 : 1))
        {
            var brin = id.OrganisationIdType is "OIE_CODE" or "V_ID" or "VE_CODE" && id.Value!.Length is 4 or 6 ? id.Value!.ToUpperInvariant() : null;
            var found = await directory.Find(d => brin is not null ? d.School(brin[..4], brin[4..], null) : d.School(null, null, id.Value), stop);
            if (found is not null) return found;
        }
        if (reference!.OrganisationMasterIdentifier is { } master && await directory.Find(d => d.School(null, null, master), stop) is { } school) return school;
        notes.Refuse(null, EduVStatus.SchoolUnknown, "school", "Deze school doet niet mee.");
        return null;
    }
}
