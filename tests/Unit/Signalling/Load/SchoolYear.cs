using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Signalling.Fold;
using Dashboard.Signalling.Lifecycle;
using Dashboard.Store.Tables;

namespace Dashboard.Tests.Signalling.Load;

/// <summary>
/// A school year of one school, made up and always the same: 226 pupils in nine groups, three tools (right and wrong per exercise, a rating,
/// goal states), on the school days of region midden. Each group works on a few goals per period; some pupils do not get on by practice alone.
/// The results run through the fold and the rules of production, the signals through the notice rules.
/// </summary>
internal sealed class SchoolYear
{
    public const int Pupils = 226, Groups = 9, GoalsPerPeriod = 6;
    private const int Tools = 3, Muiswerk = 0, Rekentuin = 1, Numo = 2;
    private static readonly DateOnly First = new(2026, 8, 31), Last = new(2027, 7, 16);

    private readonly Random _random = new(20262027);
    private readonly SchoolCalendar _calendar = new(HolidayRegion.Middle, [new(2026, 9, 23), new(2026, 11, 30), new(2027, 2, 3), new(2027, 4, 8), new(2027, 6, 18)]);
    private readonly Dictionary<(int Pupil, int Tool), TrackFold> _folds = [];
    private readonly Dictionary<(int Pupil, int Topic), (double Skill, double Rate)> _skills = [];
    private readonly Dictionary<(int Pupil, int Tool), double> _ratings = [];
    private readonly double[] _ability;
    private readonly List<(DateOnly Day, int Pupil, int Goal, bool FollowUp)> _plans = [];
    private long _results;

    public SchoolYear()
    {
        GroupsOf = [.. Enumerable.Range(0, Pupils).GroupBy(p => p % Groups).Select(g => g.ToArray())];
        Log = new NoticeLog(_calendar, GroupsOf, goal => "t" + goal / Tools);
        _ability = [.. Enumerable.Range(0, Pupils).Select(_ => Normal())];
    }

    public IReadOnlyList<int[]> GroupsOf { get; }
    public NoticeLog Log { get; }
    public SchoolCalendar Calendar => _calendar;
    public long Results => _results;
    public List<DateOnly> SchoolDays { get; } = [];

    public SchoolYear Run()
    {
        for (var day = First; day <= Last; day = day.AddDays(1))
        {
            var school = _calendar.IsSchoolDay(day);
            if (school) SchoolDays.Add(day);
            if (_calendar.HolidayOn(day) is not null && _random.Next(10) > 0) continue; // hardly anybody practises in a holiday
            if (school) TeachersAct(day);
            for (var group = 0; group < Groups; group++) Practise(group, day, school ? 1.0 : 0.06);
        }
        return this;
    }

    /// <summary>Half of what is pushed is handled the next day, some becomes a follow-up of two weeks, some is called wrong.</summary>
    private void TeachersAct(DateOnly day)
    {
        foreach (var (when, pupil, goal, followUp) in _plans.Where(p => p.Day <= day).ToList())
        {
            if (followUp) Log.FollowUp(pupil, goal, day, _calendar.AddSchoolDays(day, 10));
            else Log.Answer(pupil, goal, day);
        }
        _plans.RemoveAll(p => p.Day <= day);
        var morning = SchoolTime.FromLocal(day.ToDateTime(new TimeOnly(7, 0)));
        foreach (var group in Log.Returning(day).Where(Log.Open.ContainsKey).GroupBy(r => r.Pupil % Groups))
            Told(group.Key, [.. group.Select(r => Stands(r.Pupil, r.Goal, Occasion.Returned, morning))], morning);
    }

    private void Practise(int group, DateOnly day, double share)
    {
        var period = (Period.Around(day).First.DayNumber - new DateOnly(2026, 8, 17).DayNumber) / 42;
        var week = day.DayNumber / 7;
        for (var tool = 0; tool < Tools; tool++)
        {
            var now = SchoolTime.FromLocal(day.ToDateTime(new TimeOnly(9 + 2 * tool, 0)));
            var candidates = new List<Candidate>();
            foreach (var pupil in GroupsOf[group])
                if (_random.NextDouble() < share * (tool == Muiswerk ? 0.55 : 0.35))
                {
                    var topic = ((group * 10) + period) * GoalsPerPeriod + (week + _random.Next(2)) % GoalsPerPeriod;
                    candidates.AddRange(Exercise(pupil, tool, topic, now.AddMinutes(_random.Next(60))));
                }
            Told(group, candidates, now.AddMinutes(70));
        }
    }

