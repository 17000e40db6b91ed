using PlumbingOps.Data.People;
using PlumbingOps.Tests.Browser;
using PlumbingOps.Web.Shell;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Sights;

/// <summary>Before anybody can sign in.</summary>
public sealed class EmptyHouseSights(SetUpFlow.EmptyHouse empty) : SightWalk(empty.House), IClassFixture<SetUpFlow.EmptyHouse>
{
    internal static readonly IReadOnlyList<Sight> All =
    [
        new("set-up", Urls.SetUp, null, async (page, house) => await page.VisitAsync(Urls.SetUpWith((await house.Get<OneTimeLinkService>().CreateSetUpTokenAsync())!))),
        Sight.At("set-up-used", Urls.SetUp, null, Urls.SetUpWith("used")),
    ];

    [Fact]
    public Task Everybody_can_use_the_set_up() => WalkAsync(All);
}
