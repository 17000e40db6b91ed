using System.Globalization;
using PlumbingOps.Data;
using PlumbingOps.Data.Analytics;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Analytics;

public static class AnalyticsEndpoints
{
    private const decimal Cents = 100m;

    private static readonly string[] Titles = ["Group", "Number", "Value", "Unit", "Part", "Of", "In the days before", "From", "To", "As of", "What is counted"];

    public static void MapAnalytics(this IEndpointRouteBuilder app) =>
        app.MapGet(Urls.AnalyticsCsv, AnswerAsync).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.SeeNumbers));

    private static async Task<IResult> AnswerAsync(NumberService service, Me me, TenantChoice tenants, HttpContext http, CancellationToken cancellationToken)
    {
        if (await me.FindActorAsync(http.User) is not { } actor)
        {
            return Results.Unauthorized();
        }

        await tenants.StartAsync(actor, http.Request.Cookies[TenantChoice.Cookie]);
        try
        {
            var numbers = await service.ReadAsync(NumberAddress.Read(ListFile.Value(http)), tenants.Narrow(actor), cancellationToken);
            http.Response.Headers.CacheControl = "no-store";
            return CsvFile.Of("analytics.csv", Titles, Rows(numbers).ToAsyncEnumerable());
        }
        catch (RuleException)
        {
            return Results.Forbid();
        }
    }

    private static IEnumerable<IReadOnlyList<string?>> Rows(Numbers numbers)
    {
        string?[] days = [AddressQuery.Text(numbers.Period.From), AddressQuery.Text(numbers.Period.To), AddressQuery.Text(numbers.AsOf)];
        foreach (var group in numbers.Groups)
        {
            foreach (var n in group.Numbers)
            {
                var money = NumberWords.Unit(n.Key) == NumberUnit.Money;
                yield return
                [
                    NumberWords.Title(group.Kind), NumberWords.Title(n.Key), Text(money ? n.Value / Cents : n.Value), money ? "dollars" : EnumWords.Of(NumberWords.Unit(n.Key)).ToLowerInvariant(), Text(n.Part), Text(n.Whole),
                    Text(money ? n.Before / Cents : n.Before), .. days, NumberWords.Meaning(n.Key),
                ];
            }
        }

        foreach (var who in numbers.Technicians ?? [])
        {
            foreach (var (title, value, unit) in new (string, decimal?, string)[] { ("Scheduled", who.Scheduled, "count"), ("Completed", who.Completed, "count"), ("Sold", who.Sold, "count"), ("Lost", who.Lost, "count"), ("Conversion", who.Conversion, "percent") })
            {
                yield return [NumberWords.Title(NumberGroupKind.Technicians), $"{who.Name}: {title}", Text(value), unit, null, null, null, .. days, null];
            }
        }
    }

    private static string? Text(decimal? number) => number?.ToString("0.##", CultureInfo.InvariantCulture);
}
