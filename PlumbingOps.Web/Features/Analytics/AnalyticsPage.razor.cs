using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using PlumbingOps.Data;
using PlumbingOps.Data.Analytics;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Analytics;

public sealed partial class AnalyticsPage(NumberService service, Me me, TenantChoice tenants, Mishaps mishaps, NavigationManager navigation)
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-US");

    /// <summary>Of one moment; the others are of the period.</summary>
    private static readonly HashSet<NumberKey> OfTheMoment =
    [
        NumberKey.JobsActive, NumberKey.JobsOnHold, NumberKey.JobsCompleted, NumberKey.JobsThisWeek, NumberKey.CallsOpen, NumberKey.CallsOnHold, NumberKey.CallsCompleted,
        NumberKey.RequestsPending, NumberKey.RequestsSent, NumberKey.RequestsAnswered, NumberKey.RequestsLost, NumberKey.RequestsExpired, NumberKey.TicketsOpen, NumberKey.BidsOpen,
    ];

    private static readonly NumberKey[] Stars = [NumberKey.Stars1, NumberKey.Stars2, NumberKey.Stars3, NumberKey.Stars4, NumberKey.Stars5];

    private NumberQuestion question = new();
    private Numbers? numbers;
    private TimeWords times = default!;
    private string? failure;
    private bool allCallsAreAsked;
    /// <summary>The last question, and the last one that has its answer: a year's or a gone day's takes a while.</summary>
    private int asked, answered;

    private string Now => numbers!.IsNow ? "Now" : $"At the end of {times.Day(numbers.AsOf)}";

    private string CsvHref => $"{Urls.AnalyticsCsv}{new Uri(navigation.Uri).Query}";

    protected override async Task OnInitializedAsync()
    {
        navigation.LocationChanged += OnLocationChanged;
        await LoadAsync();
    }

    public void Dispose() => navigation.LocationChanged -= OnLocationChanged;

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (new Uri(e.Location).AbsolutePath == Urls.Analytics)
        {
            InvokeAsync(async () =>
            {
                var loading = LoadAsync();
                StateHasChanged();
                await loading;
                StateHasChanged();
            });
        }
    }

    private async Task LoadAsync()
    {
        var mine = ++asked;
        question = NumberAddress.Read(navigation.Query);
        times = tenants.Times();
        allCallsAreAsked = tenants.Shown.All(t => !t.Features.Contains(Feature.ServiceCalls) || t.Features.Contains(Feature.Reviews));
        try
        {
            var found = await service.ReadAsync(question, tenants.Narrow(await me.ActorAsync()));
            if (mine == asked)
            {
                (numbers, failure) = (found, null);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (mine == asked)
            {
                failure = mishaps.Explain(e);
            }
        }
        finally
        {
            answered = Math.Max(answered, mine);
        }
    }

    private string PeriodHref(PeriodKind kind) => navigation.WithQuery((NumberAddress.Period, kind == PeriodKind.Days30 ? null : kind.ToString()), (NumberAddress.From, null), (NumberAddress.To, null));

    private void ChooseDays((DateOnly? From, DateOnly? To) days) => navigation.NavigateTo(navigation.WithQuery(
        (NumberAddress.Period, (days.From ?? days.To) is null ? null : nameof(PeriodKind.Custom)), (NumberAddress.From, AddressQuery.Text(days.From)), (NumberAddress.To, AddressQuery.Text(days.To))));

    private void ChooseAsOf(DateOnly? day) => navigation.NavigateTo(navigation.WithQuery((NumberAddress.AsOf, day is null || day >= numbers?.Today ? null : AddressQuery.Text(day))));

    private static (IReadOnlyList<Number> Standing, IReadOnlyList<Number> Period) Split(NumberGroup group) =>
        ([.. group.Numbers.Where(n => OfTheMoment.Contains(n.Key))], [.. group.Numbers.Where(n => !OfTheMoment.Contains(n.Key) && !Stars.Contains(n.Key))]);

    private static string ChartTitle(NumberGroupKind group) => group switch
    {
        NumberGroupKind.Jobs => "Jobs completed by week",
        NumberGroupKind.Calls => "Calls completed by week",
        NumberGroupKind.Reviews => "Reviews by week",
        _ => "Bids decided by week",
    };

    private static IReadOnlyList<string> SeriesOf(NumberGroupKind group) => group switch
    {
        NumberGroupKind.Reviews => ["Reviews"],
        NumberGroupKind.Bids => ["Won", "Lost"],
        _ => ["Completed"],
    };

    private IReadOnlyList<NumbersChart.Bar> BarsOf(NumberGroup group) =>
    [
        .. group.Weeks.Select(week => new NumbersChart.Bar(
            week.Monday.ToString(week.Monday.Year == numbers!.Today.Year ? "d MMM" : "d MMM yyyy", Culture),
            group.Kind == NumberGroupKind.Bids ? [week.Count, week.Second] : [week.Count],
            NumberLinks.Week(group.Kind, week.Monday, numbers),
            week.Average is { } stars ? stars.ToString("0.00", Culture) : NumberWords.None)),
    ];

    private IReadOnlyList<NumbersChart.Bar> StarsOf(NumberGroup group) =>
        [.. Stars.Select(key => new NumbersChart.Bar(NumberWords.Title(key), [group.Find(key)?.Value ?? 0], NumberLinks.Rows(key, numbers!)))];
}
