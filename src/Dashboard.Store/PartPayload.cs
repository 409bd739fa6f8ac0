using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Dashboard.Store;

/// <summary>How work is kept in the ledger: JSON, compressed, encrypted under the school's key.</summary>
public sealed class PartPayload(KeyRing keys)
{
    public byte[] Seal<T>(int school, T value, JsonTypeInfo<T> type)
    {
        using var packed = new MemoryStream();
        using (var squeeze = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            JsonSerializer.Serialize(squeeze, value, type);
        return keys.Encrypt(school, packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    public T Open<T>(int school, byte[] payload, JsonTypeInfo<T> type)
    {
        using var packed = new MemoryStream(keys.Decrypt(school, payload));
        using var unsqueeze = new ZLibStream(packed, CompressionMode.Decompress);
        return JsonSerializer.Deserialize(unsqueeze, type)!;
    }
}
