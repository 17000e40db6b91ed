using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.GoogleBusiness;

/// <summary>What customers wrote, and the office's replies, which are moderated too.</summary>
public sealed partial class Reviews(SimulatedWorld world, GoogleAccess access)
{
    private const int PerPage = 50;
    private const int MostReply = 4096;
    private static readonly string[] Stars = ["ONE", "TWO", "THREE", "FOUR", "FIVE"];

    public Answer List(Call call, string account, string id)
    {
        var location = Verified(call, account, id);
        var reviews = location.Reviews.OrderByDescending(review => review.UpdatedAt).ToList();
        var body = GooglePaging.List(call, "reviews", reviews, PerPage, PerPage, review => Node(location, review));
        body["averageRating"] = reviews.Count == 0 ? 0 : Math.Round(reviews.Average(review => Array.IndexOf(Stars, review.Stars) + 1), 1);
        body["totalReviewCount"] = reviews.Count;
        return Answer.Json(body);
    }

    public Answer Get(Call call, string account, string id, string reviewId)
    {
        var location = Verified(call, account, id);
        return Answer.Json(Node(location, Find(location, reviewId)));
    }

    /// <summary>Saying the same again changes nothing.</summary>
    public Answer Reply(Call call, string account, string id, string reviewId)
    {
        var location = Verified(call, account, id);
        var review = Find(location, reviewId);
        var text = (string?)call.Json?["comment"];
        if (string.IsNullOrWhiteSpace(text) || text.Length > MostReply)
        {
            throw GoogleError.Invalid("comment", "A reply of at most 4096 bytes is required");
        }

        if (review.Reply?.Comment != text)
        {
            var reply = new GoogleReply { Comment = text, UpdatedAt = world.Now };
            review.Reply = reply;
            Record(location, review, LedgerKinds.Prepared, text, "reply", call.Number);
            world.Plan(world.Now + TimeSpan.FromSeconds(world.Settings.GoogleModerationSeconds), () => Moderate(location, review, reply));
        }

        return Answer.Json(Node(review.Reply));
    }

    public Answer DeleteReply(Call call, string account, string id, string reviewId)
    {
        var location = Verified(call, account, id);
        var review = Find(location, reviewId);
        if (review.Reply is { } reply)
        {
            review.Reply = null;
            Record(location, review, LedgerKinds.Hidden, reply.Comment, "reply deleted", call.Number);
        }

        return Answer.Json(new JsonObject());
    }

    private void Moderate(GoogleLocation location, GoogleReview review, GoogleReply reply)
    {
        if (review.Reply != reply)
        {
            return;
        }

        if (Link().IsMatch(reply.Comment))
        {
            (reply.State, reply.PolicyViolation) = ("REJECTED", "ADVERTISING_AND_SOLICITATION");
            Record(location, review, LedgerKinds.Changed, reply.Comment, "reply rejected", null);
        }
        else
        {
            reply.State = "APPROVED";
            Record(location, review, LedgerKinds.Visible, reply.Comment, "reply", null);
        }
    }

    private GoogleLocation Verified(Call call, string account, string id)
    {
        var location = access.Location(call, account, id);
        return location.CanPost ? location : throw GoogleError.Refuse("PERMISSION_DENIED", "The location is not verified.");
    }

    private static GoogleReview Find(GoogleLocation location, string id) => location.Reviews.Find(review => review.Id == id) ?? throw GoogleError.Missing();

    private void Record(GoogleLocation location, GoogleReview review, string kind, string text, string detail, long? request) => world.Record(new LedgerRow
    {
        Kind = kind,
        Provider = Providers.Google,
        Request = request,
        Account = location.LongName,
        Id = $"{location.LongName}/reviews/{review.Id}/reply",
        Text = text,
        Detail = detail,
    });

    private static JsonObject Node(GoogleLocation location, GoogleReview review)
    {
        var node = new JsonObject
        {
            ["name"] = $"{location.LongName}/reviews/{review.Id}",
            ["reviewId"] = review.Id,
            ["reviewer"] = review.Reviewer is null
                ? new JsonObject { ["isAnonymous"] = true }
                : new JsonObject { ["displayName"] = review.Reviewer, ["profilePhotoUrl"] = "https://photos.example.com/face.jpg" },
            ["starRating"] = review.Stars,
            ["createTime"] = LocalPosts.Time(review.CreatedAt),
            ["updateTime"] = LocalPosts.Time(review.UpdatedAt),
        };
        if (review.Comment is not null)
        {
            node["comment"] = review.Comment;
        }

        if (review.Reply is not null)
        {
            node["reviewReply"] = Node(review.Reply);
        }

        return node;
    }

    private static JsonObject Node(GoogleReply reply)
    {
        var node = new JsonObject { ["comment"] = reply.Comment, ["updateTime"] = LocalPosts.Time(reply.UpdatedAt), ["state"] = reply.State };
        if (reply.PolicyViolation is not null)
        {
            node["policyViolation"] = reply.PolicyViolation;
        }

        return node;
    }

    [GeneratedRegex(@"https?://|www\.")]
    private static partial Regex Link();
}
