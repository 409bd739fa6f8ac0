using Dashboard.Store.Tables;

namespace Dashboard.Mapping.Goals.Slo;

/// <summary>One of SLO's repositories: which files it has, what type of record stands in each, and what that is to us.</summary>
/// <param name="Name">As SLO calls it, after "curriculum-".</param>
/// <param name="Short">Other name of its folder.</param>
/// <param name="Files">From the roots down: file without ".json", the record's type, and our kind of goal.</param>
internal sealed record SloContext(string Name, string Short, IReadOnlyList<SloFile> Files)
{
    public static readonly SloContext Basis = new("basis", "basis", []);

    public static readonly SloContext Inhoudslijnen = new("inhoudslijnen", "inh",
    [
        new("inh.vakleergebieden", "inh_vakleergebied", GoalKind.Subject),
        new("inh.inhoudslijnen", "inh_inhoudslijn", GoalKind.Domain),
        new("inh.clusters", "inh_cluster", GoalKind.Cluster),
        new("inh.subclusters", "inh_subcluster", GoalKind.Cluster),
    ]);

    public static readonly SloContext Leerdoelenkaarten = new("leerdoelenkaarten", "ldk",
    [
        new("ldk.vakleergebieden", "ldk_vakleergebied", GoalKind.Subject),
        new("ldk.vakkernen", "ldk_vakkern", GoalKind.Domain),
        new("ldk.vaksubkernen", "ldk_vaksubkern", GoalKind.Cluster),
        new("ldk.vakinhouden", "ldk_vakinhoud", GoalKind.Cluster),
    ]);

    public static readonly SloContext Kerndoelen = new("kerndoelen", "kerndoelen",
    [
        new("vakleergebieden", "kerndoel_vakleergebied", GoalKind.Subject),
        new("domeinen", "kerndoel_domein", GoalKind.Domain),
        new("kerndoelen", "kerndoel", GoalKind.Kerndoel),
    ]);

    /// <summary>The new kerndoelen and the examenprogramma's; a doelzin is what a kerndoel or eindterm says.</summary>
    public static readonly SloContext Fo = new("fo", "fo",
    [
        new("sets", "fo_set", GoalKind.Subject),
        new("domeinen", "fo_domein", GoalKind.Domain),
        new("subdomeinen", "fo_subdomein", GoalKind.Cluster),
        new("kernzinnen", "fo_kernzin", GoalKind.Kerndoel),
        new("doelzinnen", "fo_doelzin", GoalKind.Goal),
        new("uitwerkingen", "fo_uitwerking", GoalKind.Part),
        new("illustraties", "fo_illustratie", GoalKind.Example),
    ]);

    public static readonly IReadOnlyList<SloContext> All = [Basis, Inhoudslijnen, Leerdoelenkaarten, Kerndoelen, Fo];
}

internal sealed record SloFile(string Name, string Type, GoalKind Kind);
