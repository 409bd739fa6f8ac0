using Dashboard.Store.Tables;

namespace Dashboard.Mapping.Goals.Slo;

/// <summary>What was read of SLO's files, and what was missing or did not fit.</summary>
/// <param name="Sets">One per kind of goal that a school can choose.</param>
/// <param name="Missing">Contexts of which there is no file.</param>
/// <param name="WithoutText">Vakgebied → goals of which the text is not in the files.</param>
/// <param name="Unreleased">Records that SLO has not released; they are left out.</param>
/// <param name="Rebuilt">The file of doelniveaus was missing.</param>
/// <param name="Problems">One line each.</param>
/// <param name="Doelen">Texts of goals in the files.</param>
/// <param name="Loose">Of those: texts of which no goal was made, by the letters of their code ("": without a code).</param>
/// <param name="NotRead">Files, and folders with their number of files, that no goals were read from.</param>
public sealed record SloContent(IReadOnlyList<GoalSetContent> Sets, IReadOnlyList<string> Missing, IReadOnlyDictionary<string, int> WithoutText, int Unreleased, bool Rebuilt, IReadOnlyList<string> Problems, int Doelen, IReadOnlyDictionary<string, int> Loose, IReadOnlyList<string> NotRead);

/// <summary>SLO's published files as goal sets.</summary>
public static class SloSets
{
    private const string Licence = "CC BY 4.0", LicenceUrl = "https://creativecommons.org/licenses/by/4.0/deed.nl";
    private const string Attribution = "SLO, nationaal expertisecentrum leerplanontwikkeling (opendata.slo.nl); omgezet voor dit dashboard";
    private const string Guiding = "richtinggevend, geen wettelijke status";

    /// <param name="files">A folder or archive.</param>
    /// <param name="progress">Told what is being read.</param>
    /// <exception cref="InvalidDataException">A file is not what it should be; names the file, the record and the field.</exception>
    public static SloContent Read(SloFiles files, IProgress<string>? progress = null)
    {
        var niveaus = Niveaus.Read(files);
        progress?.Report("doelen en niveaus lezen");
        var doelniveaus = new Doelniveaus(files, niveaus);
        var (sets, problems, withoutText, unreleased) = (new List<GoalSetContent>(), new List<string>(), new Dictionary<string, int>(), 0);

        void Add(SloContext context, string key, string title, GoalSetKind kind, string status, Func<SloRecord, bool> root, bool main = true)
        {
            progress?.Report($"{title} lezen");
            var tree = new SloTree(files, context);
            tree.Walk(root, doelniveaus);
            if (tree.Nodes.Count == 0) { problems.AddRange(tree.Problems); return; }
            var goals = SloGoals.Of(tree.Nodes, niveaus);
            var old = main ? files.Records(context, DeprecatedFile(context)).Where(r => !r.Unreleased).ToList() : [];
            var live = goals.Select(g => g.Key).ToHashSet();
            goals.AddRange(old.Where(r => live.Add(r.Id)).Select(r => SloGoals.Deprecated(r, context, niveaus)));
            var successions = tree.Nodes.SelectMany(n => (n.Record?.Replaces ?? []).Select(o => new Succession(SloGoals.Uri(o), SloGoals.Uri(n.Id))))
                .Concat(old.SelectMany(r => r.ReplacedBy.Select(n => new Succession(SloGoals.Uri(r.Id), SloGoals.Uri(n)))).Concat(old.SelectMany(r => r.Replaces.Select(o => new Succession(SloGoals.Uri(o), SloGoals.Uri(r.Id))))))
                .Where(s => s.OldUri != s.NewUri).ToHashSet();
            var used = goals.SelectMany(g => g.Levels).ToHashSet();
            sets.Add(new GoalSetContent(key, title, kind, status, Licence, LicenceUrl, Attribution, files.Release(context), [.. niveaus.All.Where(l => used.Contains(l.Key))], goals, successions));
            problems.AddRange(tree.Problems);
            if (main) unreleased += tree.Unreleased;
            foreach (var subject in tree.Nodes.Where(n => n.WithoutText > 0)) withoutText[$"{title}: {subject.Record!.Text("title")}"] = subject.WithoutText;
        }

        if (files.Has(SloContext.Inhoudslijnen)) Add(SloContext.Inhoudslijnen, "slo-aanbodsdoelen", "SLO aanbodsdoelen", GoalSetKind.Goals, Guiding, _ => true);
        if (files.Has(SloContext.Leerdoelenkaarten)) Add(SloContext.Leerdoelenkaarten, "slo-leerdoelenkaarten", "SLO leerdoelenkaarten", GoalSetKind.Goals, Guiding, _ => true);
        if (files.Has(SloContext.Kerndoelen)) Add(SloContext.Kerndoelen, "slo-kerndoelen-2006", "Kerndoelen 2006", GoalSetKind.Kerndoelen, "kerndoelen uit 2006", _ => true);
        if (files.Has(SloContext.Fo))
        {
            Add(SloContext.Fo, "slo-kerndoelen", "Nieuwe kerndoelen", GoalSetKind.Kerndoelen, "nieuwe kerndoelen", r => r.Text("settype") == "kerndoelenset");
            Add(SloContext.Fo, "slo-functionele-kerndoelen", "Functionele kerndoelen", GoalSetKind.Kerndoelen, "nieuwe kerndoelen", r => r.Text("settype") == "functionele kerndoelenset", main: false);
            Add(SloContext.Fo, "slo-examenprogrammas", "Examenprogramma's", GoalSetKind.Other, "voortgezet onderwijs", r => r.Text("settype") is not ("kerndoelenset" or "functionele kerndoelenset"), main: false);
        }
        return new SloContent(sets, [.. SloContext.All.Where(c => !files.Has(c)).Select(c => c.Name)], withoutText, unreleased, !doelniveaus.ArePublished, [.. problems.Distinct()], doelniveaus.Doelen, doelniveaus.Loose, files.NotRead);
    }

    private static string DeprecatedFile(SloContext context) => context == SloContext.Inhoudslijnen ? "inh.deprecated" : context == SloContext.Leerdoelenkaarten ? "ldk.deprecated" : "deprecated";
}
