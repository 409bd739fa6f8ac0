using Dashboard.Store.Tables;

namespace Dashboard.Mapping.Goals.Slo;

/// <summary>The records of one context, walked from its roots down. A record that stands in several places comes once, with all its parents.</summary>
internal sealed class SloTree
{
    private readonly SloContext _context;
    private readonly Dictionary<string, Dictionary<Guid, SloRecord>> _records = [];
    private readonly Dictionary<Guid, SloNode> _nodes = [];
    private readonly HashSet<Guid> _open = [];

    /// <param name="files">All files.</param>
    /// <param name="context">Which repository.</param>
    /// <exception cref="InvalidDataException">A record is its own descendant, or a file cannot be read.</exception>
    public SloTree(SloFiles files, SloContext context)
    {
        _context = context;
        foreach (var file in context.Files)
        {
            var read = files.Records(context, file.Name);
            if (read.Count == 0 && file == context.Files[0]) Problems.Add($"{context.Name}/{file.Name}.json ontbreekt of is leeg: van {context.Name} is niets te lezen");
            Unreleased += read.Count(r => r.Unreleased);
            _records[file.Type] = read.Where(r => !r.Unreleased).GroupBy(r => r.Id).ToDictionary(g => g.Key, g => g.Last());
            foreach (var again in read.GroupBy(r => r.Id).Where(g => g.Count() > 1)) Problems.Add($"{file.Name}: {again.Key} staat er {again.Count()} keer in; de laatste telt");
            Unread.UnionWith(read.Where(r => r.Unreleased).Select(r => r.Id));
        }
    }

    public List<string> Problems { get; } = [];
    public int Unreleased { get; }

    /// <summary>In the order of the files, parents first.</summary>
    public List<SloNode> Nodes { get; } = [];

    private HashSet<Guid> Unread { get; } = [];

    /// <summary>Walks every root; the doelniveaus under each get their texts from <paramref name="doelniveaus"/>.</summary>
    public void Walk(Func<SloRecord, bool> root, Doelniveaus? doelniveaus)
    {
        foreach (var record in _records[_context.Files[0].Type].Values.Where(root))
        {
            var order = new List<Guid>();
            var top = Enter(record, _context.Files[0], null, record, order);
            if (doelniveaus is null) continue;
            var texts = doelniveaus.TextsOf(record.Text("prefix"), order, Problems);
            top.WithoutText = order.Count(id => !texts.ContainsKey(id));
            foreach (var id in order)
                if (texts.TryGetValue(id, out var text)) _nodes[id].Doelniveau = text;
        }
        // the children of every parent, also of those that came later; a goal without text is no goal
        Nodes.RemoveAll(n => n.Type == "doelniveau" && n.Doelniveau is null);
    }

    private SloNode Enter(SloRecord record, SloFile file, SloNode? parent, SloRecord root, List<Guid> order)
    {
        if (!_nodes.TryGetValue(record.Id, out var node))
        {
            _nodes[record.Id] = node = new SloNode(record, file.Type, file.Kind, root) { Domain = file.Kind == GoalKind.Domain ? record : parent?.Domain };
            Nodes.Add(node);
            _open.Add(record.Id);
            foreach (var child in _context.Files)
                foreach (var id in record.Children(child.Type))
                    if (_records[child.Type].TryGetValue(id, out var found)) Enter(found, child, node, root, order);
                    else if (!Unread.Contains(id)) Problems.Add($"{file.Type} {record.Id} verwijst naar {child.Type} {id}, dat er niet is");
            foreach (var id in record.Children("doelniveau")) Leaf(id, node, root, order);
            _open.Remove(record.Id);
        }
        else if (_open.Contains(record.Id)) throw new InvalidDataException($"{file.Type} {record.Id} staat onder zichzelf.");
        if (parent is not null && !node.Parents.Contains(parent)) node.Parents.Add(parent);
        return node;
    }

    private void Leaf(Guid id, SloNode parent, SloRecord root, List<Guid> order)
    {
        if (!_nodes.TryGetValue(id, out var node))
        {
            _nodes[id] = node = new SloNode(null, "doelniveau", GoalKind.Goal, root) { Domain = parent.Domain, Id = id };
            Nodes.Add(node);
            order.Add(id);
        }
        if (!node.Parents.Contains(parent)) node.Parents.Add(parent);
    }
}

/// <summary>A record in its places.</summary>
internal sealed class SloNode(SloRecord? record, string type, GoalKind kind, SloRecord root)
{
    /// <summary>Null for a doelniveau: its text is the doel's.</summary>
    public SloRecord? Record => record;
    public string Type => type;
    public GoalKind Kind => kind;
    public SloRecord Root => root;
    public Guid Id { get; init; } = record?.Id ?? Guid.Empty;
    public SloRecord? Domain { get; init; }
    public List<SloNode> Parents { get; } = [];
    public Doelniveau? Doelniveau { get; set; }

    /// <summary>Of a root: doelniveaus under it of which no text is known.</summary>
    public int WithoutText { get; set; }
}
