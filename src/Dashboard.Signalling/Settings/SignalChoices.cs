using System.Text.Json;
using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.People;
using Dashboard.Signalling.Rules;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Signalling.Settings;

/// <summary>
/// What a school chooses per tool: derived signals on or off, which rules, and their thresholds. A choice counts from the moment it
/// is made; the fold runs again in the same transaction's work, and the audit keeps who and what. The caller commits the session.
/// </summary>
public sealed class SignalChoices(PartPayload payloads, TimeProvider clock)
{
    /// <summary>Every choice of this school for the tool, the oldest first, with who made it.</summary>
    public static async Task<IReadOnlyList<(RuleChoice Choice, int StaffId)>> Of(Session session, int school, int tool, CancellationToken stop)
    {
        var rows = await session.Tables.SignalSettings.AsNoTracking().Where(s => s.SchoolId == school && s.ToolId == tool).OrderBy(s => s.ValidFrom).ToListAsync(stop);
        return [.. rows.Select(r => (new RuleChoice(r.ValidFrom, r.Derived, r.RuleSet, Fold.DatedDecisions.Thresholds(r.Thresholds)), r.StaffId))];
    }

    /// <param name="session">In the person's school.</param>
    /// <param name="person">A school administrator; the caller has checked that.</param>
    /// <param name="tool">The tool.</param>
    /// <param name="derived">Whether signals are derived from its results.</param>
    /// <param name="set">How answers are judged.</param>
    /// <param name="thresholds">"rule.parameter" to value; values as published may be left out.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The choice, in force from now; null when it is what is in force already: nothing changed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A threshold that no rule has, or out of its bounds.</exception>
    public async Task<RuleChoice?> Choose(Session session, Person person, int tool, bool derived, RuleSet set, IReadOnlyDictionary<string, double> thresholds, CancellationToken stop)
    {
        var now = Now();
        var choice = Proposal(now, derived, set, thresholds);
        var before = (await Of(session, person.School, tool, stop)).Select(c => c.Choice).LastOrDefault() ?? RuleChoice.Shipped;
        if (Same(before, choice)) return null;
        var json = JsonSerializer.Serialize(choice.Thresholds);
        session.Tables.SignalSettings.Add(new SignalSetting { SchoolId = person.School, ToolId = tool, ValidFrom = now, Derived = derived, RuleSet = set, Thresholds = json, StaffId = person.StaffId });
        session.Note(person, now, "signal-setting", tool.ToString(System.Globalization.CultureInfo.InvariantCulture),
            JsonSerializer.Serialize(new { derived, rules = set.ToString(), thresholds = choice.Thresholds, before = new { derived = before.Derived, rules = before.Set.ToString(), thresholds = before.Thresholds } }));
        await session.Tables.SaveChangesAsync(stop);
        await Refold(session, payloads, person.School, tool, [], now, stop);
        return choice;
    }

    /// <summary>A choice with only what differs from the published values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A threshold that no rule has, or out of its bounds.</exception>
    public static RuleChoice Proposal(DateTimeOffset from, bool derived, RuleSet set, IReadOnlyDictionary<string, double> thresholds)
    {
        var published = RuleList.All.SelectMany(r => r.Parameters.Select(p => (Name: RuleChoice.Name(r, p), p.Value))).ToDictionary(p => p.Name, p => p.Value);
        var choice = new RuleChoice(from, derived, set, thresholds.Where(t => !published.TryGetValue(t.Key, out var value) || value != t.Value).OrderBy(t => t.Key, StringComparer.Ordinal).ToDictionary());
        foreach (var (name, min, max) in choice.Problems())
            throw new ArgumentOutOfRangeException(nameof(thresholds), choice.Thresholds[name], $"{name} is between {min} and {max}");
        return choice;
    }

    private static bool Same(RuleChoice one, RuleChoice other) =>
        one.Derived == other.Derived && one.Set == other.Set && one.Thresholds.Count == other.Thresholds.Count && one.Thresholds.All(t => other.Thresholds.TryGetValue(t.Key, out var v) && v == t.Value);

    /// <summary>To the microsecond, as the database keeps it.</summary>
    private DateTimeOffset Now() => Microseconds(clock.GetUtcNow());

    internal static DateTimeOffset Microseconds(DateTimeOffset at) => new(at.Ticks / 10 * 10, TimeSpan.Zero);

    /// <summary>Folds pupils of a tool again; nobody named: all.</summary>
    internal static Task Refold(Session session, PartPayload payloads, int school, int tool, List<Guid> pupils, DateTimeOffset now, CancellationToken stop) =>
        session.Enqueue(WorkKind.Refold, school, tool, SchoolTime.SchoolYear(SchoolTime.Day(now)),
            payloads.Seal(school, new RefoldRequested { Pupils = pupils }, ContractsJson.Default.RefoldRequested), now, stop);
}
