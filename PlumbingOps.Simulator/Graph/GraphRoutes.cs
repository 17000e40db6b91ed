using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Facebook;
using PlumbingOps.Simulator.Instagram;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Graph;

/// <summary>What each Graph address means. Ids are unique in the world, so the id says what kind of thing an address is about.</summary>
public sealed class GraphRoutes(
    SimulatedWorld world, GraphAccess access, FacebookSignIn signIn, PagesOfPerson pages, PagePublishing publishing, PageMedia media, PageReads reads, PageInsights insights,
    InstagramSignIn instagramSignIn, Containers containers, InstagramPublishing instagram, InstagramReads instagramReads)
{
    public Answer Facebook(Call call) => (call.Method, call.Path) switch
    {
        ("GET" or "POST", ["oauth", "access_token"]) => signIn.Exchange(call),
        ("GET", ["debug_token"]) => signIn.Inspect(call),
        ("GET", ["me"]) => pages.Me(call),
        ("GET", ["me", "permissions"]) => signIn.Permissions(call),
        ("DELETE", ["me", "permissions"]) => signIn.Revoke(call, null),
        ("DELETE", ["me", "permissions", var permission]) => signIn.Revoke(call, permission),
        ("GET", ["me", "accounts"]) => pages.Accounts(call),
        ("GET", ["me", "businesses"]) => pages.Businesses(call),
        ("GET", [var portfolio, "owned_pages"]) => pages.PagesOf(call, portfolio, owned: true),
        ("GET", [var portfolio, "client_pages"]) => pages.PagesOf(call, portfolio, owned: false),
        ("POST", [var page, "feed"]) => publishing.Feed(call, page),
        ("POST", [var page, "photos"]) => media.Photos(call, page),
        ("GET", [var page, "feed" or "published_posts"]) => reads.Published(call, page),
        ("GET", [var page, "scheduled_posts"]) => reads.Scheduled(call, page),
        ("GET" or "POST", [var page, "subscribed_apps"]) => pages.Subscribe(call, page),
        ("GET", [var page, "insights"]) when world.State.Pages.ContainsKey(page) => insights.Page(call, page),
        ("GET", [var post, "insights"]) when world.State.Posts.ContainsKey(post) => insights.Post(call, post),
        ("POST", [var post, "comments"]) when !world.State.Media.ContainsKey(post) => publishing.Comment(call, post),
        ("GET", [var page]) when world.State.Pages.ContainsKey(page) => pages.Page(call, page),
        ("GET", [var post]) when world.State.Posts.ContainsKey(post) => reads.Post(call, post),
        ("POST", [var post]) when world.State.Posts.ContainsKey(post) => publishing.Edit(call, post),
        ("DELETE", [var post]) when world.State.Posts.ContainsKey(post) => publishing.Delete(call, post),
        _ => Profiles(call),
    };

    public Answer Instagram(Call call) => (call.Method, call.Path) switch
    {
        ("GET", ["access_token"]) => instagramSignIn.Lengthen(call),
        ("GET", ["refresh_access_token"]) => instagramSignIn.Refresh(call),
        ("GET", ["me"]) => instagramReads.Profile(call, "me"),
        ("POST", ["me", "subscribed_apps"]) => instagramReads.Subscribe(call),
        _ => Profiles(call),
    };

    public Answer InstagramLogin(Call call) =>
        (call.Method, call.Path) is ("POST", ["oauth", "access_token"]) ? instagramSignIn.Exchange(call) : throw Unknown(call);

    /// <summary>The same for both logins.</summary>
    private Answer Profiles(Call call) => (call.Method, call.Path) switch
    {
        ("POST", [var profile, "media"]) => containers.Create(call, profile),
        ("GET", [var profile, "media"]) => instagramReads.Media(call, profile),
        ("POST", [var profile, "media_publish"]) => instagram.Publish(call, profile),
        ("GET", [var profile, "content_publishing_limit"]) => instagram.Quota(call, profile),
        ("POST", [var medium, "comments"]) when world.State.Media.ContainsKey(medium) => instagram.Comment(call, medium),
        ("GET", [var medium, "insights"]) when world.State.Media.ContainsKey(medium) => instagramReads.MediumInsights(call, medium),
        ("GET", [var profile, "insights"]) => instagramReads.ProfileInsights(call, profile),
        ("GET", [var container]) when world.State.Containers.ContainsKey(container) => containers.Read(call, container),
        ("GET", [var medium]) when world.State.Media.ContainsKey(medium) => instagramReads.Medium(call, medium),
        ("DELETE", [var medium]) when world.State.Media.ContainsKey(medium) => instagram.Delete(call, medium),
        ("GET", [var profile]) when world.State.Profiles.ContainsKey(profile) => instagramReads.Profile(call, profile),
        _ => throw Unknown(call),
    };

    private RefusalException Unknown(Call call)
    {
        access.Token(call);
        return call.Path is [var id] ? GraphError.Missing(id) : GraphError.Refuse(2500, message: $"Unknown path components: /{string.Join('/', call.Path)}");
    }
}
