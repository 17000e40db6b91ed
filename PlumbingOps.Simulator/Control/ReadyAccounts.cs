using PlumbingOps.Simulator.Facebook;
using PlumbingOps.Simulator.GoogleBusiness;
using PlumbingOps.Simulator.Instagram;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Control;

/// <summary>How many accounts to add, on top of those that are there.</summary>
public sealed record MoreAccounts(int Pages, int Profiles, int Locations);

/// <summary>An account with a token that works, without a walk through a consent page.</summary>
/// <param name="Token">The Page's token, Instagram's own, or Google's refresh token.</param>
public sealed record ReadyAccount(string Provider, string Id, string Name, string? Parent, string Token);

/// <summary>For demonstrations and load: accounts that are connected already.</summary>
public sealed class ReadyAccounts(SimulatedWorld world, TokenRegistry tokens, GoogleSignIn google)
{
    private static readonly HashSet<string> FacebookScopes =
    [
        "pages_show_list", "pages_manage_posts", "pages_read_engagement", "pages_manage_engagement", "pages_read_user_content", "read_insights", "pages_manage_metadata",
        "instagram_basic", "instagram_content_publish", "instagram_manage_comments", "instagram_manage_insights", "instagram_manage_contents",
    ];

    private static readonly HashSet<string> InstagramScopes =
        ["instagram_business_basic", "instagram_business_content_publish", "instagram_business_manage_comments", "instagram_business_manage_insights"];

    /// <summary>Tokens for everything that may be published to.</summary>
    public IReadOnlyList<ReadyAccount> Connect() => world.Do(() => Connected(page => true, profile => true, location => true));

    public IReadOnlyList<ReadyAccount> Add(MoreAccounts more) => world.Do(() =>
    {
        var added = new HashSet<string>();
        for (var i = 1; i <= more.Pages; i++)
        {
            var page = new FacebookPage { Id = world.State.NextId(), Name = $"Simulated Page {i}", UserName = $"simulated.page.{i}", Tasks = ["CREATE_CONTENT", "MANAGE"] };
            world.State.Pages[page.Id] = page;
            added.Add(page.Id);
        }

        for (var i = 1; i <= more.Profiles; i++)
        {
            var profile = new InstagramProfile { Id = world.State.NextId(), UserName = $"simulated.profile.{i}", Name = $"Simulated profile {i}" };
            world.State.Profiles[profile.Id] = profile;
            added.Add(profile.Id);
        }

        for (var i = 1; i <= more.Locations; i++)
        {
            var location = new GoogleLocation { Id = world.State.NextId(), Account = "102", Title = $"Simulated location {i}", Phone = "(760) 555-0199", Street = $"{i} Invented Way" };
            world.State.Locations[location.Id] = location;
            added.Add(location.Id);
        }

        var dana = world.State.People.Single(person => person.Id == Seed.Dana);
        dana.Roles.UnionWith(added);
        return Connected(page => added.Contains(page.Id), profile => added.Contains(profile.Id), location => added.Contains(location.Id));
    });

    private List<ReadyAccount> Connected(Func<FacebookPage, bool> pages, Func<InstagramProfile, bool> profiles, Func<GoogleLocation, bool> locations)
    {
        var dana = world.State.People.Single(person => person.Id == Seed.Dana);
        var user = tokens.IssueFacebookUser(Seed.MetaApp, dana.Id, [.. FacebookScopes], [.. dana.Roles], longLived: true);
        var refresh = google.IssueRefresh(Seed.GoogleClient, dana.Id, [GoogleAccess.Scope]);
        return
        [
            .. world.State.Pages.Values.Where(page => pages(page) && page is { MayPublish: true, WithoutToken: false })
                .Select(page => new ReadyAccount(Providers.Facebook, page.Id, page.Name, null, tokens.IssueFacebookPage(user, page.Id).Value)),
            .. world.State.Profiles.Values.Where(profile => profiles(profile) && profile.IsProfessional).Select(profile => new ReadyAccount(
                Providers.Instagram,
                profile.Id,
                profile.UserName,
                profile.Page,
                tokens.IssueInstagram(Seed.InstagramApp, dana.Id, profile.Id, [.. InstagramScopes], longLived: true).Value)),
            .. world.State.Locations.Values.Where(location => locations(location) && location.CanPost)
                .Select(location => new ReadyAccount(Providers.Google, location.Id, location.Title, $"accounts/{location.Account}", refresh.Value)),
        ];
    }
}
