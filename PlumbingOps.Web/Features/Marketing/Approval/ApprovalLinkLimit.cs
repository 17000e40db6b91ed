using System.Threading.RateLimiting;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Approval;

/// <summary>Nobody tries tokens by the thousand: so many looks and answers a minute from one address.</summary>
public static class ApprovalLinkLimit
{
    public const string Policy = "approval-links";

    private const int AMinute = 30;

    public static IServiceCollection AddApprovalLinkLimit(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectInWords();
        options.AddPolicy(Policy, http => RateLimitPartition.GetFixedWindowLimiter(
            http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = AMinute, Window = TimeSpan.FromMinutes(1) }));
    });
}
