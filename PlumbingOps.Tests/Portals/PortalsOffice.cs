using PlumbingOps.Data;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.Portals;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Portals;

/// <summary>The test office of one class of tests about portals, with short ways to what the tests begin with.</summary>
public sealed class PortalsOffice : IAsyncLifetime
{
    private int made;

    public TestOffice Office { get; private set; } = null!;
    public PortalDefinitionService Sites => Office.Get<PortalDefinitionService>();
    public PortalAccountService Accounts => Office.Get<PortalAccountService>();
    public PortalVerificationService Verifications => Office.Get<PortalVerificationService>();
    public BuilderPortalService Links => Office.Get<BuilderPortalService>();
    public PortalRuleService Rules => Office.Get<PortalRuleService>();
    public PortalSuggestionService Suggestions => Office.Get<PortalSuggestionService>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Office = await TestOffice.OpenAsync();
        await Office.AddAccountsAsync();
    }

    public ValueTask DisposeAsync() => Office.DisposeAsync();

    /// <summary>"City permits 7": a name nobody else in the test class has.</summary>
    public string NewName(string what) => $"{what} {Interlocked.Increment(ref made)}";

    public Task<Guid> NewSiteAsync(string? name = null) =>
        Sites.CreateAsync(new PortalDefinitionInput { Name = name ?? NewName("City permits"), BaseUrl = "https://permits.example.com" }, Office.Ana, Now);

    public async Task<Guid> NewAccountAsync(string? site = null, string tenant = TestOffice.AllCounty, string login = "office@example.com") =>
        await Accounts.CreateAsync(tenant, await NewSiteAsync(site), new PortalAccountInput { LoginIdentifier = login, AccountNumber = "N-1", VaultReference = "Vault / permits", Notes = "Ask Ana" }, Office.Ana, Now);

    public async Task<Guid> NewBuilderAsync(string name = "Cedar Homes") =>
        await Office.Get<BuilderService>().CreateAsync(new BuilderInput { Name = NewName(name) }, Office.Omar, Now);

    /// <summary>A lot in a community of its own.</summary>
    public async Task<Guid> NewLotAsync(Guid builder, string? city = null, string? county = null)
    {
        var community = await Office.Get<CommunityService>().CreateAsync(builder, new CommunityInput { Name = NewName("Heron Landing"), City = city, County = county }, Office.Omar, Now);
        return (await Office.Get<LotService>().AddAsync(community, new NewLotsInput { Numbers = "1" }, Office.Omar, Now)).Added[0];
    }

    public Task<PortalAccountDetails> GetAsync(Guid account, Actor? by = null) => Accounts.GetAsync(account, by ?? Office.Ana, Now);
}
