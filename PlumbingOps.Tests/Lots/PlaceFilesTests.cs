using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Lots;

/// <summary>Builders, communities and lots as files, over the real pipeline.</summary>
public sealed class PlaceFilesTests : IAsyncLifetime
{
    private PeopleOffice office = null!;
    private WebHouse house = null!;
    private Guid builder;
    private Guid community;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        office = await PeopleOffice.OpenAsync();
        house = new WebHouse(office.Connections, office.Clock);
        var omar = await office.ActorAsync("omar");
        builder = await office.Get<BuilderService>().CreateAsync(new BuilderInput { Name = "=Kestrel, Homes", WarrantyMonths = 24 }, omar, Now);
        await office.Get<BuilderAliasService>().AddAsync(builder, "KH", omar, Now);
        await office.Get<BuilderService>().CreateAsync(new BuilderInput { Name = "Summit Homes" }, omar, Now);
        community = await office.Get<CommunityService>().CreateAsync(builder, new CommunityInput { Name = "Heron Landing", City = "Vancouver" }, omar, Now);
        var lots = (await office.Get<LotService>().AddAsync(community, new NewLotsInput { Numbers = "2-3, 12", Plan = "a2" }, omar, Now)).Added;
        await office.Get<JobService>().CreateAsync(DemoPeople.AllCounty, lots[0], JobPhase.Trim, new JobInput { StartDate = new(2026, 4, 1), EndDate = new(2026, 4, 2) }, omar, Now);
    }

    public async ValueTask DisposeAsync()
    {
        await house.DisposeAsync();
        await office.DisposeAsync();
    }

    [Fact]
    public async Task Builders_are_saved_as_they_are_searched_and_no_cell_is_a_formula()
    {
        Assert.Equal(["Builder,Also called,Phone,City,State,Months of warranty,Communities,Open jobs,Open calls", "\"'=Kestrel, Homes\",KH,,,,24,1,1,0"], await LinesAsync("vera", $"{Urls.BuildersCsv}?q=kh"));
    }

    [Fact]
    public async Task Communities_of_one_builder_are_saved()
    {
        Assert.Equal(["Community,Builder,Also called,City,State,Lots,Open jobs", "Heron Landing,\"'=Kestrel, Homes\",,Vancouver,,3,1"], await LinesAsync("mia", $"{Urls.CommunitiesCsv}?builder={builder}"));
    }

    [Fact]
    public async Task A_board_is_saved_with_its_phases_as_it_is_filtered_and_in_its_order()
    {
        const string Titles = "Lot,Plan,Street,Groundwork,Post and Beam,Top Out,Trim,Final";

        Assert.Equal([Titles, "2,A2,,,,,Scheduled 2026-04-01 to 2026-04-02,", "3,A2,,,,,,", "12,A2,,,,,,"], await LinesAsync("omar", $"{Urls.LotsCsv(community)}?company={DemoPeople.AllCounty}"));
        Assert.Equal([Titles, "2,A2,,,,,Scheduled 2026-04-01 to 2026-04-02,"], await LinesAsync("omar", $"{Urls.LotsCsv(community)}?company={DemoPeople.AllCounty}&open=true"));
        // Who belongs to the other company alone reads the lots and nobody's jobs.
        Assert.Equal([Titles, "2,A2,,,,,,", "3,A2,,,,,,", "12,A2,,,,,,"], await LinesAsync("max", Urls.LotsCsv(community)));
    }

    private async Task<string[]> LinesAsync(string person, string address)
    {
        var browser = await house.SignedInAsync(person);
        return (await browser.GetStringAsync(address, Now)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
