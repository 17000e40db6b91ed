using PlumbingOps.Data;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Bids;

/// <summary>The office at its bids: a builder with a community and a superintendent, a second administrator, and short ways to what the tests begin with.</summary>
public sealed class BidsOffice : IAsyncLifetime
{
    private int bids;

    public TestOffice Office { get; private set; } = null!;
    public Builder Northfork { get; private set; } = null!;
    public Community Cedar { get; private set; } = null!;
    /// <summary>Another administrator, who may approve what Ana asked for.</summary>
    public Actor Otto { get; private set; } = null!;
    public BidService Bids => Office.Get<BidService>();
    public BidLineService Lines => Office.Get<BidLineService>();
    public BidVersionService Versions => Office.Get<BidVersionService>();
    public BidOffers Offers => Office.Get<BidOffers>();
    public BidWinService Wins => Office.Get<BidWinService>();
    public BidTemplateService Templates => Office.Get<BidTemplateService>();
    public Actor Omar => Office.Omar;
    public Actor Ana => Office.Ana;

    /// <summary>The office's today: Wednesday 18 March 2026.</summary>
    public static DateOnly Today => new(2026, 3, 18);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Office = await TestOffice.OpenAsync();
        await Office.AddAccountsAsync();
        Northfork = new Builder { Name = "Northfork Homes" };
        Cedar = new Community { BuilderId = Northfork.Id, Name = "Cedar Ridge", City = "Camas", State = "WA" };
        var person = new AppUser { FullName = "Otto Orr", UserName = "otto", NormalizedUserName = "OTTO", CreatedAt = Office.Clock.Now.ToUniversalTime(), SecurityStamp = "stamp" };
        await Office.AddAsync(Northfork, Cedar, new BuilderContact { BuilderId = Northfork.Id, Name = "Carl", Role = "Superintendent" }, person);
        Otto = Office.Ana with { UserId = person.Id, Name = person.FullName };
    }

    public ValueTask DisposeAsync() => Office.DisposeAsync();

    public async Task<Guid> NewBidAsync(Action<BidInput>? fill = null, Actor? by = null)
    {
        var input = new BidInput { Name = $"House {Interlocked.Increment(ref bids)}", BuilderId = Northfork.Id };
        fill?.Invoke(input);
        return await Bids.CreateAsync(TestOffice.AllCounty, input, by ?? Omar, cancellationToken: Now);
    }

    /// <summary>Adds a line at the end of the first section.</summary>
    public async Task<Guid> AddLineAsync(Guid bid, string description, string quantity, string? price, string? cost = null)
    {
        var section = (await Bids.GetAsync(bid, Ana, Now)).Sections[0].Id;
        var line = Guid.CreateVersion7();
        foreach (var (field, typed) in new[] { (BidLineField.Description, description), (BidLineField.Quantity, quantity), (BidLineField.UnitPrice, price), (BidLineField.UnitCost, cost) })
        {
            if (typed is not null)
            {
                await Lines.SetAsync(bid, section, line, field, null, typed, Omar, Now);
            }
        }

        return line;
    }

    /// <summary>A bid with one line, brought as far as the state by its own verbs.</summary>
    public async Task<Guid> NewBidInAsync(BidStatus status, Action<BidInput>? fill = null)
    {
        var id = await NewBidAsync(fill);
        await AddLineAsync(id, "Top out", "1", "1,200.00", "800");
        if (status == BidStatus.Drafting)
        {
            return id;
        }

        await Bids.AskApprovalAsync(id, Omar, Now);
        if (status == BidStatus.NeedsPriceApproval)
        {
            return id;
        }

        await ApproveAsync(id, Ana);
        if (status == BidStatus.ReadyToSend)
        {
            return id;
        }

        await Bids.SendAsync(id, Omar, Now);
        await (status switch
        {
            BidStatus.Won => Wins.WinAsync(id, [], Omar, Now),
            BidStatus.Lost => Bids.LoseAsync(id, "Too dear", Omar, Now),
            _ => Task.CompletedTask,
        });
        return id;
    }

    public async Task ApproveAsync(Guid id, Actor by, bool ownAsking = false) =>
        await Bids.ApproveAsync(id, (await Bids.GetAsync(id, by, Now)).ApprovalAskedAt!.Value, ownAsking, by, Now);

    public Task<BidDetails> GetAsync(Guid id, Actor? by = null) => Bids.GetAsync(id, by ?? Omar, Now);
}
