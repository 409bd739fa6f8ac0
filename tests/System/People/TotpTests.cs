using System.Text;
using Dashboard.Schools.People;

namespace Dashboard.SystemTests.People;

/// <summary>The codes are those of RFC 6238, appendix B (SHA-1), cut to six digits.</summary>
public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void The_vectors_of_the_standard_hold(long seconds, string code) => Assert.Equal(code, Totp.Code(Secret, Totp.Step(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Fact]
    public void A_code_is_good_for_a_step_either_way_and_once()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_015);
        var step = Totp.Step(now);
        foreach (var near in new[] { step - 1, step, step + 1 }) Assert.Equal(near, Totp.Check(Secret, Totp.Code(Secret, near), now, 0));
        foreach (var far in new[] { step - 2, step + 2 }) Assert.Null(Totp.Check(Secret, Totp.Code(Secret, far), now, 0));
        Assert.Null(Totp.Check(Secret, Totp.Code(Secret, step), now, step));
        Assert.Null(Totp.Check(Secret, "", now, 0));
        Assert.Equal(step, Totp.Check(Secret, Totp.Code(Secret, step).Insert(3, " "), now, 0));
    }

    [Fact]
    public void The_secret_is_written_as_apps_read_it() => Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.Base32(Secret));
}
