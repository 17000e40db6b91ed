using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Marketing;

public sealed class AccountServiceTests : IAsyncLifetime
{
    private TestOffice office = null!;
    private IReadOnlyList<ChannelRow> channels = [];

    private AccountService Accounts => office.Get<AccountService>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        office = await TestOffice.OpenAsync();
        channels = await office.Get<ChannelService>().ListAsync(office.Mia, Now);
    }

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task The_catalogue_knows_the_networks_and_takes_a_channel_served_by_hand_once()
    {
        var service = office.Get<ChannelService>();
        Assert.Equal(["google_business_profile", "facebook_page", "instagram_business", "nextdoor"], channels.Select(c => c.Key));

        await service.AddManualAsync(new ChannelInput { Name = "Angi's  List", UsualTime = new(8, 30) }, office.Mia, Now);

        var angi = Assert.Single(await service.ListAsync(office.Mia, Now), c => c.Name == "Angi's List");
        Assert.Equal(("angi_s_list", Provider.Manual, new TimeOnly(8, 30)), (angi.Key, angi.Provider, angi.UsualTime));
        var again = await Assert.ThrowsAsync<RuleException>(() => service.AddManualAsync(new ChannelInput { Name = "ANGI'S LIST" }, office.Ana, Now));
        Assert.Equal("Name", again.Field);
        await Assert.ThrowsAsync<RuleException>(() => service.AddManualAsync(new ChannelInput { Name = "Yelp" }, office.Omar, Now));
    }

    [Fact]
    public async Task An_account_keeps_its_rhythm_and_mix_and_a_wrong_mix_is_refused_in_words()
    {
        var id = await Accounts.CreateAsync(TestOffice.H2o, Channel("facebook_page"), Facebook(), office.Mia, Now);

        var kept = await Accounts.GetAsync(id, office.Vera, Now);
        Assert.Equal([new MixShare(ContentCategory.TeamPost, 60), new MixShare(ContentCategory.Diy, 40)], kept.Input.Mix);
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Wednesday, DayOfWeek.Friday], kept.Input.Weekdays);
        Assert.Null(kept.Connection);
        var mine = kept.Input.Copy();
        mine.Mix = [new(ContentCategory.TeamPost, 60)];
        var refusal = await Assert.ThrowsAsync<RuleException>(() => Accounts.SaveAsync(id, kept.Input, mine, office.Mia, Now));
        Assert.Equal(("The shares add up to 60 %: 40 % are missing.", "Mix"), (refusal.Message, refusal.Field));
    }

    [Fact]
    public async Task Two_people_edit_different_fields_of_an_account_and_both_are_kept()
    {
        var id = await Accounts.CreateAsync(TestOffice.H2o, Channel("facebook_page"), Facebook(), office.Mia, Now);
        var seen = (await Accounts.GetAsync(id, office.Mia, Now)).Input;
        var (first, second, third) = (seen.Copy(), seen.Copy(), seen.Copy());
        first.Mix = [new(ContentCategory.Coupon, 100)];
        second.PostsPerWeek = 2;
        third.Mix = [new(ContentCategory.AdContent, 100)];

        await Accounts.SaveAsync(id, seen, first, office.Mia, Now);
        await Accounts.SaveAsync(id, seen, second, office.Ana, Now);

        var kept = (await Accounts.GetAsync(id, office.Mia, Now)).Input;
        Assert.Equal(2, kept.PostsPerWeek);
        Assert.Equal([new MixShare(ContentCategory.Coupon, 100)], kept.Mix);
        var conflict = await Assert.ThrowsAsync<EditConflictException>(() => Accounts.SaveAsync(id, seen, third, office.Ana, Now));
        Assert.Equal("Mix", Assert.Single(conflict.Conflicts).Field);
    }

    [Fact]
    public async Task A_channel_has_a_name_once_per_company()
    {
        await Accounts.CreateAsync(TestOffice.H2o, Channel("facebook_page"), Facebook(), office.Mia, Now);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => Accounts.CreateAsync(TestOffice.H2o, Channel("facebook_page"), Facebook(), office.Ana, Now));

        Assert.Equal(("There is an account “H2O Plumbers” on this channel already.", "Name"), (refusal.Message, refusal.Field));
        await Accounts.CreateAsync(TestOffice.H2o, Channel("nextdoor"), Facebook(), office.Mia, Now);
    }

    [Fact]
    public async Task What_is_switched_off_leaves_the_list_and_comes_back()
    {
        var id = await Accounts.CreateAsync(TestOffice.H2o, Channel("facebook_page"), Facebook(), office.Mia, Now);
        await Accounts.DeactivateAsync(id, office.Mia, Now);

        Assert.Empty((await Accounts.ListAsync(new AccountFilter(), First, office.Mia, Now)).Rows);
        Assert.Single((await Accounts.ListAsync(new AccountFilter { Inactive = true }, First, office.Mia, Now)).Rows);
        Assert.Empty(await Accounts.ListActiveAsync(TestOffice.H2o, office.Mia, Now));

        await Accounts.ActivateAsync(id, office.Mia, Now);
        Assert.Equal("Facebook Page", Assert.Single((await Accounts.ListAsync(new AccountFilter { Search = "facebook" }, First, office.Vera, Now)).Rows).Channel);
    }

    [Fact]
    public async Task The_office_reads_accounts_and_a_company_without_marketing_has_none()
    {
        await Assert.ThrowsAsync<RuleException>(() => Accounts.CreateAsync(TestOffice.H2o, Channel("facebook_page"), Facebook(), office.Omar, Now));
        await Assert.ThrowsAsync<RuleException>(() => Accounts.CreateAsync(TestOffice.AllCounty, Channel("facebook_page"), Facebook(), office.Ana, Now));
        await Assert.ThrowsAsync<RuleException>(() => Accounts.ListAsync(new AccountFilter(), First, office.Theo, Now));
    }

    internal static ListRequest First => new(null, false, null, null, 50);

    internal static AccountInput Facebook() => new()
    {
        Name = "H2O Plumbers",
        PostsPerWeek = 3,
        Weekdays = [DayOfWeek.Friday, DayOfWeek.Monday, DayOfWeek.Wednesday],
        Times = [new(10, 0)],
        Mix = [new(ContentCategory.Diy, 40), new(ContentCategory.TeamPost, 60)],
    };

    private Guid Channel(string key) => channels.Single(c => c.Key == key).Id;
}
