using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Features.Jobs;
using PlumbingOps.Web.Features.Marketing.Posts;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Calendar;

/// <summary>
/// The marketing calendar. What is looked at stands in the address; dragging is the browser's business until a post is let go. What others change shows
/// at once and takes neither focus nor choice away.
/// </summary>
public sealed partial class CalendarPage(
    CalendarService calendar, PostService posts, SlotService slots, LiveUpdates live, Me me, TenantChoice tenants, Notices notices, Mishaps mishaps, NavigationManager navigation, IJSRuntime js, TimeProvider clock)
{
    private static readonly string[] FilterKeys = ["account", "status", "owner", "slots"];

    private readonly PageReads reads = new();
    private readonly HashSet<Guid> chosen = [];
    private ElementReference root;
    private IJSObjectReference? script;
    private IDisposable? listening;
    private Actor actor = default!;
    private CalendarSpan span = new(CalendarLook.Month, default);
    private CalendarQuery query = new(default, default);
    private CalendarView? view;
    private IReadOnlyList<AccountChoice> accounts = [];
    private IReadOnlyList<Choice> owners = [];
    private DateOnly today;
    private (DateOnly? Day, bool Open)? adding;
    private PostBulkVerb? bulk;
    private string? failure;
    private string? panelTitle;
    private bool narrow;
    private bool measured;
    private bool choosing;
    private bool mayEdit;
    private bool mayApprove;

    private Guid? PanelId => JobFilters.Id(navigation.Query("panel"));

    private bool ShowsTray => view is not null && measured && (view.Tray.Count > 0 || mayEdit) && accounts.Count > 0;

    protected override async Task OnInitializedAsync()
    {
        actor = await me.ActorAsync();
        mayEdit = tenants.Offers(actor, Permission.EditMarketing);
        mayApprove = tenants.Offers(actor, Permission.ApprovePosts);
        listening = live.Subscribe(change =>
            change.Touches("posts") || change.Touches("content_items") || change.Touches("channel_accounts") || change.Touches("seasonal_events") ? InvokeAsync(RefreshAsync) : Task.CompletedTask);
        navigation.LocationChanged += OnLocationChanged;
        Read();
        var narrowed = tenants.Narrow(actor);
        accounts = await calendar.AccountsAsync(narrowed);
        owners = await calendar.OwnersAsync(narrowed);
        await LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            script = await js.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/calendar.js"]}");
            narrow = await script.InvokeAsync<bool>("watch", root);
            measured = true;
            await FollowAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        navigation.LocationChanged -= OnLocationChanged;
        listening?.Dispose();
        if (script is not null)
        {
            try
            {
                await script.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The tab is closed; its scripts went with it.
            }
        }
    }

    /// <summary>Look, day and filters as the address says. A phone has no room for a month: it shows the week.</summary>
    private bool Read()
    {
        today = tenants.Times(tenants.Shown.FirstOrDefault(t => t.Features.Contains(Feature.Marketing))?.Id).Today;
        var look = Enum.TryParse<CalendarLook>(navigation.Query("view"), ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : CalendarLook.Month;
        var (wasSpan, wasQuery) = (span, query);
        span = new CalendarSpan(narrow && look == CalendarLook.Month ? CalendarLook.Week : look, navigation.Day("date") ?? today);
        query = new CalendarQuery(
            span.First, span.Last, JobFilters.Id(navigation.Query("account")), JobFilters.Name<PostStatus>(navigation.Query("status")), JobFilters.Id(navigation.Query("owner")), navigation.Query("slots") is null);
        return wasSpan != span || wasQuery != query;
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (new Uri(e.Location).AbsolutePath == Urls.Calendar)
        {
            InvokeAsync(FollowAsync);
        }
    }

    private async Task FollowAsync()
    {
        if (Read())
        {
            await LoadAsync();
        }

        StateHasChanged();
    }

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            view = await calendar.ReadAsync(query, tenants.Narrow(await me.ActorAsync()));
            chosen.IntersectWith(view.Posts.Concat(view.Tray).Select(p => p.Id));
            failure = null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            failure = mishaps.Explain(e);
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private Task ChangeWidthAsync(CalendarWidthEventArgs e)
    {
        narrow = e.Narrow;
        return FollowAsync();
    }

    private async Task DropAsync(PostDropEventArgs e)
    {
        var post = view?.Posts.Concat(view.Tray).FirstOrDefault(p => p.Id == e.Id);
        if (post is null || !mayEdit || (e.Day.Length > 0 && JobFilters.Day(e.Day) is null))
        {
            return;
        }

        var to = JobFilters.Day(e.Day) is { } day ? new PostTime(day, post.Time) : PostTime.Tray;
        if (to.Day != post.Day)
        {
            PostMoved? moved = null;
            if (await notices.TryAsync(async () => moved = await posts.MoveAsync(post.Id, to, actor)))
            {
                await notices.TryAsync(() => Task.CompletedTask, Moved(post, moved!), undo: async () =>
                {
                    await posts.MoveAsync(post.Id, moved!.From, actor);
                    await RefreshAsync();
                });
                foreach (var warning in moved!.Warnings)
                {
                    notices.Info(warning);
                }
            }
        }

        await LoadAsync();
    }

    private string Moved(CalendarPost post, PostMoved moved) => moved.To.Day is { } day
        ? $"“{post.Name}” moved to {tenants.Times(post.TenantId).Day(day)}, {PostTimes.Brief(moved.To.Time)}"
        : $"“{post.Name}” lies in the tray";

    private async Task TopUpAsync()
    {
        var company = tenants.WithRoom(Feature.Marketing)[0];
        TopUpResult? result = null;
        if (await notices.TryAsync(async () => result = await slots.TopUpAsync(company.Id, SlotService.UsualDays, actor)))
        {
            notices.Good(result!.InWords());
        }

        await LoadAsync();
    }

    private void Choose(bool on)
    {
        choosing = on;
        chosen.Clear();
    }

    private void Toggle(Guid id)
    {
        if (!chosen.Add(id))
        {
            chosen.Remove(id);
        }
    }

    private async Task BulkDoneAsync()
    {
        bulk = null;
        Choose(false);
        await LoadAsync();
    }

    private void Add(DateOnly? day) => adding = (day, true);

    private bool IsLate(CalendarPost post) => post.ScheduledFor < clock.GetUtcNow() && PostVerb.Move.From().Contains(post.Status);

    private string Open(CalendarPost post) => navigation.WithQuery(("panel", post.Id.ToString()));

    private string At(CalendarLook look, DateOnly day) => navigation.WithQuery(("view", look == CalendarLook.Month ? null : look.ToString().ToLowerInvariant()), ("date", AddressQuery.Text(day)), ("panel", null));

    private string FileHref(string file) => $"{file}?from={AddressQuery.Text(span.First)}&to={AddressQuery.Text(span.Last)}"
        + string.Concat(FilterKeys.Select(key => navigation.Query(key) is { } value ? $"&{key}={Uri.EscapeDataString(value)}" : null));
}
