using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Posts;

public sealed partial class PostsPage(
    PostService posts, CalendarService calendar, LiveUpdates live, Me me, TenantChoice tenants, NavigationManager navigation, TimeProvider clock)
{
    private DataList<PostRow> list = default!;
    private ListPage<PostRow>? loaded;
    private IReadOnlyList<AccountChoice> accounts = [];
    private IReadOnlyList<Choice> owners = [];
    private (PostBulkVerb Verb, IReadOnlyList<Guid> Ids)? asked;
    private IDisposable? listening;
    private bool mayEdit;
    private bool mayApprove;

    private string? Narrowed => navigation.Query("unscheduled") is not null ? "in the tray" : navigation.Query("slots") is not null ? "without empty slots"
        : PostFilters.OnlyComing(navigation.Query) ? "from today on" : null;

    protected override async Task OnInitializedAsync()
    {
        var actor = await me.ActorAsync();
        mayEdit = tenants.Offers(actor, Permission.EditMarketing);
        mayApprove = tenants.Offers(actor, Permission.ApprovePosts);
        accounts = await calendar.AccountsAsync(tenants.Narrow(actor));
        owners = await calendar.OwnersAsync(tenants.Narrow(actor));
        listening = live.Subscribe(change => change.Touches("posts") || change.Touches("content_items") ? InvokeAsync(() => list.ReloadAsync()) : Task.CompletedTask);
    }

    public void Dispose() => listening?.Dispose();

    private async Task<ListPage<PostRow>> LoadAsync(ListRequest request) => await posts.ListAsync(PostFilters.Read(navigation.Query), request, tenants.Narrow(await me.ActorAsync()));

    private void Ask(PostBulkVerb verb, IReadOnlyCollection<PostRow> rows) => asked = (verb, [.. rows.Select(row => row.Id)]);

    private async Task DoneAsync()
    {
        asked = null;
        list.ClearSelection();
        await list.ReloadAsync();
    }

    private string? ClassOf(PostRow row) => row.Status is PostStatus.Failed or PostStatus.Skipped || row.IsMissed(clock.GetUtcNow()) ? "is-overdue"
        : row.Status is PostStatus.Posted or PostStatus.Cancelled ? "is-done"
        : row.IsSlot ? "is-quiet"
        : null;
}
