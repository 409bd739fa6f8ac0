using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dashboard.Contracts;

namespace Dashboard.Mapping.Results;

/// <summary>Identity and content of a result. (design §4: key = school, tool, school year, result id, part, score type)</summary>
public static class ResultKey
{
    /// <summary>First 16 bytes of SHA-256 over tool, result id, part and score type; school and year stand beside it in the key.</summary>
    public static Guid Of(int tool, string resultId, string part, string scoreType)
    {
        var text = string.Join('\u001f', tool, resultId, part, scoreType);
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16), bigEndian: true);
    }

    /// <summary>Equal for equal content, whatever its version.</summary>
    public static long ContentHash(Result result)
    {
        var version = result.Modified;
        result.Modified = null;
        var hash = BitConverter.ToInt64(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(result, ContractsJson.Default.Result)));
        result.Modified = version;
        return hash;
    }
}

/// <summary>Which of two versions is newer: by the publisher's own date where both have one, then by ledger number.</summary>
public readonly record struct ResultVersion(DateTimeOffset? Modified, long Ledger)
{
    public bool IsNewerThan(ResultVersion other)
    {
        if (Modified is { } mine && other.Modified is { } theirs && mine != theirs) return mine > theirs;
        return Ledger > other.Ledger;
    }
}
