using Microsoft.Extensions.Logging;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Recurring;

namespace PlumbingOps.Data.Mail;

/// <summary>Has what is due sent: when the database tells of a new mail, and from time to time. At a stop the mail in hand is finished.</summary>
public sealed class MailRounds(MailSender sender, LiveUpdates live, MailOptions options, ILogger<MailRounds> logger) : WokenRounds(live, logger)
{
    protected override bool Concerns(LiveChange change) => change.Touches("outgoing_mails");

    protected override async Task<TimeSpan> RoundAsync(CancellationToken cancellationToken)
    {
        await sender.SendDueAsync(cancellationToken);
        var next = await sender.NextAsync(cancellationToken) ?? options.Rest;
        return next < options.Rest && next > TimeSpan.Zero ? next : options.Rest;
    }
}
