using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Tenants;

/// <summary>A company's id stands in addresses beside our own words.</summary>
public sealed partial class CompanyAddressTests : IAsyncLifetime
{
    private PeopleOffice office = null!;

    public async ValueTask InitializeAsync() => office = await PeopleOffice.OpenAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task No_company_is_given_the_name_of_one_of_our_own_pages()
    {
        var ana = await office.ActorAsync("ana");
        var companies = office.Get<CompanyService>();
        var input = new CompanyInput { Name = "Requests", ShortName = "RQ", Color = "#8B5CF6", Features = [Feature.Reviews] };

        var first = await companies.CreateAsync(input, ana);

        Assert.Equal("requests_2", first);
        input = new CompanyInput { Name = "Requests!", ShortName = "RQ2", Color = "#B45309", Features = [Feature.Reviews] };
        Assert.Equal("requests_3", await companies.CreateAsync(input, ana));
    }

    [Fact]
    public async Task Every_word_that_stands_where_a_company_s_id_may_stand_is_reserved()
    {
        await using var house = new WebHouse(office.Connections, office.Clock);
        var routes = house.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct().ToList();
        var rooms = new[] { Urls.PublicReviewsRoute, Urls.CompanyRoute }.Select(route => route[..(route.IndexOf('{', StringComparison.Ordinal))]).ToList();
        Assert.All(rooms, room => Assert.Contains(routes, route => route.StartsWith(room + "{", StringComparison.Ordinal)));

        var words = routes.SelectMany(route => rooms.Where(room => route.StartsWith(room, StringComparison.Ordinal)).Select(room => route[room.Length..].Split('/')[0])).Where(word => AnId().IsMatch(word)).ToHashSet();

        Assert.Contains("requests", words);
        Assert.Empty(words.Except(CompanyIds.Reserved));
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex AnId();
}
