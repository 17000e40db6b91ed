using PlumbingOps.Data;
using PlumbingOps.Data.Lots;

namespace PlumbingOps.Tests.Lots;

public class LotNumberTests
{
    [Theory]
    [InlineData("1-4, 7", "1 2 3 4 7")]
    [InlineData("1 - 3,5;7", "1 2 3 5 7")]
    [InlineData("lots 3 and 4", "3 4")]
    [InlineData("3 4 5", "3 4 5")]
    [InlineData("LOT 12a & #13", "12A 13")]
    [InlineData("001–003", "1 2 3")]
    [InlineData("A1-A3, b2", "A1 A2 A3 B2")]
    [InlineData("5, 3-5, 05", "5 3 4")]
    [InlineData("9-9", "9")]
    public void Numbers_are_read_as_people_type_them(string typed, string numbers) =>
        Assert.Equal(numbers.Split(' '), LotNumber.Range(typed, "Numbers"));

    [Theory]
    [InlineData("")]
    [InlineData(" , ")]
    [InlineData("7-3")]
    [InlineData("1-")]
    [InlineData("-5")]
    [InlineData("A1-B3")]
    [InlineData("1-2-3")]
    [InlineData("1..5")]
    [InlineData("1-1001")]
    [InlineData("1-600, 601-1200")]
    [InlineData("1-99999999999")]
    public void What_is_no_number_or_too_many_is_refused_at_its_field(string typed) =>
        Assert.Equal("Numbers", Assert.Throws<RuleException>(() => LotNumber.Range(typed, "Numbers")).Field);

    [Theory]
    [InlineData("007", "7")]
    [InlineData("0", "0")]
    [InlineData("012b", "12B")]
    [InlineData("A07", "A07")]
    [InlineData(" # 5 ", "5")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void One_number_loses_its_leading_zeros(string? typed, string? number) =>
        Assert.Equal(number, LotNumber.Normalise(typed));
}
