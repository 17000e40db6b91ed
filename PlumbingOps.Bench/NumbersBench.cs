using PlumbingOps.Data.Analytics;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Home;
using PlumbingOps.Data.Signals;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Bench;

/// <summary>
/// Home and the signals against the very statements they send through bare Npgsql. Analytics sends its statements by bare Npgsql already, so there it is
/// the time a person waits that counts: now, and as of a day a month ago, when the change log is read backwards.
/// </summary>
internal static class NumbersBench
{
    private const int Rounds = 40;
    private const int DaysBack = 30;
    private const double MostMilliseconds = 500;
    private const double MostOfADayGoneBy = 3_000;

    private static readonly string[] Tenants = [DemoPeople.AllCounty, DemoPeople.H2O];

    public static async Task<IReadOnlyList<Measurement>> RunAsync(Office office)
    {
        await Console.Error.WriteLineAsync("numbers");
        var by = await office.PersonAsync(Tenants);
        var today = await office.Get<TenantDirectory>().TodayAsync(DemoPeople.AllCounty);
        var numbers = office.Get<NumberService>();
        return
        [
            await BareReplay.CompareAsync(office, Tenants, "home: the day", () => office.Get<HomeService>().DayAsync(null, by)),
            await BareReplay.CompareAsync(office, Tenants, "home: what needs attention, with the owner's numbers", () => office.Get<AttentionService>().NowAsync(by)),
            await BareReplay.CompareAsync(office, Tenants, "signals", () => office.Get<SignalService>().ListAsync(by)),
            await SlowestAsync("home: the month's calls, p95", () => office.Get<HomeMonthService>().MonthAsync(today, by), MostMilliseconds),
            await SlowestAsync("home: technicians of 30 days, p95", () => numbers.TechniciansAsync(PeriodKind.Days30, by), MostMilliseconds),
            await SlowestAsync("analytics: 30 days, p95", () => numbers.ReadAsync(new NumberQuestion(), by), MostMilliseconds),
            await SlowestAsync("analytics: a year, p95", () => numbers.ReadAsync(new NumberQuestion(PeriodKind.Custom, today.AddYears(-1), today), by), MostOfADayGoneBy),
            await SlowestAsync($"analytics: as of {DaysBack} days ago, p95", () => numbers.ReadAsync(new NumberQuestion(AsOf: today.AddDays(-DaysBack)), by), MostOfADayGoneBy),
        ];
    }

    private static async Task<Measurement> SlowestAsync(string what, Func<Task> ours, double most) =>
        new(what, (await Turns.TakeAsync(Rounds, ours))[0].Slow(), null, null, most);
}
