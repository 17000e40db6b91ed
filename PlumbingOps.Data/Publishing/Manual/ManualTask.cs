using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Publishing.Manual;

/// <summary>
/// A channel without an interface: at its minute the post becomes a person's task, with ready text and pictures. The post stays as it is until somebody
/// marks it as posted and proves it; when its time is over that is said, and the task stays.
/// </summary>
public sealed class ManualTask(PublicationBook book)
{
    private const string NextStep = "Post it by hand, then mark it as posted with its address or a screenshot.";

    public Task BecomeDueAsync(Claim claim, CancellationToken cancellationToken) => book.WriteAsync(
        claim,
        async entry =>
        {
            entry.Publication.State = PublicationState.Due;
            Say(entry, "It is time: this channel is posted by hand.");
            entry.Release(entry.Publication.SendBefore);
            await entry.Db.DescribeAsync($"{entry.Post.ShortNumber} is due to be posted by hand", cancellationToken);
        },
        cancellationToken);

    /// <summary>Nobody has marked it in time, or it was settled meanwhile.</summary>
    public Task RemindAsync(Claim claim, CancellationToken cancellationToken) => book.WriteAsync(
        claim,
        async entry =>
        {
            if (entry.Post.Status == PostStatus.Scheduled)
            {
                Say(entry, "Overdue: nobody has marked it as posted.");
                await entry.Db.DescribeAsync($"{entry.Post.ShortNumber} is overdue: nobody has marked it as posted", cancellationToken);
            }

            entry.Release(null);
        },
        cancellationToken);

    private static void Say(BookEntry entry, string cause)
    {
        entry.Say(cause, NextStep);
        entry.Post.HoldUp(cause, NextStep);
    }
}
