using System.Reflection;
using Microsoft.AspNetCore.Components;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Sights;

public sealed class EveryPageTests
{
    private static readonly IReadOnlyList<Sight> All = [.. DemonstrationSights.All, .. OfficeSights.All, .. SignInSights.All, .. EmptyHouseSights.All];

    [Fact]
    public void Every_page_is_looked_at()
    {
        var routes = typeof(Urls).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template).ToList();
        Assert.True(routes.Count > 25, "The pages were not found.");

        var looked = All.Select(sight => sight.Route).ToHashSet();
        var missing = routes.Except(looked).Order().ToList();

        Assert.True(missing.Count == 0, $"No sight shows {string.Join(", ", missing)}: add one beside the others in Sights/.");
    }

    [Fact]
    public void No_two_pictures_have_one_name()
    {
        var names = All.Select(sight => sight.Name).ToList();
        Assert.Equal(names.Distinct(), names);
    }
}
