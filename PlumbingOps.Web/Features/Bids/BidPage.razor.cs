using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Bids;

public sealed partial class BidPage(
    BidService bids, BidVersionService versioning, BidWinService wins, BidTemplateService templates, LiveUpdates live, Me me, TenantChoice tenants, Notices notices, Confirm confirm)
{
    private readonly PageReads reads = new();
    private readonly Dictionary<Guid, string> names = [];
    private BidDetails? bid;
    private IReadOnlyList<BidVersionRow> versions = [];
    private Edit<BidInput>? edit;
    private Actor actor = default!;
    private TimeWords times = default!;
    private Asking asking;
    private string? missing;
    private bool mayEdit;
    private bool mayArchive;
    private bool seesPrices;
    private bool seesMargins;
    private IDisposable? listening;

    /// <summary>Which question is open.</summary>
    private enum Asking { Nothing, Return, Lose, Win, Template }

    [Parameter] public Guid Id { get; set; }

    /// <summary>What the customer accepted, when it is the present version.</summary>
    private BidVersionRow? Accepted => versions.FirstOrDefault(v => v.AcceptedAt is not null && v.Number == bid?.Row.VersionNumber);

    private bool AskedBySelf => bid?.ApprovalAskedById is { } asked && asked == actor.UserId;

    protected override async Task OnInitializedAsync()
    {
        actor = await me.ActorAsync();
        times = tenants.Times();
        mayEdit = actor.May(Permission.EditBids);
        mayArchive = mayEdit && actor.May(Permission.ArchiveRecords);
        (seesPrices, seesMargins) = (actor.May(Permission.SeePrices), BidRights.SeesMargins(actor));
        listening = live.Subscribe(change => change.Touches("bids", Id) ? InvokeAsync(RefreshAsync) : Task.CompletedTask);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (bid?.Id != Id)
        {
            (bid, edit, asking, missing) = (null, null, Asking.Nothing, null);
            await LoadAsync();
        }
    }

    public void Dispose() => listening?.Dispose();

    /// <summary>Who asked for it is offered to approve only when they can say that they do so all the same.</summary>
    private bool Offers(BidVerb verb) => bid!.Allows(verb) && actor.May(verb.Needs()) && !(verb == BidVerb.Approve && AskedBySelf && actor.Role != Roles.Admin);

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            var person = await me.ActorAsync();
            var read = await bids.GetAsync(Id, person);
            versions = seesPrices ? await versioning.ListAsync(Id, person) : [];
            foreach (var (id, name) in new[] { (read.Row.BuilderId, read.Row.Builder), (read.Row.CustomerId, read.Row.Customer), (read.CommunityId, read.Row.Community), (read.Row.OwnerId, read.Row.Owner) })
            {
                if (id is { } known && name is not null)
                {
                    names[known] = name;
                }
            }

            (bid, times) = (read, tenants.Times(read.TenantId));
            edit?.TakeIn(read.Input.Copy());
        }
        catch (NotFoundException)
        {
            missing = "This bid was not found";
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private void Edit() => edit = new Edit<BidInput>(() => bid!.Input.Copy());

    private async Task SaveAsync()
    {
        await edit!.SaveAsync((seen, mine) => bids.SaveAsync(Id, seen, mine, actor));
        edit = null;
        await LoadAsync();
    }

    private Task AskApprovalAsync() => DoAsync(() => bids.AskApprovalAsync(Id, actor), "waits for price approval");

    private async Task ApproveAsync()
    {
        if (AskedBySelf && !await confirm.AskAsync(
            $"Approve your own prices of {bid!.Row.ShortNumber}?", "You asked for this approval yourself. As an administrator you may approve it all the same; the history says so.", "Approve all the same", danger: false))
        {
            return;
        }

        await DoAsync(() => bids.ApproveAsync(Id, bid!.ApprovalAskedAt!.Value, AskedBySelf, actor), "is ready to send");
    }

    private Task SendAsync() => DoAsync(() => bids.SendAsync(Id, actor), "is sent: make a link for the customer below, or print the sheet");

    private Task ReviseAsync() => DoAsync(() => bids.ReviseAsync(Id, actor), "has a new version to work on");

    private Task ReopenAsync() => DoAsync(() => bids.ReopenAsync(Id, actor), "is with the customer again");

    private Task ArchiveAsync() => DoAsync(() => bids.ArchiveAsync(Id, actor), "archived; its history is kept", () => bids.RestoreAsync(Id, actor));

    private Task RestoreAsync() => DoAsync(() => bids.RestoreAsync(Id, actor), "restored");

    private Task TakeBackAsync() => DoAsync(() => wins.TakeBackAsync(Id, actor), "is with the customer again; what came of the win is gone");

    private async Task WonAsync()
    {
        Func<Task>? undo = actor.May(Permission.PutBack) ? () => wins.TakeBackAsync(Id, actor) : null;
        await notices.TryAsync(() => Task.CompletedTask, $"{bid!.Row.ShortNumber} is won", undo);
        await LoadAsync();
    }

    private async Task DoAsync(Func<Task> act, string done, Func<Task>? undo = null)
    {
        await notices.TryAsync(act, $"{bid!.Row.ShortNumber} {done}", undo);
        await LoadAsync();
    }

    /// <summary>From a dialog: a refusal stays there, beside what was typed.</summary>
    private async Task SayAsync(Task said)
    {
        await said;
        await LoadAsync();
    }

    private void Close() => asking = Asking.Nothing;
}
