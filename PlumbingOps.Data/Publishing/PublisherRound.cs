using PlumbingOps.Data.Publishing.Webhooks;

namespace PlumbingOps.Data.Publishing;

/// <summary>What a timer may do for publishing: find what the ledger lacks, and take in hints. The dispatchers hear of both by NOTIFY. It decides nothing.</summary>
public sealed class PublisherRound(PublicationSweep sweep, MetaWebhooks webhooks)
{
    /// <returns>How many posts went into the ledger, and how many hints were read.</returns>
    public async Task<(int Posts, int Hints)> RunAsync(CancellationToken cancellationToken = default)
    {
        var posts = await sweep.RunAsync(cancellationToken);
        return (posts, await webhooks.ReadHintsAsync(cancellationToken));
    }
}
