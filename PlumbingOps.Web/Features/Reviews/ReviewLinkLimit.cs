using System.Threading.RateLimiting;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Reviews;

/// <summary>Nobody tries tokens, or answers, by the thousand: so many looks and answers a minute from one address.</summary>
public static class ReviewLinkLimit
{
    public const string Policy = "review-links";

    private const int AMinute = 30;

    public static IServiceCollection AddReviewLinkLimit(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectInWords();
        options.AddPolicy(Policy, http => RateLimitPartition.GetFixedWindowLimiter(
            $"review {http.Connection.RemoteIpAddress}", _ => new FixedWindowRateLimiterOptions { PermitLimit = AMinute, Window = TimeSpan.FromMinutes(1) }));
    });
}
