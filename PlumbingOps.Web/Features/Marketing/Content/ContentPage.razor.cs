using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Content;

public sealed partial class ContentPage(
    ContentService contents, MediaService library, PreviewChannels channelsToShow, LiveUpdates live, Me me, TenantChoice tenants, Notices notices, NavigationManager navigation)
{
    private readonly PageReads reads = new();
    private readonly Dictionary<Guid, string> names = [];
    private readonly Dictionary<Guid, MediaRow> pictures = [];
    private ContentDetails? content;
    private Edit<ContentInput>? edit;
    private Actor actor = default!;
    private TimeWords times = default!;
    private IReadOnlyList<ChannelRow> channels = [];
    private IReadOnlyList<ChannelRow> previewed = [];
    private Asking asking;
    private Sending sending = new();
    private string? missing;
    private bool picking;
    private bool mayEdit;
    private bool mayApprove;
    private IDisposable? listening;

    /// <summary>Which question is open.</summary>
    private enum Asking { Nothing, SendBack, OwnApproval }

    [Parameter] public Guid Id { get; set; }

    private IReadOnlyList<MediaRow> Shown => [.. (edit?.Mine.Pictures ?? content!.Input.Pictures).Where(pictures.ContainsKey).Select(id => pictures[id])];

    protected override async Task OnInitializedAsync()
    {
        actor = await me.ActorAsync();
        times = tenants.Times();
        mayEdit = tenants.Offers(actor, Permission.EditMarketing);
        mayApprove = tenants.Offers(actor, Permission.ApprovePosts);
        // Its pictures and placements are on the page too; which of them changed is known only after reading.
        listening = live.Subscribe(change => change.Touches("content_items", Id) || change.Touches("posts") || change.Touches("media_assets") ? InvokeAsync(RefreshAsync) : Task.CompletedTask);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (content?.Id != Id)
        {
            (content, edit, asking, missing, picking) = (null, null, Asking.Nothing, null, false);
            await LoadAsync();
        }
    }

    public void Dispose() => listening?.Dispose();

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            var read = await contents.GetAsync(Id, await me.ActorAsync());
            if (content?.TenantId != read.TenantId)
            {
                (channels, previewed) = await channelsToShow.OfAsync(read.TenantId, await me.ActorAsync());
            }

            foreach (var (id, name) in read.Names)
            {
                names[id] = name;
            }

            Remember(read.Pictures);
            (content, times) = (read, tenants.Times(read.TenantId));
            edit?.TakeIn(read.Input.Copy());
        }
        catch (NotFoundException)
        {
            missing = "This content was not found";
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private void Remember(IEnumerable<MediaRow> rows)
    {
        foreach (var row in rows)
        {
            pictures[row.Id] = row;
        }
    }

    private void Edit() => edit = new Edit<ContentInput>(() => content!.Input.Copy());

    private async Task SaveAsync()
    {
        var approved = content!.Row.Status == ContentStatus.Approved;
        await edit!.SaveAsync((seen, mine) => contents.SaveAsync(Id, seen, mine, actor));
        edit = null;
        await LoadAsync();
        if (approved && content.Row.Status == ContentStatus.NeedsApproval)
        {
            notices.Info("It reads differently now, so it asks for approval again.");
        }
    }

    private async Task TakePicturesAsync(IReadOnlyList<Guid> chosen)
    {
        picking = false;
        Remember(await library.GetSeveralAsync(chosen, actor));
        edit!.Mine.Pictures = [.. chosen];
    }

    private Task DraftAsync() => DoAsync(() => contents.DraftAsync(Id, actor), "is a draft");

    private Task SubmitAsync() => DoAsync(() => contents.SubmitAsync(Id, actor), "waits for approval");

    private Task ApproveAsync(bool ownKnowingly) => DoAsync(() => contents.ApproveAsync(Id, ownKnowingly, actor), "approved");

    private Task RestoreAsync() => DoAsync(() => contents.RestoreAsync(Id, actor), "restored");

    private Task ArchiveAsync() => DoAsync(() => contents.ArchiveAsync(Id, actor), "archived; what was placed of it stays", () => contents.RestoreAsync(Id, actor));

    private async Task DuplicateAsync() => await notices.TryAsync(async () => navigation.NavigateTo(Urls.ContentItem(await contents.DuplicateAsync(Id, actor))), $"{content!.Row.ShortNumber} copied: this is the copy");

    private async Task DoAsync(Func<Task> act, string done, Func<Task>? undo = null)
    {
        await notices.TryAsync(act, $"{content!.Row.ShortNumber} {done}", undo);
        await LoadAsync();
    }

    /// <summary>From a dialog: a refusal stays there, beside what was typed.</summary>
    private async Task SendBackAsync()
    {
        await contents.SendBackAsync(Id, sending.Note, actor);
        await LoadAsync();
    }

    private async Task ApproveOwnAsync()
    {
        await contents.ApproveAsync(Id, ownKnowingly: true, actor);
        await LoadAsync();
    }

    private void Ask(Asking what) => (asking, sending) = (what, new Sending());

    private void Close() => asking = Asking.Nothing;

    private sealed class Sending
    {
        [Display(Name = "What should be changed")]
        public string? Note { get; set; }
    }
}
