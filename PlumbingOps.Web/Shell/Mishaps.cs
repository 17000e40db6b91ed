using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Scheduling;

namespace PlumbingOps.Web.Shell;

/// <summary>What to say about an exception. A refusal speaks for itself; a fault of ours is logged once, under a code the person can read out.</summary>
public sealed class Mishaps(ILogger<Mishaps> logger)
{
    public string Explain(Exception exception)
    {
        switch (exception)
        {
            case RuleException refusal:
                return refusal.Message;
            case DbUpdateConcurrencyException:
                return "Someone else changed this first. Reload and try again.";
            case not null when DoubleBooking.IsRefusal(exception):
                return "Somebody would be booked twice at that time. Nothing was stored.";
            default:
                var code = Guid.CreateVersion7().ToString("N")[^8..].ToUpperInvariant();
                logger.LogError(exception, "Error {ErrorCode} on a page", code);
                return $"Something broke on our side. If it happens again, tell us the code {code}.";
        }
    }
}
