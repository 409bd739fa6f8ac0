using Dashboard.Schools.Calendar;
using Dashboard.Schools.Feeds;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.Deliveries;

/// <summary>What a publisher asks to take back: one result, whatever standard it came by.</summary>
/// <param name="School">Our key of the school, or its BRIN with or without the two digits of the location.</param>
/// <param name="SchoolYear">"2026-2027", or its first year.</param>
/// <param name="ResultId">The publisher's own id.</param>
public sealed record Withdrawal(string? School, string? SchoolYear, string? ResultId);

/// <param name="Delivery">A withdrawal is a delivery like any other; a refused one too.</param>
/// <param name="Wrong">"tool", "schoolYear", "resultId", "school" (none such) or "off"; null: taken.</param>
/// <param name="Message">Why, for who sent it.</param>
public sealed record WithdrawalOutcome(Guid Delivery, string? Wrong, string? Message);

/// <summary>Takes one result back: UWLR has no delete. It cancels whatever is stored under the id, also what comes late.</summary>
public sealed class Withdrawals(Intake intake, PartyDirectory directory)
{
    private const int LongestId = 256;
    public const string Format = "withdrawal";

    /// <param name="publisher">Key of who asks.</param>
    /// <param name="tool">One of that publisher's tools; null: it named another's.</param>
    public async Task<WithdrawalOutcome> Take(string publisher, Tool? tool, Withdrawal asked, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        if (tool is null) return await Refuse("tool", "Dit leermiddel is niet van deze uitgever.");
        if (Year(asked.SchoolYear) is not { } year) return await Refuse("schoolYear", "Geef het schooljaar als 2026-2027.");
        if (asked.ResultId is not { Length: > 0 and <= LongestId } id) return await Refuse("resultId", "Geef de id van het resultaat, hoogstens 256 tekens.");
        if (await School(asked.School, stop) is not { } school) return await Refuse("school", "Deze school doet niet mee.");
        var receipt = await intake.Accept(new IncomingMessage(publisher, Format, school.SchoolId, tool.ToolId, year, [new IncomingResult(WholeResult.Cancelled(id, DateTimeOffset.UnixEpoch, null), [])], []), stop);
        return receipt.FeedOn ? new(receipt.DeliveryId, null, null) : new(receipt.DeliveryId, "off", "De school heeft deze koppeling uitgezet.");

        async Task<WithdrawalOutcome> Refuse(string wrong, string message) =>
            new(await intake.Refuse(publisher, Format, 0, tool?.ToolId, 1, [new DeliveryProblem(asked.ResultId, wrong, "withdrawal", message)], stop), wrong, message);
    }

    private static short? Year(string? text) =>
        WrittenTime.SchoolYear(text) ?? (short.TryParse(text, out var year) && year is > 2000 and < 3000 ? year : null);

    private async ValueTask<School?> School(string? school, CancellationToken stop) => string.IsNullOrWhiteSpace(school) ? null
        : await directory.Find(d => d.School(null, null, school) ?? (school.Length is 4 or 6 ? d.School(school[..4].ToUpperInvariant(), school[4..], null) : null), stop);
}
