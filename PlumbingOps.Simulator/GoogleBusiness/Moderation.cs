using System.Text.RegularExpressions;
using PlumbingOps.Simulator.Media;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.GoogleBusiness;

/// <summary>
/// PROCESSING → LIVE or REJECTED, on the simulator's clock, perhaps with a change of mind later. No reason is ever given. The picture is fetched after
/// the client already has its 200.
/// </summary>
public sealed partial class Moderation(SimulatedWorld world, MediaFetcher media)
{
    private const int SmallestPhoto = 10 * 1024;
    private const int LargestPhoto = 5 * 1024 * 1024;

    public void Begin(LocalPost post)
    {
        var plan = post.Location.Plans.TryDequeue(out var chosen) ? chosen : new ModerationPlan();
        post.State = LocalPostStates.Processing;
        var verdict = world.Now + TimeSpan.FromSeconds(plan.AfterSeconds ?? world.Settings.GoogleModerationSeconds);
        if (PhotoOf(post) is { } photo)
        {
            post.Photo = PhotoFetch.Pending;
            _ = FetchAsync(post, photo, plan);
        }

        if (verdict <= world.Now)
        {
            Decide(post, plan);
        }
        else
        {
            world.Plan(verdict, () => Decide(post, plan));
        }

        if (plan.LateRejectAfterSeconds is { } late)
        {
            world.Plan(world.Now + TimeSpan.FromSeconds(late), () => Become(post, LocalPostStates.Rejected, "rejected late"));
        }
    }

    public static LedgerRow Row(LocalPost post, string kind, string detail) => new()
    {
        Kind = kind,
        Provider = Providers.Google,
        Account = post.Location.LongName,
        Id = post.Name,
        Text = post.Summary,
        Detail = detail,
        Attachments = PhotoOf(post) is { } photo ? [photo] : null,
    };

    private void Decide(LocalPost post, ModerationPlan plan)
    {
        if (post.State != LocalPostStates.Processing)
        {
            return;
        }

        if (post.Photo == PhotoFetch.Pending)
        {
            post.AwaitsPhoto = true;
            return;
        }

        var isRefused = plan.Reject || post.Photo == PhotoFetch.Bad || PhoneNumber().IsMatch(post.Summary);
        Become(post, isRefused ? LocalPostStates.Rejected : LocalPostStates.Live, isRefused ? "rejected" : "live");
    }

    private void Become(LocalPost post, string state, string detail)
    {
        if (post.IsDeleted || post.State == state)
        {
            return;
        }

        var wasVisible = post.IsVisible;
        post.State = state;
        var kind = post.IsVisible ? LedgerKinds.Visible : wasVisible ? LedgerKinds.Hidden : LedgerKinds.Changed;
        world.Record(Row(post, kind, detail));
    }

    private async Task FetchAsync(LocalPost post, string address, ModerationPlan plan)
    {
        // Give the lock back first: this begins inside it.
        await Task.Yield();
        var fetched = await media.FetchAsync(address);
        var isGood = fetched.Bytes is { Length: >= SmallestPhoto and <= LargestPhoto } bytes && PictureFacts.IsPicture(bytes);
        world.Do(() =>
        {
            post.Photo = isGood ? PhotoFetch.Good : PhotoFetch.Bad;
            if (post.AwaitsPhoto)
            {
                Decide(post, plan);
            }
        });
    }

    private static string? PhotoOf(LocalPost post) => (string?)post.Content["media"]?[0]?["sourceUrl"];

    [GeneratedRegex(@"\(?\d{3}\)?[-. ]?\d{3}[-. ]\d{4}")]
    private static partial Regex PhoneNumber();
}
