using Dashboard.Store.Tables;

namespace Dashboard.Mapping.Goals.Slo;

/// <summary>SLO's records as goals: which field is the text, which levels count, where it belongs.</summary>
internal static class SloGoals
{
    public const string Address = "https://opendata.slo.nl/curriculum/uuid/";

    public static string Uri(Guid id) => Address + id;

    /// <summary>
    /// The nodes of a tree as goals. A node without levels of its own (a doelzin, a heading) has those of what stands under it: SLO puts
    /// primary and secondary school in one set and tells them apart only there.
    /// </summary>
    public static List<GoalContent> Of(IReadOnlyList<SloNode> nodes, Niveaus niveaus)
    {
        var levels = LevelsOf(nodes);
        return [.. nodes.Select(node =>
        {
            var known = levels[node].Select(niveaus.Find).OfType<LevelContent>().ToList();
            var (title, description, code) = Words(node);
            return new GoalContent(Uri(node.Id), node.Id, node.Kind, node.Type, [.. node.Parents.Select(p => Uri(p.Id))], code, title, description, null,
                node.Root.Text("title") ?? "", node.Kind == GoalKind.Subject ? null : node.Domain?.Text("title"),
                node.Kind is GoalKind.Subject or GoalKind.Domain or GoalKind.Cluster || known.Count == 0 ? null : string.Join(", ", known.Select(l => l.Title)),
                [.. known.Select(l => l.Key)], known.Count == 0 ? null : known.Min(l => l.Granularity), [.. known.SelectMany(l => l.Groepen).Distinct().Order()],
                [.. (node.Doelniveau?.Kerndoelen ?? []).Select(Uri)], [], node.Record?.Text("status"), node.Doelniveau?.Confirmation ?? Confirmation.Published);
        })];
    }

    /// <summary>A record that is no longer in the release: readable for whoever linked to it.</summary>
    public static GoalContent Deprecated(SloRecord record, SloContext context, Niveaus niveaus)
    {
        var type = record.Types.FirstOrDefault() ?? "";
        var kind = context.Files.FirstOrDefault(f => f.Type == type)?.Kind ?? GoalKind.Goal;
        var (title, description, code) = Words(new SloNode(record, type, kind, record));
        var known = record.Children("niveau").Select(niveaus.Find).OfType<LevelContent>().ToList();
        return new GoalContent(Uri(record.Id), record.Id, kind, type, [], code, title, description, null, "", null, null, [.. known.Select(l => l.Key)],
            known.Count == 0 ? null : known.Min(l => l.Granularity), [.. known.SelectMany(l => l.Groepen).Distinct().Order()], [], [], record.Text("status"), Confirmation.Published, Deprecated: true);
    }

    /// <summary>In fo the title is only a number ("Doelzin 11A") and the description is the text; elsewhere the title is the text.</summary>
    private static (string Title, string? Description, string? Code) Words(SloNode node)
    {
        var record = node.Doelniveau?.Doel ?? node.Record!;
        var (title, description) = (record.Text("title"), record.Text("description"));
        if (node.Kind is not (GoalKind.Subject or GoalKind.Domain or GoalKind.Cluster) && node.Type.StartsWith("fo_", StringComparison.Ordinal) && description is not null)
            return (description, null, node.Kind is GoalKind.Part or GoalKind.Example ? record.Text("prefix") : title);
        return (title ?? description ?? record.Id.ToString(), description == title ? null : description, record.Text("aanbodid") ?? record.Text("prefix"));
    }

    private static Dictionary<SloNode, Guid[]> LevelsOf(IReadOnlyList<SloNode> nodes)
    {
        var own = nodes.ToDictionary(n => n, n => (n.Doelniveau?.Niveaus ?? n.Record?.Children("niveau") ?? []).ToHashSet());
        var fixedLevels = nodes.Where(n => own[n].Count > 0).ToHashSet();
        bool more;
        do
        {
            more = false;
            for (var i = nodes.Count - 1; i >= 0; i--)
                foreach (var parent in nodes[i].Parents.Where(p => !fixedLevels.Contains(p)))
                    foreach (var level in own[nodes[i]]) more |= own[parent].Add(level);
        }
        while (more); // once more only where a goal has several parents
        return own.ToDictionary(o => o.Key, o => o.Value.Order().ToArray());
    }
}
