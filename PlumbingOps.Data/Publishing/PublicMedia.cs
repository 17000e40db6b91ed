using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Publishing;

/// <summary>
/// Where a network fetches a picture: an address nobody can guess, which answers GET and HEAD with type and length, without redirect or cookie, and holds
/// until the post is known to be live (Google fetches after it has answered).
/// </summary>
public interface IPublicMedia
{
    /// <summary>Null when this house cannot be reached from outside, or the picture has no form the channel takes.</summary>
    Task<Uri?> AddressAsync(string tenantId, Guid mediaId, Provider provider, DateTimeOffset until, CancellationToken cancellationToken = default);

    /// <summary>For a simulator, which is on this machine and fetches nothing from anywhere else.</summary>
    Task<Uri?> NearAddressAsync(string tenantId, Guid mediaId, Provider provider, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        AddressAsync(tenantId, mediaId, provider, until, cancellationToken);
}

/// <summary>A house whose pictures cannot be reached from outside: posts with pictures wait and say so.</summary>
public sealed class NoPublicMedia : IPublicMedia
{
    public Task<Uri?> AddressAsync(string tenantId, Guid mediaId, Provider provider, DateTimeOffset until, CancellationToken cancellationToken = default) => Task.FromResult<Uri?>(null);
}
