using PlumbingOps.Simulator.Facebook;
using PlumbingOps.Simulator.GoogleBusiness;
using PlumbingOps.Simulator.Instagram;

namespace PlumbingOps.Simulator.World;

/// <summary>The world as it begins: two invented companies, their Pages, profiles and locations, and the people who look after them.</summary>
public static class Seed
{
    public const string MetaApp = "580000000000000001";
    public const string MetaSecret = "fake-app-secret";
    public const string InstagramApp = "590000000000000001";
    public const string InstagramSecret = "fake-instagram-secret";
    public const string GoogleClient = "simulated.apps.example.com";
    public const string GoogleSecret = "fake-google-secret";
    public const string VerifyToken = "fake-verify-token";

    public const string AllCountyPage = "100000000000000001";
    public const string AllCountyNorthPage = "100000000000000002";
    public const string H2OPage = "100000000000000003";

    /// <summary>Nobody here may post on it: the tasks say so.</summary>
    public const string H2OReadOnlyPage = "100000000000000004";

    /// <summary>Comes without a token.</summary>
    public const string CareersPage = "100000000000000005";

    public const string AllCountyProfile = "178400000000000001";
    public const string H2OProfile = "178400000000000002";

    /// <summary>Has no Page: only Instagram's own login reaches it.</summary>
    public const string TipsProfile = "178400000000000003";

    /// <summary>Not professional: refused.</summary>
    public const string PersonalProfile = "178400000000000004";

    public const string Portfolio = "300000000000000001";

    public const string Dana = "200000000000000001";
    public const string Rae = "200000000000000002";
    public const string Lee = "200000000000000003";

    private static readonly string[] EveryTask = ["MANAGE", "CREATE_CONTENT", "MODERATE", "MESSAGING", "ADVERTISE", "ANALYZE"];

    public static WorldState Make(SimulatorOptions options, DateTimeOffset now)
    {
        var state = new WorldState(options.FirstId);
        // Whoever says where to, wants to be told.
        state.Settings.WebhooksByThemselves = options.Webhooks is not null;
        AddApps(state, options);
        AddPeople(state);
        AddPages(state);
        AddProfiles(state);
        AddGoogle(state, now);
        return state;
    }

    private static void AddApps(WorldState state, SimulatorOptions options)
    {
        AppRegistration[] apps =
        [
            new(MetaApp, MetaSecret, "www.facebook.com", options.Redirect),
            new(InstagramApp, InstagramSecret, "www.instagram.com", options.Redirect),
            new(GoogleClient, GoogleSecret, "accounts.google.com", options.Redirect),
        ];
        foreach (var app in apps)
        {
            state.Apps[app.Id] = app;
        }
    }

    private static void AddPeople(WorldState state) => state.People.AddRange(
    [
        new(Dana, "Dana Whitlock")
        {
            Roles = [AllCountyPage, AllCountyNorthPage, H2OPage, H2OReadOnlyPage, CareersPage, AllCountyProfile, H2OProfile, TipsProfile],
            GoogleAccounts = ["101", "102", "103"],
        },
        new(Rae, "Rae Castellan") { Roles = [AllCountyPage, CareersPage, AllCountyProfile], GoogleAccounts = ["102"] },
        new(Lee, "Lee Marlowe") { Roles = [H2OPage, H2OReadOnlyPage, H2OProfile, TipsProfile, PersonalProfile], GoogleAccounts = ["103"] },
    ]);

    private static void AddPages(WorldState state)
    {
        FacebookPage[] pages =
        [
            new() { Id = AllCountyPage, Name = "All County Plumbing", UserName = "allcountyplumbing.example", Tasks = EveryTask, Instagram = AllCountyProfile },
            new() { Id = AllCountyNorthPage, Name = "All County Plumbing North", UserName = "allcountynorth.example", Tasks = ["CREATE_CONTENT", "ANALYZE"] },
            new() { Id = H2OPage, Name = "H2O Plumbers", UserName = "h2oplumbers.example", Tasks = EveryTask, Instagram = H2OProfile },
            new() { Id = H2OReadOnlyPage, Name = "H2O Plumbers Emergency", UserName = "h2oemergency.example", Tasks = ["MODERATE", "ANALYZE"] },
            new() { Id = CareersPage, Name = "All County Plumbing Careers", UserName = "allcountycareers.example", Tasks = EveryTask, WithoutToken = true, Portfolio = Portfolio },
        ];
        foreach (var page in pages)
        {
            state.Pages[page.Id] = page;
        }
    }

    private static void AddProfiles(WorldState state)
    {
        InstagramProfile[] profiles =
        [
            new() { Id = AllCountyProfile, UserName = "allcountyplumbing", Name = "All County Plumbing", Page = AllCountyPage },
            new() { Id = H2OProfile, UserName = "h2oplumbers", Name = "H2O Plumbers", Page = H2OPage },
            new() { Id = TipsProfile, UserName = "h2o.drain.tips", Name = "H2O Drain Tips" },
            new() { Id = PersonalProfile, UserName = "lee.at.home", Name = "Lee Marlowe", IsProfessional = false },
        ];
        foreach (var profile in profiles)
        {
            state.Profiles[profile.Id] = profile;
        }
    }

    private static void AddGoogle(WorldState state, DateTimeOffset now)
    {
        state.GoogleAccounts.AddRange(
        [
            new("101", "Dana Whitlock", "PERSONAL", "PRIMARY_OWNER"),
            new("102", "All County Plumbing", "LOCATION_GROUP", "OWNER"),
            new("103", "H2O Plumbers", "LOCATION_GROUP", "MANAGER"),
        ]);
        GoogleLocation[] locations =
        [
            new() { Id = "9001", Account = "102", Title = "All County Plumbing", Phone = "(760) 555-0101", Street = "100 Invented Way" },
            new() { Id = "9002", Account = "102", Title = "All County Plumbing North", Phone = "(760) 555-0102", Street = "200 Invented Way" },
            new() { Id = "9003", Account = "102", Title = "All County Plumbing Showroom", Phone = "(760) 555-0103", Street = "300 Invented Way", Obstacle = "verify" },
            new() { Id = "9101", Account = "103", Title = "H2O Plumbers", Phone = "(760) 555-0111", Street = "400 Invented Way" },
            new() { Id = "9102", Account = "103", Title = "H2O Plumbers Harbor", Phone = "(760) 555-0112", Street = "500 Invented Way" },
            new() { Id = "9103", Account = "103", Title = "H2O Plumbers Depot", Phone = "(760) 555-0113", Street = "600 Invented Way", Obstacle = "complyWithGuidelines" },
        ];
        foreach (var location in locations)
        {
            location.Reviews.AddRange(SeedReviews.For(location, now));
            state.Locations[location.Id] = location;
        }
    }
}
