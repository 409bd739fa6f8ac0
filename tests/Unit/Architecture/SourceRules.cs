using System.Text.RegularExpressions;

namespace Dashboard.Tests.Architecture;

/// <summary>Rules that a source text can be asked about. Each gives the problems it sees.</summary>
internal static partial class SourceRules
{
    public const int LongestFile = 300;

    private static readonly HashSet<string> EmptyWords = new(StringComparer.OrdinalIgnoreCase)
    { "Common", "Helpers", "Helper", "Utils", "Util", "Utilities", "Managers", "Manager", "Infrastructure", "Core", "Services", "Misc", "Shared" };

    public static bool IsTooLong(string text) => text.AsSpan().Count('\n') > LongestFile;

    /// <summary>Folder names that say nothing about the product. Razor's own Pages/Shared is no choice of ours.</summary>
    public static bool HasEmptyFolderName(string file) => file.Replace("/Pages/Shared/", "/Pages/", StringComparison.Ordinal).Split('/')[..^1].Any(EmptyWords.Contains);

    /// <summary>SQL in a file that is not named *.Sql.cs.</summary>
    public static bool HasRawSql(string source) => SqlText().IsMatch(source) || SqlCall().IsMatch(source);

    /// <summary>SQL that lets scores meet: averages, ranks, sums, extremes and orders of scores.</summary>
    public static bool MixesScoresInSql(string sql) => ScoreSql().IsMatch(sql);

    /// <summary>Words that promise a number across tools or mastery. "Geen gemiddelde" is what we say ourselves.</summary>
    public static List<string> BannedWords(string text) => [.. BannedText().Matches(text).Select(m => m.Value)];

    [GeneratedRegex("""
        "[^"\n]*?\b(select\s+[\w*(][^"]*\bfrom\s+\w|select\s+\w+\(|insert\s+into\s+\w+|update\s+\w+\s+set\s|delete\s+from\s+\w+|(create|alter|drop)\s+(table|index|role|database|policy)\b|truncate\s+\w|with\s+\w+\s+as\s*\(|for\s+update\s+skip|pg_\w+\()
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex SqlText();

    [GeneratedRegex(@"\bnew NpgsqlCommand\(|\bFromSql\w*\(|\bExecuteSql\w*\(|\bSqlQuery\w*[<(]|\bBeginBinaryImport|\bCreateBatch\(|\bnew NpgsqlBatchCommand\(")]
    private static partial Regex SqlCall();

    [GeneratedRegex(@"\b(avg|stddev\w*|variance|var_\w+|corr|covar_\w+|regr_\w+|percentile_\w+|percent_rank|cume_dist|rank|dense_rank|ntile)\s*\(|\b(sum|max|min)\s*\(\s*(\w+\.)?\w*(score|theta|rating\w*|correct|uncertainty)\b|\border\s+by\s+[^;)]*\b(score|theta|rating\w*|correct)\b|\bmode\s*\(\s*\)", RegexOptions.IgnoreCase)]
    private static partial Regex ScoreSql();

    [GeneratedRegex(@"(?<!\bgeen )\bgemiddeld\w*|\bklassengemiddeld\w*|\bpercentages?\b|\bpercentiel\w*|\branglijst\w*|\branking\b|\bbeheersingsniveau\w*|\bmastery\b|(?<!\bno )\baverages?\b|\btotaalscore\w*|\beindscore\w*", RegexOptions.IgnoreCase)]
    private static partial Regex BannedText();
}
