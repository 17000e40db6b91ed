using System.Threading.RateLimiting;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Bids;

/// <summary>Nobody tries tokens by the thousand: so many looks and answers a minute from one address.</summary>
public static class BidOfferLimit
{
    public const string Policy = "bid-offers";

    private const int AMinute = 30;

    public static IServiceCollection AddBidOfferLimit(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectInWords();
        options.AddPolicy(Policy, http => RateLimitPartition.GetFixedWindowLimiter(
            $"offer {http.Connection.RemoteIpAddress}", _ => new FixedWindowRateLimiterOptions { PermitLimit = AMinute, Window = TimeSpan.FromMinutes(1) }));
    });
}
