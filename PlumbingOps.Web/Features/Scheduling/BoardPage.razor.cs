using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Scheduling;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Features.Jobs;
using PlumbingOps.Web.Features.Marketing.Calendar;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Scheduling;

/// <summary>
/// The schedule: people and their hours. What is looked at stands in the address; dragging is the browser's business until a visit is let go. What others
/// move shows at once and takes neither focus nor scroll away.
/// </summary>
public sealed partial class BoardPage(
    BoardService board, DispatchService dispatch, HistoryService history, LiveUpdates live, Me me, TenantChoice tenants, Notices notices, Mishaps mishaps, NavigationManager navigation, IJSRuntime js, TimeProvider clock)
{
    private const string Nobody = "Nobody yet";
    private const int UsualMinutes = 60;

    /// <summary>An hour's width, from a whole day at a glance to quarters one can hit.</summary>
    private static readonly int[] HourWidths = [48, 72, 108, 160];
    private const int UsualZoom = 0;

    private readonly PageReads reads = new();
    private readonly HashSet<Guid> chosen = [];
    private ElementReference root;
    private IJSObjectReference? script;
    private IDisposable? listening;
    private Actor actor = default!;
    private CalendarSpan span = new(CalendarLook.Day, default);
    private BoardQuery query = new(default, default);
    private BoardView? view;
    private IReadOnlyList<BoardPerson> people = [];
    private (int First, int Last) hours;
    private DateOnly today;
    private BoardVisit? placing;
    private Doubled? doubled;
    private string? failure;
    private bool outside;
    private bool shifting;
    private bool choosing;
    private bool narrow;
    private bool measured;
    private bool mayEdit;
    private bool maySeeAbsences, mayShare;

    private sealed record Doubled(BoardVisit Visit, Placement To, DoubleBookingException Refusal);

    private Guid? PanelId => JobFilters.Id(navigation.Query("panel"));

    private BoardVisit? Opened => PanelId is { } id ? Find(id) : null;

    private bool ShowsTray => view is not null && measured && view.People.Count > 0 && (view.Tray.Count > 0 || mayEdit) && !actor.OnlyOwn;

    private string? Narrowed => query.TechnicianId is { } id && people.FirstOrDefault(p => p.Id == id) is { } person ? $"{person.Name} only" : null;

    private int HourPixels => HourWidths[Zoom];

    private int Zoom => int.TryParse(navigation.Query("zoom"), out var asked) && asked >= 0 && asked < HourWidths.Length ? asked : UsualZoom;

    private string? PlacingFrom => placing?.PrimaryId?.ToString();

    private int? PlacingLength => placing is null ? null : placing.StartsAt is { } start ? (int)(placing.End - start).TotalMinutes : UsualMinutes;

    /// <summary>The minute of the company's day, while it is one.</summary>
    private int? NowMinute
    {
        get
        {
            var now = Zone(null).OnTheWall(clock.GetUtcNow()).Time;
            var minute = (now.Hour * BoardBoxes.MinutesAnHour) + now.Minute;
            return minute >= hours.First * BoardBoxes.MinutesAnHour && minute < hours.Last * BoardBoxes.MinutesAnHour ? minute : null;
        }
    }

    protected override async Task OnInitializedAsync()
    {
        actor = await me.ActorAsync();
        mayEdit = tenants.Offers(actor, Permission.EditServiceCalls);
        maySeeAbsences = tenants.Offers(actor, Permission.SeeAbsences);
        mayShare = tenants.Offers(actor, Permission.ShareCalendars);
        listening = live.Subscribe(change => change.Touches("service_calls") || change.Touches("jobs") || change.Touches("absences") || change.Touches("technicians") ? InvokeAsync(RefreshAsync) : Task.CompletedTask);
        navigation.LocationChanged += OnLocationChanged;
        Read();
        await LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            script = await js.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/board.js"]}");
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

    /// <summary>Look, day and filters as the address says. A phone has room for one day.</summary>
    private bool Read()
    {
        today = tenants.Times(tenants.Shown.FirstOrDefault(t => t.Features.Contains(Feature.ServiceCalls))?.Id).Today;
        var week = !narrow && string.Equals(navigation.Query("view"), nameof(CalendarLook.Week), StringComparison.OrdinalIgnoreCase);
        var (wasSpan, wasQuery) = (span, query);
        span = new CalendarSpan(week ? CalendarLook.Week : CalendarLook.Day, navigation.Day("date") ?? today);
        query = new BoardQuery(
            span.First, span.Last, JobFilters.Id(navigation.Query("person")), JobFilters.Name<ServiceCallKind>(navigation.Query("kind")), navigation.Query("jobs") is null, navigation.Query("done") is null);
        return wasSpan != span || wasQuery != query;
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (new Uri(e.Location).AbsolutePath == Urls.Schedule)
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
            var narrowed = tenants.Narrow(await me.ActorAsync());
            people = await board.PeopleAsync(narrowed);
            view = await board.ReadAsync(query, narrowed);
            hours = BoardBoxes.Hours(view.Visits, span.Date, Zone(null));
            chosen.IntersectWith(view.Visits.Select(v => v.Id));
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

    private Task ChangeWidthAsync(BoardWidthEventArgs e)
    {
        narrow = e.Narrow;
        return FollowAsync();
    }

    private async Task DropAsync(VisitDropEventArgs e)
    {
        var visit = Find(e.Id);
        placing = null;
        if (visit is null || !mayEdit || (e.Day.Length > 0 && JobFilters.Day(e.Day) is null) || e.Minute >= BoardBoxes.MinutesADay || e.Length > BoardBoxes.MinutesADay)
        {
            return;
        }

        var from = JobFilters.Id(e.From);
        await PlaceAsync(visit, JobFilters.Day(e.Day) is { } day
            ? new Placement(from, JobFilters.Id(e.Person), VisitTimes.Dropped(visit, day, e.Minute, e.Length, Zone(visit.TenantId)))
            : new Placement(from, from, new CallWindow()));
    }

    /// <summary>Puts the visit where it was let go. Who would be at two places at once is said, and a reason asked for.</summary>
    private async Task PlaceAsync(BoardVisit visit, Placement to)
    {
        try
        {
            Tell(visit, await dispatch.PlaceAsync(visit.Id, to, visit.Seen, null, actor));
        }
        catch (DoubleBookingException refusal)
        {
            doubled = new Doubled(visit, to, refusal);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            notices.Bad(mishaps.Explain(e));
        }

        await LoadAsync();
    }

    private async Task PlaceDespiteAsync(Doubled twice, string why)
    {
        Tell(twice.Visit, await dispatch.PlaceAsync(twice.Visit.Id, twice.To, twice.Visit.Seen, why, actor));
        await LoadAsync();
    }

    private void Tell(BoardVisit visit, Placed placed)
    {
        if (placed.ChangeSetId is not { } set)
        {
            return;
        }

        var times = tenants.Times(visit.TenantId);
        OfferUndo(placed.StartsAt is { } start ? $"“{visit.Title}” is at {times.Span(start, placed.EndsAt ?? start)}" : $"“{visit.Title}” has no time now", set);
        foreach (var warning in placed.Warnings)
        {
            notices.Info(warning);
        }
    }

    private void OfferUndo(string said, Guid set) => _ = notices.TryAsync(() => Task.CompletedTask, said, undo: async () =>
    {
        await history.UndoAsync(set, actor);
        await RefreshAsync();
    });

    private async Task DoneAsync((string Said, Guid? Set) done)
    {
        if (done.Set is { } set)
        {
            OfferUndo(done.Said, set);
        }

        await LoadAsync();
    }

    private async Task ShiftedAsync((string Said, Guid? Set) done)
    {
        Choose(false);
        await DoneAsync(done);
    }

    private void PlaceByClick(BoardVisit visit)
    {
        placing = visit;
        navigation.NavigateTo(navigation.WithQuery(("panel", null)));
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

    private BoardVisit? Find(Guid id) => view?.Visits.Concat(view.Tray).FirstOrDefault(v => v.Id == id);

    /// <summary>Null is the row of what nobody goes to; it shows while there is something in it.</summary>
    private IEnumerable<BoardPerson?> Rows(BoardView shown)
    {
        if (query.TechnicianId is null && !actor.OnlyOwn && (shown.Of(null).Any() || shown.JobsOf(null).Any()))
        {
            yield return null;
        }

        foreach (var person in shown.People)
        {
            yield return person;
        }
    }

    private VisitFace Face(BoardView shown, BoardVisit visit, BoardPerson? row, DateOnly day, int? minute)
    {
        var zone = Zone(visit.TenantId);
        return new VisitFace(
            visit, row?.Id, Open(visit), VisitTimes.Brief(visit, zone), AddressQuery.Text(day)!, minute, (int)(visit.End - visit.StartsAt!.Value).TotalMinutes, mayEdit && visit.IsMovable)
        {
            Warnings = VisitWarnings.Of(visit, row, shown, Company(visit.TenantId)),
            Tick = Tick(visit),
            Ticked = chosen.Contains(visit.Id),
        };
    }

    private static bool IsAway(BoardView shown, BoardPerson? row, DateOnly day) => row is not null && shown.Absences.Any(a => a.IsAllDay && a.Concerns(row, day));

    /// <summary>"4.5 h": what of the day is booked.</summary>
    private static string? Hours(BoardView shown, BoardPerson? row)
    {
        var minutes = shown.Of(row?.Id).Where(v => v.TakesTime).Sum(v => (v.End - v.StartsAt!.Value).TotalMinutes);
        return minutes > 0 ? string.Create(Culture, $"{minutes / BoardBoxes.MinutesAnHour:0.#} h") : null;
    }

    private string Label(BoardPerson person) => tenants.Shown.Count > 1 ? $"{person.Name} ({tenants.Find(person.TenantId)?.ShortName})" : person.Name;

    private static string NameOf(BoardPerson? row) => row?.Name ?? Nobody;

    private static string Left(int minute) => $"--from:{minute}";

    private TimeZoneInfo ZoneOf(BoardPerson? row) => Zone(row?.TenantId);

    private TimeZoneInfo Zone(string? company) => Company(company).TimeZone;

    private TenantRow Company(string? id) => tenants.Find(id) ?? tenants.One ?? tenants.All[0];

    private string Open(BoardVisit visit) => navigation.WithQuery(("panel", visit.Id.ToString()));

    private string At(CalendarLook look, DateOnly day) => navigation.WithQuery(("view", look == CalendarLook.Day ? null : look.ToString().ToLowerInvariant()), ("date", AddressQuery.Text(day)), ("panel", null));

    private string Zoomed(int by) => navigation.WithQuery(("zoom", Math.Clamp(Zoom + by, 0, HourWidths.Length - 1).ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
