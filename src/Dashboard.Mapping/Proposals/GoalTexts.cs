namespace Dashboard.Mapping.Proposals;

/// <param name="GoalId">Version of the goal.</param>
/// <param name="Title">What the pupil learns.</param>
/// <param name="Context">Where it stands: domain, subject, the goal above it.</param>
/// <param name="Groepen">In which it is usual; empty: unknown.</param>
public sealed record GoalText(int GoalId, string Title, string Context, IReadOnlyCollection<short> Groepen);

/// <summary>What is known of a method goal, in the publisher's words.</summary>
public sealed record MethodText(string Title, string? More, string? Domain, IReadOnlyCollection<short> Groepen);

/// <summary>A goal that may fit, and why.</summary>
/// <param name="Words">Words of the method goal that the goal has too, the rarest first.</param>
/// <param name="Domain">A word of the method goal, or its domain, stands in the goal's domain.</param>
/// <param name="Level">Both name the years, and share one.</param>
public sealed record Suggestion(int GoalId, IReadOnlyList<string> Words, bool Domain, bool Level);

/// <summary>
/// Ranks goals by their text, after BM25 (Robertson and Zaragoza, "The probabilistic relevance framework", 2009) on stems and parts of
/// compounds: the title, and less so the domain; a goal for other years counts for less. Every point belongs to a word, so it can
/// be told why. Only an order: the points mean nothing by themselves and never leave this class.
/// </summary>
public sealed class GoalTexts
{
    /// <summary>Usual constants of BM25. The weights were tuned on one half of SLO's own pairs (tests/reference.sh).</summary>
    private const double Saturation = 1.2, Length = 0.75, OfContext = 0.4, OfMore = 0.4, OfOtherYears = 0.6;

    private readonly IReadOnlyList<GoalText> _goals;
    private readonly Compounds _compounds;
    private readonly Field _titles, _contexts;

    public GoalTexts(IReadOnlyList<GoalText> goals)
    {
        ArgumentNullException.ThrowIfNull(goals);
        _goals = goals;
        _compounds = new Compounds(goals.SelectMany(g => DutchWords.Read(g.Title + " " + g.Context)).Select(w => w.Stem).ToHashSet());
        _titles = new Field([.. goals.Select(g => Stems(g.Title).Select(w => w.Stem))]);
        _contexts = new Field([.. goals.Select(g => Stems(g.Context).Select(w => w.Stem))]);
    }

    /// <param name="without">Goals that need no suggestion.</param>
    public IReadOnlyList<Suggestion> Rank(MethodText method, int count, Func<int, bool>? without = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        var asked = Asked(method);
        var (points, found, domains) = (new double[_goals.Count], new List<(Word Word, double Points)>?[_goals.Count], new bool[_goals.Count]);
        foreach (var (word, weight) in asked)
        {
            foreach (var (goal, worth) in _titles.Of(word.Stem))
            {
                points[goal] += weight * worth;
                (found[goal] ??= []).Add((word, weight * worth));
            }
            foreach (var (goal, worth) in _contexts.Of(word.Stem)) (points[goal], domains[goal]) = (points[goal] + OfContext * weight * worth, true);
        }
        foreach (var word in Stems(method.Domain))
            foreach (var (goal, worth) in _contexts.Of(word.Stem)) (points[goal], domains[goal]) = (points[goal] + OfContext * worth, true);
        for (var i = 0; i < points.Length; i++)
            if (points[i] > 0 && method.Groepen.Count > 0 && _goals[i].Groepen.Count > 0 && !Shared(method, i)) points[i] *= OfOtherYears;
        return [.. Enumerable.Range(0, points.Length).Where(i => points[i] > 0 && without?.Invoke(_goals[i].GoalId) != true)
            .OrderByDescending(i => points[i]).ThenBy(i => i).Take(count)
            .Select(i => new Suggestion(_goals[i].GoalId, [.. (found[i] ?? []).OrderByDescending(f => f.Points).Select(f => f.Word.Written).Distinct().Take(4)], domains[i], Shared(method, i)))];
    }

    private bool Shared(MethodText method, int goal) => _goals[goal].Groepen.Any(method.Groepen.Contains);

    /// <summary>Each stem once: of the title in full, of description and exercises for less.</summary>
    private List<(Word Word, double Weight)> Asked(MethodText method)
    {
        var asked = Stems(method.Title).DistinctBy(w => w.Stem).Select(w => (w, 1.0)).ToList();
        var seen = asked.Select(a => a.w.Stem).ToHashSet();
        asked.AddRange(Stems(method.More).Where(w => seen.Add(w.Stem)).Select(w => (w, OfMore)));
        return asked;
    }

    private IEnumerable<Word> Stems(string? text) => DutchWords.Read(text).SelectMany(w => _compounds.Split(w.Stem).Select(part => new Word(w.Written, part)).Prepend(w));

    /// <summary>An inverted index: stem → goals with their points.</summary>
    private sealed class Field
    {
        private readonly Dictionary<string, List<(int Goal, double Points)>> _points = [];

        public Field(IReadOnlyList<IEnumerable<string>> texts)
        {
            var counted = texts.Select(t => t.CountBy(s => s).ToList()).ToList();
            var lengths = counted.Select(c => (double)c.Sum(s => s.Value)).ToList();
            var usual = Math.Max(1, lengths.Sum() / Math.Max(1, lengths.Count));
            var among = counted.SelectMany(c => c.Select(s => s.Key)).CountBy(s => s).ToDictionary();
            for (var goal = 0; goal < counted.Count; goal++)
                foreach (var (stem, times) in counted[goal])
                {
                    var rarity = Math.Log(1 + (texts.Count - among[stem] + 0.5) / (among[stem] + 0.5));
                    var points = rarity * times * (Saturation + 1) / (times + Saturation * (1 - Length + Length * lengths[goal] / usual));
                    (_points.TryGetValue(stem, out var list) ? list : _points[stem] = []).Add((goal, points));
                }
        }

        public IEnumerable<(int Goal, double Points)> Of(string stem) => _points.GetValueOrDefault(stem) ?? [];
    }
}
