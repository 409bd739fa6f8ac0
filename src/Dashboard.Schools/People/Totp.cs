using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Schools.People;

/// <summary>Time-based one-time passwords: RFC 6238 with HMAC-SHA-1, six digits and steps of thirty seconds, as every authenticator app has it.</summary>
public static class Totp
{
    public const int SecretSize = 20, Digits = 6, StepSeconds = 30;

    /// <summary>Clocks may differ by one step either way.</summary>
    private const int Window = 1;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static long Step(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>RFC 4226 §5.3: dynamic truncation.</summary>
    /// <param name="secret">Shared bytes.</param>
    /// <param name="step">Number of the time step.</param>
    /// <returns>Six digits.</returns>
    public static string Code(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[20];
#pragma warning disable CA5350 // the standard's algorithm; authenticator apps know no other
        HMACSHA1.HashData(secret, counter, mac);
#pragma warning restore CA5350
        var value = BinaryPrimitives.ReadInt32BigEndian(mac.Slice(mac[^1] & 0x0F, 4)) & 0x7FFF_FFFF;
        return (value % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <returns>The step whose code it is, later than <paramref name="after"/>; null: no code of now, or one that was used.</returns>
    public static long? Check(ReadOnlySpan<byte> secret, string code, DateTimeOffset now, long after)
    {
        var given = Encoding.ASCII.GetBytes(new string([.. code.Where(char.IsAsciiDigit)]));
        long? found = null;
        for (var step = Step(now) - Window; step <= Step(now) + Window; step++)
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(secret, step)), given) && step > after) found ??= step;
        return found;
    }

    /// <summary>RFC 4648 base32 without padding, as apps show and take it.</summary>
    public static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        int buffer = 0, bits = 0;
        foreach (var one in bytes)
        {
            buffer = (buffer << 8) | one;
            for (bits += 8; bits >= 5; bits -= 5) text.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
            buffer &= (1 << bits) - 1;
        }
        if (bits > 0) text.Append(Alphabet[(buffer << (5 - bits)) & 31]);
        return text.ToString();
    }

    /// <summary>The address that an app reads from the QR code.</summary>
    public static string Address(string issuer, string account, ReadOnlySpan<byte> secret) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={Base32(secret)}&issuer={Uri.EscapeDataString(issuer)}&algorithm=SHA1&digits={Digits}&period={StepSeconds}";
}
