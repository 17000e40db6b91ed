using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PlumbingOps.Data.History;

namespace PlumbingOps.Data.Mail;

/// <summary>Has what is due sent: when the database tells of a new mail, and from time to time. At a stop the mail in hand is finished.</summary>
public sealed class MailRounds(MailSender sender, LiveUpdates live, MailOptions options, ILogger<MailRounds> logger) : BackgroundService
{
    private readonly SemaphoreSlim bell = new(0, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hears = live.Subscribe(change =>
        {
            if (change.Touches("outgoing_mails"))
            {
                Wake();
            }

            return Task.CompletedTask;
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await sender.SendDueAsync(stoppingToken);
                var next = await sender.NextAsync(stoppingToken) ?? options.Rest;
                await bell.WaitAsync(next < options.Rest && next > TimeSpan.Zero ? next : options.Rest, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException or InvalidOperationException or RuleException)
            {
                logger.LogWarning("The mails could not be sent ({Reason}); trying again", e.GetType().Name);
                await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
            }
        }
    }

    public override void Dispose()
    {
        bell.Dispose();
        base.Dispose();
    }

    private void Wake()
    {
        try
        {
            if (bell.CurrentCount == 0)
            {
                bell.Release();
            }
        }
        catch (SemaphoreFullException)
        {
            // Rung by somebody else in the same moment.
        }
    }
}
