using System.Globalization;

namespace PlumbingOps.Data.Marketing;

/// <summary>What can be done with many posts at once.</summary>
public enum PostBulkVerb { Move, Submit, Approve, Cancel, ChangeAccount }

/// <param name="Days">For Move; negative: earlier.</param>
/// <param name="AccountId">For ChangeAccount.</param>
/// <param name="OwnKnowingly">For Approve: an administrator says so explicitly.</param>
public sealed record PostBulk(PostBulkVerb Verb, int Days = 0, Guid? AccountId = null, bool OwnKnowingly = false)
{
    /// <summary>More is a slip of the keyboard.</summary>
    public const int MostDays = 366;

    /// <summary>Moving and cancelling are taken back with one press; what has to do with approval is not.</summary>
    public bool CanBeUndone => Verb is PostBulkVerb.Move or PostBulkVerb.Cancel;

    /// <summary>"Moved 3 posts by 2 days".</summary>
    public string Done(int posts)
    {
        var many = posts == 1 ? "1 post" : string.Create(CultureInfo.InvariantCulture, $"{posts:N0} posts");
        return Verb switch
        {
            PostBulkVerb.Move => $"Moved {many} by {Math.Abs(Days)} {(Math.Abs(Days) == 1 ? "day" : "days")}{(Days < 0 ? " earlier" : null)}",
            PostBulkVerb.Submit => $"Sent {many} for approval",
            PostBulkVerb.Approve => $"Approved {many}",
            PostBulkVerb.Cancel => $"Cancelled {many}",
            _ => $"Changed the account of {many}",
        };
    }
}

/// <summary>What a bulk step will do to one post.</summary>
/// <param name="To">For Move.</param>
/// <param name="LeftOut">Why it stays as it is; null when the step is done.</param>
/// <param name="Seen">Of the post as the preview showed it: another text meanwhile stops the step.</param>
public sealed record PostBulkRow(
    Guid Id, string ShortNumber, string Name, string Account, PostStatus Status, PostTime From, PostTime To, string? LeftOut, string Seen)
{
    public bool Happens => LeftOut is null;
}
