using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing.Metrics;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Features.Jobs;
using PlumbingOps.Web.Features.Marketing.Calendar;
using PlumbingOps.Web.Features.Marketing.Posts;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Scoreboard;

public sealed partial class ScoreboardPage(ScoreboardService scores, MetricService metrics, LiveUpdates live, Me me, TenantChoice tenants, Mishaps mishaps, NavigationManager navigation)
{
    private readonly PageReads reads = new();
    private Data.Marketing.Scoreboard? board;
    private IReadOnlyList<ContentMix> mix = [];
    private IReadOnlyList<AccountFigures> figures = [];
    private IReadOnlyList<OverdueDraft>? drafts;
    private DateOnly monday;
    private TimeWords times = default!;
    private string? failure;
    private IDisposable? listening;

    private string CalendarTitle => new CalendarSpan(CalendarLook.Week, monday).Title;

    protected override async Task OnInitializedAsync()
    {
        listening = live.Subscribe(change => change.Touches("posts") || change.Touches("content_items") ? InvokeAsync(RefreshAsync) : Task.CompletedTask);
        navigation.LocationChanged += OnLocationChanged;
        await LoadAsync();
    }

    public void Dispose()
    {
        navigation.LocationChanged -= OnLocationChanged;
        listening?.Dispose();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (new Uri(e.Location).AbsolutePath == Urls.Scoreboard)
        {
            InvokeAsync(RefreshAsync);
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            var company = tenants.WithRoom(Feature.Marketing)[0];
            var actor = tenants.Narrow(await me.ActorAsync());
            times = tenants.Times(company.Id);
            monday = CalendarSpan.Monday(navigation.Day("week") ?? times.Today);
            board = await scores.WeekAsync(company.Id, monday, actor);
            mix = await scores.MixAsync(company.Id, monday, actor);
            figures = await metrics.ForWeekAsync(company.Id, monday, actor);
            drafts = navigation.Query("drafts") is { } whose ? await scores.OverdueDraftsAsync(company.Id, JobFilters.Id(whose), whose == PostFilters.Nobody, actor) : null;
            failure = null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            failure = mishaps.Explain(e);
        }
    }

    private static string At(DateOnly week) => $"{Urls.Scoreboard}?week={AddressQuery.Text(week)}";

    private static string Owner(ScoreRow row) => row.OwnerId?.ToString() ?? PostFilters.Nobody;

    private string Rows(ScoreNumber number, ScoreRow? row = null) => $"{Urls.Posts}?score={number}&week={AddressQuery.Text(monday)}{(row is null ? null : $"&owner={Owner(row)}")}";

    private string Drafts(string whose) => navigation.WithQuery(("drafts", whose));
}
