using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Store;
using Dashboard.Store.Tables;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.SystemTests.Access;

/// <summary>
/// The rest of the access matrix: every message that a handler of the host takes and every kind of ledger work, in the name of one
/// school and about the pupils, signals and follow-ups of the other. Nothing of the other may change, nothing of it may be copied.
/// </summary>
[Collection(RabbitTests.Name)]
public sealed class MessageMatrixTests(RealParts parts, ITestOutputHelper output)
{
    [Fact, Trait("Requirement", "DA-19")]
    public async Task No_message_and_no_work_of_a_school_touches_another()
    {
        await using var town = await Neighbours.Open(parts);
        var (own, other) = (town.At(Whose.Own), town.At(Whose.Elsewhere));
        var payloads = town.Services.GetRequiredService<PartPayload>();
        var year = SchoolTime.SchoolYear(SchoolTime.Day(TimeProvider.System.GetUtcNow()));
        var tool = int.Parse((await town.Database.Query($"select tool_id from tool where key = '{Neighbours.Tool}'"))[0][0], System.Globalization.CultureInfo.InvariantCulture);
        var goal = int.Parse((await town.Database.Query("select method_goal_id from method_goal limit 1"))[0][0], System.Globalization.CultureInfo.InvariantCulture);
        var otherPart = long.Parse((await town.Database.Query($"select max(work_id) from work where school_id = {other.School}"))[0][0], System.Globalization.CultureInfo.InvariantCulture);
        var foreign = new Result { Pupil = other.Pupil, ResultId = "gekopieerd", ScoreType = "score", TakenAt = TimeProvider.System.GetUtcNow(), Items = 5, Correct = 1, CodeCandidates = ["TELLEN"] };
        var sealedForOther = payloads.Seal(other.School, [foreign], ContractsJson.Default.ListResult);
        var sealedForOwn = payloads.Seal(own.School, [foreign], ContractsJson.Default.ListResult);
        object[] messages =
        [
            new ResultsReceived { School = own.School, Tool = tool, SchoolYear = year, Parts = [new SealedPart { Delivery = 1, Part = otherPart, Payload = sealedForOwn }] },
            new ResultsReceived { School = own.School, Tool = tool, SchoolYear = year, Parts = [new SealedPart { Delivery = 1, Part = otherPart, Payload = sealedForOther }] },
            new ResultsMapped { School = own.School, Tool = tool, SchoolYear = year, Parts = [new MappedPart { Part = otherPart, Changed = [new MappedResult { Pupil = other.Pupil, MethodGoal = goal, Key = other.Result, New = true }] }] },
            new RefoldRequested { School = own.School, Tool = tool, SchoolYear = year, Part = otherPart, Pupils = [other.Pupil] },
            new FollowUpChanged { School = own.School, Part = otherPart, FollowUp = other.FollowUp, Pupils = [other.Pupil], MethodGoals = [goal], StartsOn = new DateOnly(2026, 1, 1), EvaluateOn = new DateOnly(2030, 1, 1), ToldAt = TimeProvider.System.GetUtcNow() },
            new MatchMoved { School = own.School, Tool = tool, SchoolYear = year, Part = otherPart, Match = new string('A', 32), From = other.Pupil, To = own.Pupil },
            new SignalsChanged { School = own.School, Groups = [new GroupVersion { Group = other.Group, Version = 99 }] },
        ];
        var handled = Handled();
        Assert.Equal(handled.Select(t => t.Name).Order(StringComparer.Ordinal), messages.Select(m => m.GetType().Name).Distinct().Order(StringComparer.Ordinal));

        var before = await Rows(town, own, other);
        var tried = 0;
        var bus = town.Services.GetRequiredService<IBus>();
        foreach (var message in messages)
        {
            await bus.Publish(message, message.GetType(), TestContext.Current.CancellationToken);
            tried++;
        }
        foreach (var kind in Enum.GetValues<WorkKind>())
            foreach (var payload in Payloads(kind, payloads, own, other, tool, goal, foreign).Append(sealedForOther))
            {
                await town.Database.Execute($"""
                    insert into work (school_id, kind, school_year, tool_id, delivery_id, created_at, payload)
                    values ({own.School}, {(int)kind}, {year}, {tool}, (select max(delivery_id) from delivery where school_id = {other.School}), now(), '\x{Convert.ToHexString(payload)}')
                    """);
                tried++;
            }
        await Probe.Until("every kind of work was tried or failed", async () => (await town.Database.Query("select 1 from work where state < 3 and failures = 0 and kind <> 50")).Count == 0, TimeSpan.FromSeconds(60));
        await Probe.Until("the bus is quiet", async () => { var now = await Rows(town, own, other); await Task.Delay(300); return now == await Rows(town, own, other); });

        Assert.Equal(before, await Rows(town, own, other));
        Facts.Say(output, $"Message matrix: {handled.Count} messages and {Enum.GetValues<WorkKind>().Length} kinds of work, {tried} tried, 0 leaks");
    }

