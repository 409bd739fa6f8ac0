namespace Dashboard.Store;

/// <summary>contracts/frozen/writers.txt: which role may do what with which table. The grants are generated from it.</summary>
public static class Writers
{
    /// <summary>(table, role, rights), rights being letters of "rawd".</summary>
    public static IEnumerable<(string Table, DatabaseRole Role, string Rights)> Read()
    {
        using var stream = typeof(Writers).Assembly.GetManifestResourceStream("writers.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || string.IsNullOrWhiteSpace(line)) continue;
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var word in words[1..])
            {
                var colon = word.IndexOf(':', StringComparison.Ordinal);
                yield return (words[0], Enum.Parse<DatabaseRole>(word[..colon], ignoreCase: true), word[(colon + 1)..]);
            }
        }
    }

    /// <summary>"rw" → "select, insert, update".</summary>
    public static string Grant(string rights) => string.Join(", ", rights.Select(r => r switch
    {
        'r' => "select",
        'a' => "insert",
        'w' => "insert, update",
        'd' => "delete",
        _ => throw new InvalidOperationException($"writers.txt: unknown right '{r}'"),
    }));
}