    private IEnumerable<Candidate> Exercise(int pupil, int tool, int topic, DateTimeOffset at)
    {
        var goal = topic * Tools + tool;
        var key = (pupil, topic);
        if (!_skills.TryGetValue(key, out var skill)) _skills[key] = skill = (_ability[pupil] + Normal() * 0.8 + 0.6, _random.NextDouble() < 0.1 ? 0 : 0.1 + _random.NextDouble() * 0.3);
        _skills[key] = (skill.Skill + skill.Rate, skill.Rate);
        var chance = 1 / (1 + Math.Exp(-skill.Skill));
        if (!_folds.TryGetValue((pupil, tool), out var fold)) _folds[(pupil, tool)] = fold = new TrackFold(new FoldSettings(Profile(tool)), "rekenen");
        var before = fold.Episodes.Count;
        var open = fold.Episodes.Where(e => e is { Kind: SignalKind.Stuck, EndedAt: null } && e.MethodGoal == goal).ToList();
        // One tool asks for attention itself, and says it again as long as it goes badly.
        var asks = tool == Numo && chance < 0.5 && _random.NextDouble() < 0.3;
        fold.Apply(new TrackEvent(Result(pupil, tool, goal, chance, at), asks ? new Trigger { Kind = SignalKind.Stuck, Items = 10 } : null), [goal]);
        foreach (var closed in open.Where(e => e.EndedAt is not null)) Log.Open.Remove((pupil, goal));
        foreach (var episode in fold.Episodes.Skip(before))
        {
            var id = episode.Id(1, pupil);
            if (episode is { Kind: SignalKind.Stuck, EndedAt: null }) Log.Open[(pupil, goal)] = id;
            yield return New(episode, id, pupil, fold.Goals[goal]);
        }
        if (open.Exists(e => e.EndedAt is null)) yield return Stands(pupil, goal, Occasion.Again, at);
    }

    private static Candidate New(Episode episode, Guid id, int pupil, GoalState state) => new(1, pupil, id, episode.MethodGoal, episode.Kind, episode.Provenance, episode.RaisedAt)
    { Ended = episode.EndedAt is not null, Items = state.Items, Correct = state.Correct, From = state.FirstAt, Risk = state.Risk };

    private Candidate Stands(int pupil, int goal, Occasion occasion, DateTimeOffset now)
    {
        var fold = _folds[(pupil, goal % Tools)];
        var episode = fold.Episodes.Last(e => e is { Kind: SignalKind.Stuck, EndedAt: null } && e.MethodGoal == goal);
        return New(episode, episode.Id(1, pupil), pupil, fold.Goals[goal]) with { Occasion = occasion };
    }

    private void Told(int group, List<Candidate> candidates, DateTimeOffset now)
    {
        var before = Log.Lines.Count;
        Log.Tell(group, [.. candidates.Where(c => !c.Ended || c.Occasion == Occasion.New).DistinctBy(c => c.Signal)], now);
        foreach (var (notice, pupil, goal) in Log.Lines.Skip(before).Where(l => l.Notice is { Kind: NoticeKind.Pushed, SignalKind: SignalKind.Stuck }).ToList())
        {
            var what = _random.NextDouble();
            if (what < 0.7) _plans.Add((notice.OnDay.AddDays(1), pupil, goal, FollowUp: what < 0.15));
        }
    }

    private static ToolProfile Profile(int tool) => tool switch
    {
        Muiswerk => new ToolProfile { Meaning = ScoreMeaning.ProportionCorrect },
        Rekentuin => new ToolProfile { Meaning = ScoreMeaning.MasteryRating, Adaptive = true },
        _ => new ToolProfile { Meaning = ScoreMeaning.GoalState },
    };

    private StoredResult Result(int pupil, int tool, int goal, double chance, DateTimeOffset at)
    {
        var items = tool == Muiswerk ? _random.Next(4, 9) : 10;
        var correct = Enumerable.Range(0, items).Count(_ => _random.NextDouble() < chance);
        var rating = _ratings[(pupil, goal)] = 0.7 * _ratings.GetValueOrDefault((pupil, goal), 300) + 0.3 * (220 + 160 * chance) + Normal() * 8;
        return new StoredResult
        {
            ResultKey = new Guid((int)++_results, 0, 0, new byte[8]), MethodGoalId = goal, TakenAt = at, IsPrimary = true, Origin = OriginKind.Practice, Status = ResultStatus.Final,
            Meaning = Profile(tool).Meaning, Items = items, Seconds = items * 30, Correct = tool == Muiswerk ? correct : null,
            Score = tool == Rekentuin ? (float)rating : null, Uncertainty = tool == Rekentuin ? 14 : null, Label = tool == Numo ? chance > 0.8 ? "behaald" : "bezig" : null,
        };
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