    /// <summary>Every message that a consumer of ours takes.</summary>
    private static List<Type> Handled() => [.. AppDomain.CurrentDomain.GetAssemblies().Where(a => a.GetName().Name?.StartsWith("Dashboard.", StringComparison.Ordinal) == true && !a.GetName().Name!.Contains("Test", StringComparison.Ordinal))
        .SelectMany(a => a.GetTypes()).SelectMany(t => t.GetInterfaces()).Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IConsumer<>)).Select(i => i.GetGenericArguments()[0])
        .Select(m => m.IsGenericType && m.GetGenericTypeDefinition() == typeof(Batch<>) ? m.GetGenericArguments()[0] : m).Where(m => m.Namespace == "Dashboard.Contracts").Distinct()];

    /// <summary>A new kind of work has its own line here, or it fails.</summary>
    private static IEnumerable<byte[]> Payloads(WorkKind kind, PartPayload payloads, Place own, Place other, int tool, int goal, Result foreign) => kind switch
    {
        WorkKind.Results or WorkKind.Replayed => [payloads.Seal(own.School, [foreign], ContractsJson.Default.ListResult)],
        WorkKind.Waiting => [payloads.Seal(own.School, [], ContractsJson.Default.ListResult)],
        WorkKind.Refold => [payloads.Seal(own.School, new RefoldRequested { Pupils = [other.Pupil] }, ContractsJson.Default.RefoldRequested)],
        WorkKind.FollowUp => [payloads.Seal(own.School, new FollowUpChanged { FollowUp = other.FollowUp, Pupils = [other.Pupil], MethodGoals = [goal], StartsOn = new DateOnly(2026, 1, 1), EvaluateOn = new DateOnly(2030, 1, 1), ToldAt = TimeProvider.System.GetUtcNow() }, ContractsJson.Default.FollowUpChanged)],
        WorkKind.Pull => [[]],
        WorkKind.MatchMoved => [payloads.Seal(own.School, new MatchMoved { Match = new string('A', 32), From = other.Pupil, To = own.Pupil }, ContractsJson.Default.MatchMoved)],
        _ => throw new NotSupportedException($"Say in {nameof(MessageMatrixTests)} what work of kind {kind} of one school about another's pupil looks like."),
    };

    /// <summary>Every row of the other school, and everything of the own school that would hold the other's pupil, results or follow-up.</summary>
    private static async Task<string> Rows(Neighbours town, Place own, Place other)
    {
        var tables = await SystemTests.Store.Catalogue.SchoolBound(town.Database);
        var rows = (await town.Database.Query(string.Join(" union all ", tables.Select(t => $"select '{t}', md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {t} t where school_id = {other.School}")))).Select(r => $"{r[0]} {r[1]}");
        var copied = await town.Database.Query($"""
            select 'result', count(*)::text from result where school_id = {own.School} and (result_id = 'gekopieerd' or pupil_id = {other.PupilId})
            union all select 'state', count(*)::text from goal_state where school_id = {own.School} and pupil_id = {other.PupilId}
            union all select 'signal', count(*)::text from signal where school_id = {own.School} and pupil_id = {other.PupilId}
            union all select 'quiet', count(*)::text from signal_quiet where school_id = {own.School} and (pupil_id = {other.PupilId} or follow_up_id = '{other.FollowUp}')
            """);
        return string.Join('\n', rows.Concat(copied.Select(c => $"own {c[0]} {c[1]}")).Order(StringComparer.Ordinal));
    }
}
