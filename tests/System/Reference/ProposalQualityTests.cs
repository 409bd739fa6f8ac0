using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Mapping.Proposals;

namespace Dashboard.SystemTests.Reference;

/// <summary>
/// How often the right goal is among the first five, on pairs that SLO itself made, against plain BM25 over the same texts.
/// Tuned on the pairs of one half (by hash), reported on the other. Part of bash tests/reference.sh (folder).
/// </summary>
public sealed partial class ProposalQualityTests(ITestOutputHelper output)
{
    private const double Bar = 0.05;
    private const int First = 5;

    /// <param name="Text">What is asked.</param>
    /// <param name="Right">Goals by index.</param>
    /// <param name="Levels">SLO's levels of the asked text, as numbers.</param>
    private sealed record Pair(string Text, HashSet<int> Right, HashSet<short> Levels);

    private sealed record Aim(string Text, string Context, HashSet<string> Children);

    /// <summary>An elaboration (fo_uitwerking) belongs to its goal sentence (fo_doelzin).</summary>
    [Fact(Explicit = true)]
    [Trait("Requirement", "LD-29")]
    public void An_elaboration_finds_its_goal_sentence_more_often_than_by_plain_BM25()
    {
        var (aims, levels, pairs) = Elaborations();
        var held = pairs.Where(p => !Tuning(p)).ToList();
        var plain = new PlainBm25([.. aims.Select(a => a.Text)]);
        var byText = new GoalTexts([.. aims.Select((a, i) => new GoalText(i, a.Text, "", []))]);

        var (bm25, text) = (Recall(held, p => plain.Rank(p.Text)), Recall(held, p => byText.Rank(new MethodText(p.Text, null, null, []), First).Select(s => s.GoalId)));
        // The goal's level comes from its other elaborations, not from the one that is asked.
        var hints = Recall(held, p => new GoalTexts([.. aims.Select((a, i) => new GoalText(i, a.Text, a.Context, Levels(levels[i], p, p.Right.Contains(i))))]).Rank(new MethodText(p.Text, null, null, [.. p.Levels]), First).Select(s => s.GoalId));

        Facts.Say(output, string.Create(CultureInfo.InvariantCulture, $"""
              suggestions: elaboration → goal sentence, {held.Count} pairs held out of {pairs.Count}, {aims.Count} goals; recall@5: plain BM25 {bm25:0.000}, ours by the same text alone {text:0.000} ({text - bm25:+0.000;-0.000}), with domain and level {hints:0.000} ({hints - bm25:+0.000;-0.000})
            """));
        Assert.True(text - bm25 >= Bar, $"recall@5 by text alone is {text - bm25:0.000} above plain BM25; the bar is {Bar}");
        Assert.True(hints >= text, "domain and level must not make it worse");
    }

    /// <summary>A deprecated kerndoel belongs to its successor. Nearly all kept their text, so there is little to win.</summary>
    [Fact(Explicit = true)]
    public void A_deprecated_kerndoel_finds_its_successor()
    {
        var live = Read("kerndoelen/kerndoelen.json");
        var place = live.Select((k, i) => (Id: Text(k, "id"), i)).ToDictionary(x => x.Id, x => x.i);
        var pairs = Read("kerndoelen/deprecated.json").Where(d => Ids(d, "types").Contains("kerndoel"))
            .Select(d => new Pair(Text(d, "title"), [.. Ids(d, "replacedBy").Where(place.ContainsKey).Select(r => place[r])], [])).Where(p => p.Right.Count > 0).ToList();
        var texts = live.Select(k => Text(k, "title")).ToList();
        var (plain, ours) = (new PlainBm25(texts), new GoalTexts([.. texts.Select((t, i) => new GoalText(i, t, "", []))]));

        var (bm25, found) = (Recall(pairs, p => plain.Rank(p.Text)), Recall(pairs, p => ours.Rank(new MethodText(p.Text, null, null, []), First).Select(s => s.GoalId)));

        Facts.Say(output, string.Create(CultureInfo.InvariantCulture, $"suggestions: deprecated kerndoel → successor, {pairs.Count} pairs, {pairs.Count(p => p.Right.Any(r => Normal(texts[r]) == Normal(p.Text)))} with the same text; recall@5: plain BM25 {bm25:0.000}, ours {found:0.000}"));
        Assert.True(found >= bm25);
    }

    private static double Recall(List<Pair> pairs, Func<Pair, IEnumerable<int>> rank) => pairs.Count(p => rank(p).Take(First).Any(p.Right.Contains)) / (double)pairs.Count;

    private static bool Tuning(Pair pair) => (SHA256.HashData(Encoding.UTF8.GetBytes(Normal(pair.Text)))[0] & 1) == 0;

    private static List<short> Levels(Dictionary<short, int> all, Pair asked, bool right) => [.. all.Where(l => l.Value > (right && asked.Levels.Contains(l.Key) ? 1 : 0)).Select(l => l.Key)];

