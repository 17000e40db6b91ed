using PlumbingOps.Data.Publishing.Webhooks;

namespace PlumbingOps.Data.Publishing;

/// <summary>What a timer may do for publishing: find what the ledger lacks, and take in hints. The dispatchers hear of both by NOTIFY. It decides nothing.</summary>
public sealed class PublisherRound(PublicationSweep sweep, MetaWebhooks webhooks)
{
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await sweep.RunAsync(cancellationToken);
        await webhooks.ReadHintsAsync(cancellationToken);
    }
}
