using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Web.Shell;
using PlumbingOps.Web.Start;

namespace PlumbingOps.Web.Features.Publishing;

/// <summary>The address of a picture for a network: a link that ends, under the address the world reaches this house at. The simulator is on this machine.</summary>
public sealed class PublicPictures(Db database, MediaLinks links, PublicAddress house, ProviderOptions providers, IServer server, TimeProvider clock) : IPublicMedia
{
    public async Task<Uri?> AddressAsync(string tenantId, Guid mediaId, Provider provider, DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        // Only the simulator can reach a house that has no address of its own.
        return (house.Given ?? (providers.IsSimulated ? OwnAddress() : null)) is { } origin ? await UnderAsync(origin, tenantId, mediaId, provider, until, cancellationToken) : null;
    }

    public async Task<Uri?> NearAddressAsync(string tenantId, Guid mediaId, Provider provider, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        OwnAddress() is { } origin ? await UnderAsync(origin, tenantId, mediaId, provider, until, cancellationToken) : null;

    private async Task<Uri?> UnderAsync(Uri origin, string tenantId, Guid mediaId, Provider provider, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(Actor.System([tenantId]), Permission.ResolvePublishing, cancellationToken);
        var asset = await db.MediaAssets.AsNoTracking().Include(m => m.Crops).FirstOrDefaultAsync(m => m.Id == mediaId, cancellationToken);
        return asset is null ? null : new Uri(origin, Urls.PublicFile(links.TokenFor(MediaFiles.For(provider, asset), until - clock.GetUtcNow())));
    }

    private Uri? OwnAddress()
    {
        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(a => a.StartsWith("http:", StringComparison.Ordinal));
        return listening is null ? null : new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", BindingAddress.Parse(listening).Port).Uri;
    }
}
