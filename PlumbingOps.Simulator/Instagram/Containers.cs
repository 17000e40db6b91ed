using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Graph;
using PlumbingOps.Simulator.Media;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Instagram;

/// <summary>The first half of publishing: nothing made here is public.</summary>
public sealed partial class Containers(SimulatedWorld world, GraphAccess access)
{
    public const int MostBytes = 8 * 1024 * 1024;
    public const int MostCaption = 2200;
    private const int MostHashtags = 30;
    private const int MostMentions = 20;
    private const int MostAltText = 1000;
    private const double Narrowest = 0.8;
    private const double Widest = 1.91;

    // A ratio is rounded to pixels: 1080 × 566 is 1.91:1.
    private const double Rounding = 0.01;

    public Answer Create(Call call, string id)
    {
        var profile = access.Profile(call, id, "instagram_content_publish", "instagram_business_content_publish");
        CheckCaption(call["caption"] ?? "");
        if (call["alt_text"] is { Length: > MostAltText })
        {
            throw GraphError.Refuse(100, message: "(#100) The alt text is too long.");
        }

        profile.ContainersMade.RemoveAll(made => made <= world.Now - InstagramContainer.Life);
        if (profile.ContainersMade.Count >= world.Settings.InstagramDailyContainers)
        {
            throw GraphError.Refuse(9, 2207042);
        }

        var (type, children) = KindOf(call, profile);
        var problem = type == "IMAGE" ? PictureProblem(call) : null;
        if (problem is not null && world.Settings.InstagramRefusesAtOnce)
        {
            throw GraphError.Refuse(problem.Value.Code, problem.Value.Subcode);
        }

        var plan = profile.Plans.TryDequeue(out var chosen) ? chosen : new ContainerPlan(world.Settings.InstagramPolls);
        var container = new InstagramContainer
        {
            Id = world.State.NextId(),
            Profile = profile,
            MediaType = type,
            IsCarouselItem = call.IsTrue("is_carousel_item"),
            Source = call["image_url"] ?? call["video_url"],
            Caption = call["caption"] ?? "",
            Children = children,
            CreatedAt = world.Now,
            Plan = problem is null ? plan : plan with { End = ContainerStatus.Error, Subcode = problem.Value.Subcode },
            PollsLeft = plan.Polls,
        };
        world.State.Containers[container.Id] = container;
        profile.ContainersMade.Add(world.Now);
        world.Record(new LedgerRow
        {
            Kind = LedgerKinds.Prepared,
            Provider = Providers.Instagram,
            Request = call.Number,
            Account = profile.Id,
            Id = container.Id,
            Text = container.Caption,
            Detail = $"{type} container",
        });
        return Answer.Json(new JsonObject { ["id"] = container.Id });
    }

    /// <summary>Every look at a container brings it one step nearer to its end.</summary>
    public Answer Read(Call call, string id)
    {
        var container = world.State.Containers[id];
        access.Profile(call, container.Profile.Id, "instagram_basic", "instagram_business_basic");
        var status = container.StatusAt(world.Now);
        if (status == ContainerStatus.InProgress)
        {
            container.PollsLeft--;
        }

        return Answer.Json(GraphFields.Of(call, "id").Pick(new JsonObject
        {
            ["id"] = id,
            ["status_code"] = status == ContainerStatus.InProgress ? "IN_PROGRESS" : status.ToString().ToUpperInvariant(),
            ["status"] = status switch
            {
                ContainerStatus.Error => $"Error: Media upload has failed with error code {container.Plan.Subcode}",
                ContainerStatus.Finished => "Finished: Media has been uploaded and it is ready to be published.",
                ContainerStatus.Expired => "Expired: The media was not published within 24 hours.",
                ContainerStatus.Published => "Published: Media has been successfully published.",
                _ => "In Progress: Media is still being processed.",
            },
        }));
    }

    private (string Type, IReadOnlyList<InstagramContainer> Children) KindOf(Call call, InstagramProfile profile)
    {
        var type = call["media_type"] ?? "IMAGE";
        switch (type)
        {
            case "IMAGE":
                return call["image_url"] is null ? throw GraphError.MissingParameter("image_url") : (type, []);
            case "CAROUSEL":
                return (type, ChildrenOf(call, profile));
            case "REELS" or "STORIES" or "VIDEO":
                return (call["image_url"] ?? call["video_url"]) is null ? throw GraphError.MissingParameter("video_url") : (type, []);
            default:
                throw GraphError.Refuse(100, 2207023);
        }
    }

    private List<InstagramContainer> ChildrenOf(Call call, InstagramProfile profile)
    {
        var ids = call.Json?["children"] is JsonArray list ? [.. list.Select(id => (string?)id ?? "")] : (call["children"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (ids.Length is < 2 or > 10)
        {
            throw GraphError.Refuse(100, 2207028);
        }

        var children = ids.Select(id => world.State.Containers.GetValueOrDefault(id) is { IsCarouselItem: true } child && child.Profile == profile
            ? child
            : throw GraphError.Refuse(24, 2207008)).ToList();
        return children.TrueForAll(child => child.StatusAt(world.Now) == ContainerStatus.Finished) ? children : throw GraphError.Refuse(9007, 2207027);
    }

    private static void CheckCaption(string caption)
    {
        if (caption.Length > MostCaption)
        {
            throw GraphError.Refuse(36004, 2207010);
        }

        if (Hashtags().Count(caption) > MostHashtags || Mentions().Count(caption) > MostMentions)
        {
            throw GraphError.Refuse(100, 2207040);
        }
    }

    private static (int Code, int Subcode)? PictureProblem(Call call)
    {
        if (call.Media?.Bytes is not { } bytes)
        {
            return (9004, 2207052);
        }

        if (bytes.Length > MostBytes)
        {
            return (36000, 2207004);
        }

        if (call.Media.ContentType != "image/jpeg" || PictureFacts.OfJpeg(bytes) is not { IsMultiPicture: false } picture)
        {
            return (36001, 2207005);
        }

        return picture.Ratio is >= Narrowest - Rounding and <= Widest + Rounding ? null : (36003, 2207009);
    }

    [GeneratedRegex(@"(?<!\w)#\w+")]
    private static partial Regex Hashtags();

    [GeneratedRegex(@"(?<!\w)@\w+")]
    private static partial Regex Mentions();
}
