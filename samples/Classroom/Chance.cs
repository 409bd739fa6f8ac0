using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Samples.Classroom;

/// <summary>Dice that fall the same way every time for the same words: what a pupil did on a day never changes.</summary>
public sealed class Chance
{
    private ulong state;

    private Chance(ulong state) => this.state = state;

    public static Chance For(params ReadOnlySpan<string> words)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', words)));
        return new Chance(BinaryPrimitives.ReadUInt64LittleEndian(hash));
    }

    /// <returns>0 up to but not including <paramref name="below"/>.</returns>
    public int Below(int below) => (int)(Next() % (ulong)below);

    /// <returns>From and up to, both included.</returns>
    public int Between(int from, int upTo) => from + Below(upTo - from + 1);

    public bool Percent(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>Letters and digits that say nothing about anybody.</summary>
    public string Token(int length)
    {
        const string alphabet = "23456789abcdefghjkmnpqrstuvwxyz";
        return string.Create(length, this, (span, chance) =>
        {
            foreach (ref var letter in span) letter = alphabet[chance.Below(alphabet.Length)];
        });
    }

    // SplitMix64: small, and good enough for a story.
    private ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
