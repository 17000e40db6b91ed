using System.Threading.RateLimiting;

namespace PlumbingOps.Web.Shell;

/// <summary>Nobody tries tokens, or answers, by the thousand: so many looks and answers a minute from one address, at each kind of link.</summary>
public static class PublicLinkLimit
{
    public const string Approvals = "approval-links";
    public const string Reviews = "review-links";
    public const string Offers = "bid-offers";
    public const string Calendars = "calendars";

    private const int AMinute = 30;

    /// <summary>One server of a big provider reads the calendars of many people.</summary>
    private const int CalendarsAMinute = 300;

    public static IServiceCollection AddPublicLinkLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectInWords();
        foreach (var (policy, limit) in new[] { (Approvals, AMinute), (Reviews, AMinute), (Offers, AMinute), (Calendars, CalendarsAMinute) })
        {
            options.AddPolicy(policy, http => RateLimitPartition.GetFixedWindowLimiter(
                $"{policy} {http.Connection.RemoteIpAddress}", _ => new FixedWindowRateLimiterOptions { PermitLimit = limit, Window = TimeSpan.FromMinutes(1) }));
        }
    });
}
