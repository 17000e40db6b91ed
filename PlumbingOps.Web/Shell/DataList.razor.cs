using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using PlumbingOps.Data;

namespace PlumbingOps.Web.Shell;

/// <summary>
/// Our list: a plain table over server-side key paging. Order, filters and cursor live in the address. Few components and
/// few handlers on purpose: every open list is memory for as long as the tab is open, and people leave tabs open all day.
/// </summary>
public sealed partial class DataList<TRow>(NavigationManager navigation, Mishaps mishaps) : ComponentBase, IDisposable
{
    private const int SortKeyMaxLength = 40;

    private readonly List<Column<TRow>> columns = [];
    private readonly HashSet<string> selected = [];
    private IReadOnlyList<TRow> shownRows = [];
    private HashSet<string> gone = [];
    private ListPage<TRow>? page;
    private string? failure;
    private string place = "";
    private string? loadedFor;
    private object? loadedWatch;
    private string? countedFor;
    private (int? Count, bool IsCapped) count;
    private bool busy;
    private bool outdated;
    private bool disposed;
    private int generation;

    /// <summary>Asks the service for a page.</summary>
    [Parameter, EditorRequired] public Func<ListRequest, Task<ListPage<TRow>>> Load { get; set; } = default!;

    /// <summary>The row's id.</summary>
    [Parameter, EditorRequired] public Func<TRow, object> Key { get; set; } = default!;

    /// <summary>What the list holds, for screen readers: "Jobs".</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>Where a row opens.</summary>
    [Parameter] public Func<TRow, string>? Href { get; set; }

    /// <summary>The <see cref="Column{TRow}"/>s.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    [Parameter] public int PageSize { get; set; } = 50;

    /// <summary>The order when the address names none.</summary>
    [Parameter] public string? DefaultSort { get; set; }

    [Parameter] public bool DefaultDescending { get; set; }

    /// <summary>Prefixes the keys in the address; for a second list on a page, which then also does not answer to the page's filters.</summary>
    [Parameter] public string? Name { get; set; }

    /// <summary>The list loads again whenever this value changes.</summary>
    [Parameter] public object? Watch { get; set; }

    /// <summary>"is-overdue", "is-done", "is-quiet", or null.</summary>
    [Parameter] public Func<TRow, string?>? RowClass { get; set; }

    /// <summary>Quick actions, shown on hover and on focus.</summary>
    [Parameter] public RenderFragment<TRow>? RowActions { get; set; }

    [Parameter] public bool Selectable { get; set; }

    /// <summary>Buttons for the selected rows.</summary>
    [Parameter] public RenderFragment<IReadOnlyList<TRow>>? BulkActions { get; set; }

    /// <summary>After each load: the page header takes its count from here.</summary>
    [Parameter] public EventCallback<ListPage<TRow>> OnLoaded { get; set; }

    /// <summary>Nothing exists yet: "No jobs yet".</summary>
    [Parameter] public string EmptyTitle { get; set; } = "Nothing here yet";

    /// <summary>What this list is for.</summary>
    [Parameter] public string? EmptyText { get; set; }

    /// <summary>The one next step.</summary>
    [Parameter] public RenderFragment? EmptyStep { get; set; }

    [Parameter] public string FilteredTitle { get; set; } = "Nothing matches";

    /// <summary>An address that answers with all filtered rows as CSV; the filters are appended.</summary>
    [Parameter] public string? CsvHref { get; set; }

    private NavigationManager Navigation => navigation;

    private IReadOnlyList<TRow> SelectedRows => [.. shownRows.Where(row => selected.Contains(KeyOf(row)))];

    private Column<TRow>? MainColumn => columns.Find(column => column.Main) ?? columns.FirstOrDefault();

    private int ColumnCount => columns.Count + (Selectable ? 1 : 0) + (RowActions is null ? 0 : 1);

    private bool Filtered => Name is null && navigation.FilterKeys().Count > 0;

    private bool IsPaged => After is not null || Before is not null;

    private string? After => navigation.Query(KeyName("after"));

    private string? Before => navigation.Query(KeyName("before"));

    private string FirstPageHref => PageHref();

    private string CsvAddress => CsvHref + new Uri(navigation.WithQuery(("after", null), ("before", null), ("panel", null))).Query;

    private string CountText
    {
        get
        {
            var here = shownRows.Count - gone.Count;
            return count.Count is not { } all || all <= here && !count.IsCapped
                ? $"{here:N0} shown"
                : $"{here:N0} of {all:N0}{(count.IsCapped ? "+" : null)}";
        }
    }

    /// <summary>
    /// Reads the same page again without moving anything under the pointer: rows keep their places, changed cells flash, rows that
    /// left the list fade, and a line offers the new order. For live updates and after a row's own quick action.
    /// </summary>
    /// <remarks>Overtaking a load in the true order, it finishes what that one began.</remarks>
    public Task ReloadAsync() => LoadAsync(keepPlaces: page is not null && !busy);

    /// <summary>Reads the page again in its true order: after something was added.</summary>
    public Task RefreshAsync() => LoadAsync();

    public void ClearSelection()
    {
        selected.Clear();
        StateHasChanged();
    }

    public void Dispose()
    {
        disposed = true;
        navigation.LocationChanged -= OnLocationChanged;
    }

