using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Posts;

/// <summary>One post with what may be done to it: in the panel beside the calendar, on its own page, and in the room of approvals.</summary>
public sealed partial class PostCard(
    PostService posts, ApprovalLinks links, PreflightService preflight, ProviderOptions providers, LiveUpdates live, Me me, TenantChoice tenants,
    Notices notices, Confirm confirm, NavigationManager navigation, TimeProvider clock)
{
    private readonly PageReads reads = new();
    private PostDetails? post;
    private Edit<PostInput>? edit;
    private IReadOnlyList<PreflightRow> findings = [];
    private FillInput fill = new();
    private Actor actor = default!;
    private TimeWords times = default!;
    private Asking asking;
    private IDisposable? listening;
    private bool filling;
    private bool missing;
    private bool mayEdit;
    private bool ownKnowingly;

    /// <summary>Which question is open.</summary>
    private enum Asking { Nothing, Move, SendBack, Posted, Failed }

    [Parameter, EditorRequired] public Guid Id { get; set; }

    /// <summary>Read for the first time, or anew.</summary>
    [Parameter] public EventCallback<PostDetails> OnLoaded { get; set; }

    /// <summary>A verb was done here.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    protected override async Task OnInitializedAsync()
    {
        actor = await me.ActorAsync();
        mayEdit = tenants.Offers(actor, Permission.EditMarketing);
        times = tenants.Times();
        listening = live.Subscribe(change => change.Touches("posts", Id) || change.Touches("content_items", post?.Row.ContentId) ? InvokeAsync(RefreshAsync) : Task.CompletedTask);
        await LoadAsync();
    }

    public void Dispose() => listening?.Dispose();

    private bool Offers(PostVerb verb) =>
        post!.Row.Allows(verb) && tenants.Offers(actor, verb is PostVerb.Approve or PostVerb.SendBack ? Permission.ApprovePosts : Permission.EditMarketing);

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            post = await posts.GetAsync(Id, actor);
            times = TimeWords.In(post.Row.Zone, clock);
            findings = await preflight.ListAsync(new PreflightFilter(PostId: Id), actor);
            edit?.TakeIn(post.Input.Copy());
            await OnLoaded.InvokeAsync(post);
        }
        catch (NotFoundException)
        {
            missing = true;
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private void Edit() => edit = new Edit<PostInput>(() => post!.Input.Copy());

    private void Fill()
    {
        fill = new FillInput { Category = post!.Row.Category };
        filling = true;
    }

    private void Close() => asking = Asking.Nothing;

    private async Task SaveAsync()
    {
        await edit!.SaveAsync((seen, mine) => posts.SaveAsync(Id, seen, mine, actor));
        edit = null;
        await ChangedAsync();
    }

    private async Task FillAsync()
    {
        await posts.FillAsync(Id, fill, actor);
        filling = false;
        await ChangedAsync();
    }

    private Task ApproveAsync() => DoAsync(() => posts.ApproveAsync(Id, post!.Seen, ownKnowingly, actor), "approved");

    private Task SubmitAsync() => DoAsync(() => posts.SubmitAsync(Id, actor), "waits for approval");

    private Task EmptyAsync() => DoAsync(() => posts.EmptyAsync(Id, actor), "is an empty slot again");

    private Task CancelAsync() => DoAsync(() => posts.CancelAsync(Id, actor), "cancelled", () => posts.ReopenAsync(Id, actor));

    private async Task ReopenAsync()
    {
        var toTray = false;
        if (await notices.TryAsync(async () => toTray = await posts.ReopenAsync(Id, actor)))
        {
            notices.Good(toTray ? $"{post!.Row.ShortNumber} is open again. Its time is taken or over, so it lies in the tray." : $"{post!.Row.ShortNumber} is open again");
        }

        await ChangedAsync();
    }

    private async Task ToTrayAsync()
    {
        var from = post!.Row.When;
        await DoAsync(() => posts.MoveAsync(Id, PostTime.Tray, actor), "lies in the tray", () => posts.MoveAsync(Id, from, actor));
    }

    private async Task SendBackAsync(string? note)
    {
        await posts.SendBackAsync(Id, note ?? "", actor);
        notices.Good($"{post!.Row.ShortNumber} sent back");
        await ChangedAsync();
    }

    private async Task MarkFailedAsync(string? why)
    {
        await posts.MarkFailedAsync(Id, why, actor);
        notices.Good($"{post!.Row.ShortNumber} is marked as failed");
        await ChangedAsync();
    }

    private async Task PublishNowAsync()
    {
        var row = post!.Row;
        var what = row.Provider == Provider.Manual ? "It becomes a task to post by hand within a minute." : $"It goes out on {row.Account} within a minute, and cannot be called back from here.";
        if (await confirm.AskAsync($"Publish {row.ShortNumber} now?", what, "Publish now", danger: false))
        {
            await DoAsync(() => posts.PublishNowAsync(Id, actor), "goes out within a minute");
        }
    }

    private async Task MailAsync()
    {
        var who = "";
        if (await notices.TryAsync(async () => who = await links.SendAsync(Id, token => navigation.ToAbsoluteUri(Urls.ApprovalLink(token)).ToString(), actor)))
        {
            notices.Good($"A mail to {who} is on its way");
        }
    }

    private async Task DoAsync(Func<Task> act, string done, Func<Task>? undo = null)
    {
        await notices.TryAsync(act, $"{post!.Row.ShortNumber} {done}", undo is null ? null : async () =>
        {
            await undo();
            await ChangedAsync();
        });
        await ChangedAsync();
    }

    private async Task ChangedAsync()
    {
        ownKnowingly = false;
        await LoadAsync();
        await OnChanged.InvokeAsync();
        StateHasChanged();
    }

    private static string GoogleWords(PostDetails post) => post.Input.GoogleTopic switch
    {
        GoogleTopic.Event => $"Event: {post.Event}",
        GoogleTopic.Offer => $"Offer: {post.Offer?.Title}",
        _ => post.Content.Action == CallToAction.None ? "Update" : $"Update with the button “{post.Content.Action.InWords()}”",
    };

    private string When() => post!.Row.ScheduledFor is { } at ? times.At(at) : "No day yet: it lies in the tray";
}
