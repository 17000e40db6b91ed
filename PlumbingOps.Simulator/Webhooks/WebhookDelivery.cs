using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Webhooks;

/// <summary>Delivers what happened shortly after it did: in order, turned round, or doubled. A refused delivery is tried once more.</summary>
public sealed class WebhookDelivery(WebhookOutbox outbox, WebhookSender sender, SimulatedWorld world, ILogger<WebhookDelivery> logger) : BackgroundService
{
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await outbox.Events.WaitToReadAsync(stoppingToken))
        {
            await Task.Delay(Gathering, stoppingToken);
            var gathered = new List<MetaEvent>();
            while (outbox.Events.TryRead(out var told))
            {
                gathered.Add(told);
            }

            foreach (var told in InOrder(gathered, world.Settings.WebhookOrder))
            {
                await DeliverAsync(told);
            }
        }
    }

    private static IEnumerable<MetaEvent> InOrder(List<MetaEvent> events, WebhookOrder order) => order switch
    {
        WebhookOrder.Reversed => Enumerable.Reverse(events),
        WebhookOrder.Doubled => events.SelectMany(told => new[] { told, told }),
        _ => events,
    };

    private async Task DeliverAsync(MetaEvent told)
    {
        try
        {
            if (await sender.DeliverAsync(null, [told], WebhookSignature.Valid) is not StatusCodes.Status200OK)
            {
                await sender.DeliverAsync(null, [told], WebhookSignature.Valid);
            }
        }
        catch (FormatException refusal)
        {
            logger.LogWarning("Webhook not delivered: {Reason}", refusal.Message);
        }
    }
}
