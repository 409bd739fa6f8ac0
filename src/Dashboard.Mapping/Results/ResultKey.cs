using System.Buffers;
using System.Buffers.Binary;
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
        using var text = new Fingerprint();
        text.Add(tool);
        text.Add(resultId);
        text.Add(part);
        text.Add(scoreType);
        return text.Key();
    }

    /// <summary>Equal for equal content, whatever its version.</summary>
    public static long ContentHash(Result r)
    {
        using var text = new Fingerprint();
        text.Add(r.Pupil);
        text.Add(r.TakenAt.UtcTicks);
        text.Add(r.Sequence);
        text.Add((int)r.Status | (int)r.Origin << 4 | (int)r.Meaning << 8 | (r.Primary ? 1 : 0) << 12);
        text.Add(r.Modus);
        text.Add(r.Score);
        text.Add(r.ScoreMax);
        text.Add(r.Uncertainty);
        text.Add(r.Label);
        text.Add(r.Items);
        text.Add(r.Correct);
        text.Add(r.Seconds);
        text.Add(r.ExplanationSeconds);
        text.Add(r.Effort);
        foreach (var code in r.GoalCodes ?? []) text.Add(code);
        text.Add("|");
        foreach (var code in r.CodeCandidates) text.Add(code);
        if (r.GoalUris is not null) text.Add(string.Join('|', r.GoalUris));
        text.Add(r.Exercise);
        text.Add(r.DeepLink);
        // Rare, and with fields that may grow: as JSON.
        if (r.Context is not null) text.Add(JsonSerializer.Serialize(r.Context, ContractsJson.Default.ListContextItem));
        if (r.Trigger is not null) text.Add(JsonSerializer.Serialize(r.Trigger, ContractsJson.Default.Trigger));
        return text.Hash();
    }

    /// <summary>Fields one after the other, each with its kind or length before it, so that no two contents read the same.</summary>
    private sealed class Fingerprint : IDisposable
    {
        private byte[] _bytes = ArrayPool<byte>.Shared.Rent(1024);
        private int _length;

        public void Add(string? text)
        {
            if (text is null) { Add(-1); return; }
            var size = Encoding.UTF8.GetByteCount(text);
            Add(size);
            Encoding.UTF8.GetBytes(text, Take(size));
        }

        public void Add(int? number)
        {
            Take(1)[0] = number is null ? (byte)0 : (byte)1;
            if (number is { } value) Add((long)value);
        }

        public void Add(double? number)
        {
            Take(1)[0] = number is null ? (byte)0 : (byte)2;
            if (number is { } value) Add(BitConverter.DoubleToInt64Bits(value));
        }

        public void Add(long number) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), number);

        public void Add(int number) => Add((long)number);

        public void Add(Guid key) => key.TryWriteBytes(Take(16));

        public Guid Key()
        {
            Span<byte> hash = stackalloc byte[32];
            SHA256.HashData(_bytes.AsSpan(0, _length), hash);
            return new Guid(hash[..16], bigEndian: true);
        }

        public long Hash()
        {
            Span<byte> hash = stackalloc byte[32];
            SHA256.HashData(_bytes.AsSpan(0, _length), hash);
            return BinaryPrimitives.ReadInt64LittleEndian(hash);
        }

        private Span<byte> Take(int size)
        {
            if (_length + size > _bytes.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + size));
                _bytes.AsSpan(0, _length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_bytes);
                _bytes = larger;
            }
            _length += size;
            return _bytes.AsSpan(_length - size, size);
        }

        public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
    }
}

/// <summary>Which of two versions is newer: by the publisher's own date where both have one, then by ledger number.</summary>
public readonly record struct ResultVersion(DateTimeOffset? Modified, long Ledger)
{
    /// <summary>By microseconds, as the database keeps them: else a version would be newer than itself once stored.</summary>
    public static ResultVersion Of(DateTimeOffset? modified, long ledger) => new(modified?.AddTicks(-(modified.Value.Ticks % TimeSpan.TicksPerMicrosecond)), ledger);

    public bool IsNewerThan(ResultVersion other)
    {
        if (Modified is { } mine && other.Modified is { } theirs && mine != theirs) return mine > theirs;
        return Ledger > other.Ledger;
    }
}
