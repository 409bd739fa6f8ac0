using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Dashboard.Mapping.Goals.Slo;

/// <summary>
/// SLO's files, from a folder or a release archive (.zip, .tar.gz), by context and name. A context is recognised by a folder in the
/// path: "fo", "curriculum-fo" or, as in an archive of a release, "curriculum-fo-2026.52", which also names the release.
/// </summary>
public sealed partial class SloFiles
{
    private const int LargestFile = 64 * 1024 * 1024;
    private readonly Dictionary<(string Context, string Name), byte[]> _files = [];
    private readonly Dictionary<(string Context, string Name), IReadOnlyList<SloRecord>> _read = [];
    private readonly Dictionary<string, ReleaseName> _releases = [];
    private readonly List<(string Path, byte[] Content)> _answers = [];
    private readonly HashSet<(string Context, string Name)> _used = [];
    private readonly SortedDictionary<string, int> _elsewhere = new(StringComparer.Ordinal);

    private SloFiles() { }

    /// <summary>Recorded answers of SLO's REST service: folder "rest-examples".</summary>
    internal IReadOnlyList<(string Path, byte[] Content)> Answers => _answers;

    internal bool Has(SloContext context) => _files.Keys.Any(k => k.Context == context.Name);

    internal bool Has(SloContext context, string name) => _files.ContainsKey((context.Name, name + ".json"));

    /// <summary>The records of a file, read once; none when it is not there.</summary>
    internal IReadOnlyList<SloRecord> Records(SloContext context, string name)
    {
        _used.Add((context.Name, name + ".json"));
        if (!_files.TryGetValue((context.Name, name + ".json"), out var json)) return [];
        return _read.TryGetValue((context.Name, name), out var read) ? read : _read[(context.Name, name)] = SloRecord.Read(json, $"{context.Name}/{name}.json");
    }

    /// <summary>Files that nothing was read of: known contexts by file, other folders with how many they have. Complete once everything was read.</summary>
    internal IReadOnlyList<string> NotRead => [.. _files.Keys.Where(k => !_used.Contains(k)).Select(k => $"{k.Context}/{k.Name}").Order(StringComparer.Ordinal), .. _elsewhere.Select(e => $"{e.Key} ({e.Value})")];

    internal ReleaseName Release(SloContext context) => _releases.GetValueOrDefault(context.Name) ?? new ReleaseName(null);

    /// <param name="path">A folder, .zip, .tar.gz or .tgz.</param>
    /// <param name="tags">Release per context, where the files do not say it: "fo" → "2026.52".</param>
    /// <exception cref="InvalidDataException">There is nothing of SLO in it, or it cannot be read.</exception>
    public static SloFiles Open(string path, IReadOnlyDictionary<string, string>? tags = null)
    {
        var files = new SloFiles();
        if (Directory.Exists(path)) files.ReadFolder(path);
        else if (path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)) files.ReadZip(path);
        else if (path.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase)) files.ReadTar(path);
        else throw new InvalidDataException($"{path} is geen map en geen .zip of .tar.gz.");
        if (files._files.Count == 0)
            throw new InvalidDataException($"In {path} staan geen bestanden van SLO. Verwacht: mappen {string.Join(", ", SloContext.All.Select(c => "curriculum-" + c.Name))} (of {string.Join(", ", SloContext.All.Select(c => c.Short))}) met .json-bestanden.");
        foreach (var (context, tag) in tags ?? new Dictionary<string, string>())
        {
            var known = SloContext.All.FirstOrDefault(c => c.Name == context || c.Short == context) ?? throw new InvalidDataException($"Context '{context}' is onbekend; er zijn: {string.Join(", ", SloContext.All.Select(c => c.Name))}.");
            files._releases[known.Name] = files.Release(known) with { Tag = tag };
        }
        return files;
    }

    private void ReadFolder(string path)
    {
        var root = Path.GetFullPath(path);
        foreach (var file in Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            Take(Path.GetFileName(root.TrimEnd(Path.DirectorySeparatorChar)) + "/" + Path.GetRelativePath(root, file).Replace('\\', '/'), () => File.ReadAllBytes(file), null, null);
    }

    /// <summary>An archive that GitHub makes has the commit as its comment.</summary>
    private void ReadZip(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        var commit = zip.Comment.Trim() is { Length: 40 } comment ? comment : null;
        foreach (var entry in zip.Entries.Where(e => e.FullName.EndsWith(".json", StringComparison.Ordinal)))
            Take(entry.FullName, () => ReadAll(entry.Open(), entry.FullName, entry.Length), commit, DateOnly.FromDateTime(entry.LastWriteTime.UtcDateTime));
    }

    private void ReadTar(string path)
    {
        using var unpacked = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var tar = new TarReader(unpacked);
        string? commit = null;
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry is PaxGlobalExtendedAttributesTarEntry global) commit = global.GlobalExtendedAttributes.GetValueOrDefault("comment");
            else if (entry.DataStream is { } data && entry.Name.EndsWith(".json", StringComparison.Ordinal))
                Take(entry.Name, () => ReadAll(data, entry.Name, entry.Length), commit, DateOnly.FromDateTime(entry.ModificationTime.UtcDateTime));
        }
    }

    private void Take(string path, Func<byte[]> read, string? commit, DateOnly? date)
    {
        var folders = path.Split('/')[..^1];
        if (folders.Contains("rest-examples"))
        {
            _answers.Add((path, read()));
            return;
        }
        if (folders.Any(f => f is "schemas" or "node_modules" or ".git")) return;
        if (folders.Select(f => Folder().Match(f)).LastOrDefault(m => m.Success) is not { } match)
        {
            if (folders.Length > 0) _elsewhere[string.Join('/', folders)] = _elsewhere.GetValueOrDefault(string.Join('/', folders)) + 1;
            return;
        }
        var context = SloContext.All.First(c => c.Name == match.Groups["name"].Value || c.Short == match.Groups["name"].Value);
        if (!_files.TryAdd((context.Name, path.Split('/')[^1]), read()))
            throw new InvalidDataException($"{path}: dit bestand van {context.Name} staat er twee keer in. Geef één release tegelijk.");
        var tag = match.Groups["tag"] is { Success: true, Value: var found } ? found : null;
        if (tag is not null || commit is not null) _releases[context.Name] = new ReleaseName(tag, commit, date);
    }

    private static byte[] ReadAll(Stream stream, string name, long length)
    {
        using (stream)
        {
            if (length > LargestFile) throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{name} is groter dan {LargestFile / 1024 / 1024} MB."));
            using var memory = new MemoryStream((int)length);
            stream.CopyTo(memory);
            return memory.ToArray();
        }
    }

    [GeneratedRegex("^(curriculum-)?(?<name>basis|inhoudslijnen|inh|leerdoelenkaarten|ldk|kerndoelen|fo)(-(?<tag>v?[0-9][0-9A-Za-z.]*))?$")]
    private static partial Regex Folder();
}