    /// <summary>Goal sentences of kerndoelen with equal text are one goal; so are elaborations with equal text one question.</summary>
    private static (List<Aim> Aims, List<Dictionary<short, int>> Levels, List<Pair> Pairs) Elaborations()
    {
        var elaborations = Read("fo/uitwerkingen.json").ToDictionary(u => Text(u, "id"));
        var above = new Dictionary<string, List<string>>();
        foreach (var (file, field, title) in new[] { ("fo/kernzinnen.json", "fo_doelzin_id", "description"), ("fo/domeinen.json", "fo_kernzin_id", "title"), ("fo/domeinen.json", "fo_doelzin_id", "title") })
            foreach (var parent in Read(file))
                foreach (var child in Ids(parent, field)) (above.TryGetValue(child, out var list) ? list : above[child] = []).AddRange([Text(parent, title), Text(parent, "id")]);
        var aims = new Dictionary<string, Aim>();
        foreach (var sentence in Read("fo/doelzinnen.json").Where(d => Text(d, "soort") == "kerndoel"))
        {
            var context = above.GetValueOrDefault(Text(sentence, "id"), []).SelectMany(t => above.GetValueOrDefault(t, []).Prepend(t)).Where(t => !Guid.TryParse(t, out _)).Distinct();
            var aim = aims.TryGetValue(Normal(Text(sentence, "description")), out var known) ? known : aims[Normal(Text(sentence, "description"))] = new Aim(Text(sentence, "description"), string.Join(' ', context), []);
            aim.Children.UnionWith(Ids(sentence, "fo_uitwerking_id"));
        }
        var (list2, numbers, pairs) = (aims.Values.ToList(), new Dictionary<string, short>(), new Dictionary<string, Pair>());
        short Number(string level) => numbers.TryGetValue(level, out var n) ? n : numbers[level] = (short)numbers.Count;
        var levels = list2.Select(a => a.Children.Select(c => elaborations[c]).DistinctBy(e => Normal(Text(e, "description"))).SelectMany(e => Ids(e, "niveau_id").Select(Number)).CountBy(n => n).ToDictionary()).ToList();
        foreach (var (aim, i) in list2.Select((a, i) => (a, i)))
            foreach (var elaboration in aim.Children.Select(c => elaborations[c]))
            {
                var text = Text(elaboration, "description");
                var pair = pairs.TryGetValue(Normal(text), out var known) ? known : pairs[Normal(text)] = new Pair(text, [], []);
                pair.Right.Add(i);
                pair.Levels.UnionWith(Ids(elaboration, "niveau_id").Select(Number));
            }
        return (list2, levels, [.. pairs.Values]);
    }

    private static List<JsonElement> Read(string name)
    {
        var folder = Environment.GetEnvironmentVariable("DASHBOARD_REFERENCE") ?? throw new InvalidOperationException("Run these with: bash tests/reference.sh <folder>");
        var file = Path.Combine(folder, "slo", "raw", name);
        Assert.SkipUnless(File.Exists(file), $"not in the reference folder: slo/raw/{name}");
        return [.. JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.EnumerateArray()];
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static IEnumerable<string> Ids(JsonElement element, string name) => !element.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.String ? [value.GetString()!] : [.. value.EnumerateArray().Select(i => i.GetString()!)];

    private static string Normal(string text) => NoWord().Replace(text.ToLowerInvariant(), " ").Trim();

    [GeneratedRegex(@"[^\w]+")]
    private static partial Regex NoWord();

    /// <summary>The baseline: BM25 (k1 = 1.2, b = 0.75) on lower-case words, nothing else.</summary>
    private sealed partial class PlainBm25(List<string> texts)
    {
        private readonly List<Dictionary<string, int>> _words = [.. texts.Select(t => Words(t).CountBy(w => w).ToDictionary())];

        public IEnumerable<int> Rank(string asked)
        {
            var usual = _words.Average(w => w.Values.Sum());
            var idf = Words(asked).Distinct().ToDictionary(w => w, w => _words.Count(d => d.ContainsKey(w))).ToDictionary(w => w.Key, w => Math.Log(1 + (_words.Count - w.Value + 0.5) / (w.Value + 0.5)));
            return _words.Select((d, i) => (i, Score: idf.Where(w => d.ContainsKey(w.Key)).Sum(w => w.Value * d[w.Key] * 2.2 / (d[w.Key] + 1.2 * (0.25 + 0.75 * d.Values.Sum() / usual)))))
                .Where(x => x.Score > 0).OrderByDescending(x => x.Score).ThenBy(x => x.i).Select(x => x.i);
        }

        private static IEnumerable<string> Words(string text) => Word().Matches(text.ToLowerInvariant()).Select(m => m.Value);

        [GeneratedRegex(@"[\p{L}\p{Nd}]+")]
        private static partial Regex Word();
    }
}
