using System.Text;
using PlumbingOps.Data.People;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.People;

public class TotpTests
{
    private static readonly byte[] KeyOfTheStandard = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeAt(KeyOfTheStandard, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Fact]
    public void The_key_is_shown_in_the_letters_apps_take()
    {
        Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.InLetters(KeyOfTheStandard));
        Assert.Equal("287082", new AuthenticatorApp("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ").CodeAt(DateTimeOffset.FromUnixTimeSeconds(59)));
    }

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void A_phone_may_be_half_a_minute_off(int seconds, bool accepted)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1234567890);
        var code = Totp.CodeAt(KeyOfTheStandard, Totp.StepAt(now.AddSeconds(seconds)));

        Assert.Equal(accepted, Totp.FindStep(KeyOfTheStandard, code, now, usedLast: 0) is not null);
    }
}
