using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.AccessMatrix;

/// <summary>Every page and endpoint × nobody and every role, over the real pipeline, against <see cref="AccessTable"/>.</summary>
public sealed partial class PageAccessTests : IAsyncLifetime
{
    private static readonly IReadOnlyDictionary<string, AccessRow> Table = AccessRow.Read(AccessTable.Addresses);
    private PeopleOffice office = null!;
    private WebHouse house = null!;

    public async ValueTask InitializeAsync()
    {
        office = await PeopleOffice.OpenAsync();
        house = new WebHouse(office.Connections, office.Clock);
        // What a link can address: pages and endpoints. Files of the program itself, scripts and styles, are nobody's secret.
        Addresses = house.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => "/" + (endpoint.RoutePattern.RawText ?? "").TrimStart('/'))
            .Where(address => !StaticFile().IsMatch(address)).Distinct().Order(StringComparer.Ordinal).ToList();
    }

    private IReadOnlyList<string> Addresses { get; set; } = [];

    public async ValueTask DisposeAsync()
    {
        await house.DisposeAsync();
        await office.DisposeAsync();
    }

    [Fact]
    public void The_table_and_the_program_name_the_same_addresses()
    {
        Assert.True(Addresses.Count > 15, "The pages were not found.");
        AccessRow.None(Addresses.Except(Table.Keys).Select(address => $"{address} has no row in AccessTable.Addresses"));
        AccessRow.None(Table.Keys.Except(Addresses).Select(address => $"{address} is in AccessTable.Addresses and in no page"));
    }

    [Fact]
    public async Task Only_the_roles_of_the_table_get_in()
    {
        var browsers = new Dictionary<string, HttpClient>();
        foreach (var role in Roles.All)
        {
            browsers[role] = await house.SignedInAsync(DemoPeople.Cast.First(person => person.Role == role).UserName);
        }

        var nobody = house.Browser();
        var wrong = new List<string>();
        foreach (var row in Table.Values)
        {
            var address = Parameter().Replace(row.Name, match => match.Value.Contains("guid", StringComparison.Ordinal) ? Guid.Empty.ToString() : "unknown");
            var may = new List<string>();
            foreach (var (role, browser) in browsers)
            {
                if (await GetsInAsync(browser, address))
                {
                    may.Add(role);
                }
            }

            var everybody = await GetsInAsync(nobody, address);
            if (everybody != row.Roles is null || !everybody && !may.ToHashSet().SetEquals(row.Roles!))
            {
                wrong.Add($"{row.Name} {(everybody ? "*" : AccessRow.InWords(may))}");
            }
        }

        AccessRow.None(wrong);
    }

    /// <summary>Whoever may not is sent to sign in, or to the page that says there is nothing.</summary>
    private static async Task<bool> GetsInAsync(HttpClient browser, string address)
    {
        using var answer = await browser.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return !(answer.StatusCode == HttpStatusCode.Found && Turned().IsMatch(answer.Headers.Location!.OriginalString));
    }

    [GeneratedRegex(@"/account/sign-in\?|/not-found\?")]
    private static partial Regex Turned();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^/(_content|_framework|css|js|fonts|PlumbingOps\.Web\.|favicon)|\.(css|js|svg|woff2|txt|gz|br|map)$")]
    private static partial Regex StaticFile();
}
