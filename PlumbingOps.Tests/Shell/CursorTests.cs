using System.Buffers.Text;
using System.Text;
using PlumbingOps.Data;

namespace PlumbingOps.Tests.Shell;

public class CursorTests
{
    private static readonly Guid Id = Guid.CreateVersion7();

    [Fact]
    public void A_cursor_gives_back_what_went_in()
    {
        var cursor = Cursor.Decode(Cursor.Encode("O’Brien & Söhne \"7\"", Id))!;

        Assert.True(cursor.TryGet<string>(out var name));
        Assert.Equal("O’Brien & Söhne \"7\"", name);
        Assert.Equal(Id, cursor.Id);
    }

    [Fact]
    public void Days_numbers_and_nothing_travel_too()
    {
        Assert.True(Cursor.Decode(Cursor.Encode(new DateOnly(2026, 2, 28), Id))!.TryGet<DateOnly>(out var day));
        Assert.True(Cursor.Decode(Cursor.Encode(125_000L, Id))!.TryGet<long>(out var cents));
        Assert.True(Cursor.Decode(Cursor.Encode((DateOnly?)null, Id))!.TryGet<DateOnly?>(out var none));

        Assert.Equal(new DateOnly(2026, 2, 28), day);
        Assert.Equal(125_000L, cents);
        Assert.Null(none);
    }

    [Fact]
    public void An_instant_comes_back_in_utc()
    {
        var noonInVancouver = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.FromHours(-7));

        Assert.True(Cursor.Decode(Cursor.Encode(noonInVancouver, Id))!.TryGet<DateTimeOffset>(out var at));

        Assert.Equal(TimeSpan.Zero, at.Offset);
        Assert.Equal(noonInVancouver, at);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("%00%ff")]
    [InlineData("'; drop table jobs; --")]
    [InlineData("🪠")]
    public void What_is_no_cursor_means_the_first_page(string? text) => Assert.Null(Cursor.Decode(text));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("[1,2]")]
    [InlineData("[1,\"not-an-id\"]")]
    [InlineData("[1,\"0198c0de-0000-7000-8000-000000000000\",3]")]
    [InlineData("[[[[[[[[1]]]]]]]]")]
    [InlineData("[1,\"0198c0de-0000-7000-8000-000000000000\"")]
    [InlineData("\u0001\u0002")]
    public void A_cursor_of_another_shape_means_the_first_page(string json) =>
        Assert.Null(Cursor.Decode(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json))));

    [Fact]
    public void A_cursor_too_long_is_not_even_read() => Assert.Null(Cursor.Decode(new string('A', Cursor.MaxLength + 4)));

    [Fact]
    public void A_cursor_of_another_column_is_refused_by_its_type()
    {
        var byName = Cursor.Decode(Cursor.Encode("Riverbend", Id))!;

        Assert.False(byName.TryGet<DateOnly>(out _));
        Assert.False(byName.TryGet<long>(out _));
        Assert.False(Cursor.Decode(Cursor.Encode((string?)null, Id))!.TryGet<int>(out _));
    }

    [Fact]
    public void Text_that_the_database_would_choke_on_is_refused()
    {
        Assert.False(Raw("[\"a\\u0000b\",\"0198c0de-0000-7000-8000-000000000000\"]").TryGet<string>(out _));
        Assert.False(Raw("[\"\\ud800\",\"0198c0de-0000-7000-8000-000000000000\"]").TryGet<string>(out _));
    }

    private static Cursor Raw(string json) => Cursor.Decode(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json)))!;
}
