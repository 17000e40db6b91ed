using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Graph;
using PlumbingOps.Simulator.Media;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Facebook;

/// <summary>Photos of a Page: posted at once, or kept for a post to come.</summary>
public sealed class PageMedia(SimulatedWorld world, GraphAccess access, PagePublishing publishing)
{
    public const int MostBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan UnusedLife = TimeSpan.FromHours(24);

    public Answer Photos(Call call, string id)
    {
        var page = access.PageToPostOn(call, id);
        CheckPicture(call);
        var photo = new FacebookPhoto
        {
            Id = world.State.NextId(),
            Page = page,
            AltText = call["alt_text_custom"],
            Source = call["url"],
            CreatedAt = world.Now,
        };
        var answer = new JsonObject { ["id"] = photo.Id };
        var message = call["message"] ?? call["caption"] ?? "";
        if (call.IsFalse("published"))
        {
            world.Record(new LedgerRow
            {
                Kind = LedgerKinds.Prepared,
                Provider = Providers.Facebook,
                Request = call.Number,
                Account = page.Id,
                Id = photo.Id,
                Text = message,
                Detail = "unpublished photo",
            });
        }
        else
        {
            publishing.CheckText(page, message, mayRepeat: true);
            answer["post_id"] = publishing.Publish(call, page, message, link: null, [photo], publishAt: null).Id;
        }

        world.State.Photos[photo.Id] = photo;
        return Answer.Json(answer);
    }

    /// <summary>A photo that a post may take: this Page's own, not used yet, not forgotten yet.</summary>
    public static FacebookPhoto Usable(SimulatedWorld world, FacebookPage page, string id)
    {
        if (!world.State.Photos.TryGetValue(id, out var photo) || photo.Page != page || world.Now > photo.CreatedAt + UnusedLife)
        {
            throw GraphError.Missing(id);
        }

        return photo.UsedBy is null ? photo : throw GraphError.Refuse(1366051);
    }

    private static void CheckPicture(Call call)
    {
        var bytes = call.Upload ?? call.Media?.Bytes;
        if (bytes is null && call["url"] is null)
        {
            throw GraphError.Refuse(100, message: "(#100) Either url or source is required");
        }

        if (bytes is null || bytes.Length > MostBytes || !PictureFacts.IsPicture(bytes))
        {
            throw GraphError.Refuse(1366046, message: call.Media?.Problem is { } problem ? $"(#1366046) The photo could not be used: {problem}" : null);
        }
    }
}