    internal void Add(Column<TRow> column) => columns.Add(column);

    internal void Remove(Column<TRow> column) => columns.Remove(column);

    protected override void OnInitialized()
    {
        place = navigation.ToAbsoluteUri(navigation.Uri).AbsolutePath;
        navigation.LocationChanged += OnLocationChanged;
    }

    protected override async Task OnParametersSetAsync() => await FollowAsync();

    /// <summary>Another query on the same page; the router does not render a page again for that. Leaving for another page is none of ours.</summary>
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (navigation.ToAbsoluteUri(e.Location).AbsolutePath == place)
        {
            _ = InvokeAsync(async () =>
            {
                // A page with parameters from the query takes them first, for its Load reads them.
                await Task.Yield();
                await FollowAsync();
            });
        }
    }

    private async Task FollowAsync()
    {
        var address = StateInAddress();
        if (!disposed && (address != loadedFor || !Equals(Watch, loadedWatch)))
        {
            loadedWatch = Watch;
            loadedFor = address;
            selected.Clear();
            await LoadAsync();
        }
    }

    private async Task LoadAsync(bool keepPlaces = false)
    {
        var mine = ++generation;
        busy = !keepPlaces;
        failure = null;
        StateHasChanged();
        try
        {
            var (sort, descending) = SortNow();
            var read = await Load(new ListRequest(sort, descending, After, Before, PageSize));
            if (mine != generation || disposed)
            {
                return;
            }

            Show(read, keepPlaces);
            await OnLoaded.InvokeAsync(read with { Count = count.Count, CountIsCapped = count.IsCapped });
        }
        catch (OperationCanceledException)
        {
            // The page is closing.
        }
        catch (RuleException) when (page is null && Name is null && !disposed)
        {
            // The page's own list is refused before it showed anything: the room is switched off or not this person's. Trying again would not help.
            throw;
        }
        catch (Exception e) when (!disposed)
        {
            if (mine == generation)
            {
                failure = mishaps.Explain(e);
            }
        }
        finally
        {
            if (mine == generation && !disposed)
            {
                busy = false;
                StateHasChanged();
            }
        }
    }

    private void Show(ListPage<TRow> read, bool keepPlaces)
    {
        RememberCount(read);
        if (keepPlaces && shownRows.Count > 0)
        {
            var fresh = read.Rows.ToDictionary(KeyOf);
            var places = shownRows.Select(KeyOf).ToList();
            shownRows = [.. shownRows.Select(row => fresh.GetValueOrDefault(KeyOf(row), row))];
            gone = [.. places.Where(key => !fresh.ContainsKey(key))];
            outdated = !read.Rows.Select(KeyOf).SequenceEqual(places.Where(fresh.ContainsKey));
        }
        else
        {
            shownRows = read.Rows;
            gone = [];
            outdated = false;
        }

        selected.IntersectWith(shownRows.Select(KeyOf));
        page = read;
    }

    /// <summary>A service counts on the first page only; the number holds while the filters do.</summary>
    private void RememberCount(ListPage<TRow> read)
    {
        var filters = navigation.WithQuery((KeyName("sort"), null), (KeyName("after"), null), (KeyName("before"), null));
        if (read.Count is not null || filters != countedFor)
        {
            count = (read.Count, read.CountIsCapped);
            countedFor = filters;
        }
    }

    private string StateInAddress() =>
        Name is not null
            ? string.Join('\n', navigation.Query(KeyName("sort")), After, Before)
            : navigation.WithQuery(("tab", null), ("panel", null));

    private string KeyName(string key) => Name is null ? key : $"{Name}.{key}";

    private string KeyOf(TRow row) => Key(row).ToString()!;

    /// <summary>Any key may stand in the address; the service knows its own and takes its usual order for the rest.</summary>
    private (string? Sort, bool Descending) SortNow()
    {
        var asked = navigation.Query(KeyName("sort"));
        var descending = asked?.StartsWith('-') == true;
        var key = descending ? asked![1..] : asked;
        return key is { Length: > 0 and <= SortKeyMaxLength } ? (key, descending) : (DefaultSort, DefaultDescending);
    }

    private string SortHref(Column<TRow> column)
    {
        var (sort, descending) = SortNow();
        var down = sort == column.SortKey ? !descending : column.DescendingFirst;
        return navigation.WithQuery(
            (KeyName("sort"), (down ? "-" : "") + column.SortKey), (KeyName("after"), null), (KeyName("before"), null));
    }

    private string PageHref(string? after = null, string? before = null) =>
        navigation.WithQuery((KeyName("after"), after), (KeyName("before"), before));

    private string? AriaSort(Column<TRow> column)
    {
        var (sort, descending) = SortNow();
        return column.SortKey is null || sort != column.SortKey ? null : descending ? "descending" : "ascending";
    }

    private string? ClassOf(TRow row, string key) =>
        gone.Contains(key) ? "is-gone" : RowClass?.Invoke(row);

    private void OnRowSelect(RowSelectEventArgs change)
    {
        if (!change.Selected)
        {
            selected.ExceptWith(change.Keys);
            return;
        }

        selected.UnionWith(change.Keys);
        selected.IntersectWith(shownRows.Select(KeyOf));
    }
}
