using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Control;

/// <summary>A Page, profile or location, as somebody outside would find it.</summary>
public sealed record PublicAccount(string Provider, string Id, string Name, string Where, int Posts);

public sealed record PublicPost(string Id, DateTimeOffset At, string Text, string? Detail, IReadOnlyList<string> Pictures, int Comments);

/// <summary>What the public would see right now: nothing that is in moderation, scheduled, prepared or deleted.</summary>
public sealed class PublicView(SimulatedWorld world)
{
    public IReadOnlyList<PublicAccount> Accounts() => world.Do<IReadOnlyList<PublicAccount>>(() =>
    [
        .. world.State.Pages.Values.Select(page => new PublicAccount(Providers.Facebook, page.Id, page.Name, "Facebook Page", page.Posts.Count(post => post.IsVisible))),
        .. world.State.Profiles.Values.Select(profile =>
            new PublicAccount(Providers.Instagram, profile.Id, profile.UserName, "Instagram", profile.Media.Count(medium => !medium.IsDeleted))),
        .. world.State.Locations.Values.Select(location =>
            new PublicAccount(Providers.Google, location.LongName, location.Title, "Google Business Profile", location.Posts.Count(post => post.IsVisible))),
    ]);

    public IReadOnlyList<PublicPost> Posts(string account, int most) => world.Do<IReadOnlyList<PublicPost>>(() =>
    [
        .. (world.State.Pages.TryGetValue(account, out var page) ? OfPage(page)
            : world.State.Profiles.TryGetValue(account, out var profile) ? OfProfile(profile)
            : world.State.Locations.Values.FirstOrDefault(location => location.LongName == account) is { } location ? OfLocation(location)
            : []).Take(most),
    ]);

    /// <summary>The account on which a post with the address is, whether or not the public still sees it; and the post.</summary>
    public (string Account, string Post)? Find(string permalink) => world.Do<(string, string)?>(() =>
        world.State.Posts.Values.FirstOrDefault(post => post.Permalink == permalink) is { } post ? (post.Page.Id, post.Id)
        : world.State.Media.Values.FirstOrDefault(medium => medium.Permalink == permalink) is { } medium ? (medium.Profile.Id, medium.Id)
        : world.State.Locations.Values.SelectMany(location => location.Posts).FirstOrDefault(local => local.SearchUrl == permalink) is { } found ? (found.Location.LongName, found.Name)
        : null);

    private static IEnumerable<PublicPost> OfPage(Facebook.FacebookPage page) => Enumerable.Reverse(page.Posts).Where(post => post.IsVisible)
        .Select(post => new PublicPost(post.Id, post.CreatedAt, post.Message, post.Link, post.Photos, post.Comments.Count));

    private static IEnumerable<PublicPost> OfProfile(Instagram.InstagramProfile profile) => Enumerable.Reverse(profile.Media).Where(medium => !medium.IsDeleted)
        .Select(medium => new PublicPost(medium.Id, medium.PublishedAt, medium.Caption, medium.MediaType == "CAROUSEL_ALBUM" ? "Carousel" : null, medium.Sources, medium.Comments.Count));

    private static IEnumerable<PublicPost> OfLocation(GoogleBusiness.GoogleLocation location) => Enumerable.Reverse(location.Posts).Where(post => post.IsVisible)
        .Select(post => new PublicPost(
            post.Name, post.CreatedAt, post.Summary, (string?)post.Content["callToAction"]?["actionType"], [.. new[] { (string?)post.Content["media"]?[0]?["sourceUrl"] }.OfType<string>()], 0));
}
