using PlumbingOps.Simulator.Webhooks;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Control;

/// <summary>Webhooks on demand: right, forged, doubled, out of order, gathered.</summary>
public static class WebhookControl
{
    public static void MapWebhooks(this RouteGroupBuilder sim)
    {
        sim.MapPost("/webhooks/verify", async (WebhookSender sender, VerifyInput input) => new { verified = await sender.VerifyAsync(input.Address, input.VerifyToken) });
        sim.MapPost("/webhooks/page", PageAsync);
        sim.MapPost("/webhooks/comment", CommentAsync);
        sim.MapPost("/webhooks/deauthorize", (WebhookSender sender, PersonInput input) => SignedAsync(sender, input, "deauthorize"));
        sim.MapPost("/webhooks/data-deletion", (WebhookSender sender, PersonInput input) => SignedAsync(sender, input, "data deletion"));
    }

    /// <summary>The newest posts of a Page, told once more.</summary>
    private static async Task<Deliveries> PageAsync(WebhookSender sender, SimulatedWorld world, PageInput input)
    {
        var events = world.Do(() => world.State.Pages.GetValueOrDefault(input.Page) is { } page
            ? page.Posts.TakeLast(input.Posts).Select(post => MetaEvents.OfPost(post, input.Verb, world.Now)).ToList()
            : throw new FormatException($"There is no Page {input.Page}."));
        if (events.Count == 0)
        {
            throw new FormatException("The Page has no posts to tell of.");
        }

        if (input.Reversed)
        {
            events.Reverse();
        }

        IEnumerable<IReadOnlyList<MetaEvent>> deliveries = input.InOne ? [events] : events.Select(told => new[] { told });
        var statuses = new List<int?>();
        foreach (var delivery in deliveries)
        {
            for (var time = 0; time < input.Times; time++)
            {
                statuses.Add(await sender.DeliverAsync(input.Address, delivery, input.Signature));
            }
        }

        return new Deliveries(statuses);
    }

    private static async Task<Deliveries> CommentAsync(WebhookSender sender, SimulatedWorld world, CommentInput input)
    {
        var told = world.Do(() => MetaEvents.OfComment(input.Profile, input.Medium, world.State.NextId(), input.Text, world.Now, input.IsFlat));
        return new Deliveries([await sender.DeliverAsync(input.Address, [told], input.Signature)]);
    }

    private static async Task<SignedAnswer> SignedAsync(WebhookSender sender, PersonInput input, string what)
    {
        var (status, body) = await sender.SendSignedRequestAsync(input.Address, input.Person, input.Signature, what);
        return new SignedAnswer(status, body);
    }

    internal sealed record VerifyInput(string? Address, string? VerifyToken);

    internal sealed record PageInput(
        string Page, string? Address, string Verb = "add", int Posts = 1, int Times = 1, bool Reversed = false, bool InOne = false, WebhookSignature Signature = WebhookSignature.Valid);

    internal sealed record CommentInput(
        string Profile, string Medium, string? Address, string Text = "How soon can you come?", bool IsFlat = false, WebhookSignature Signature = WebhookSignature.Valid);

    internal sealed record PersonInput(string Person, string? Address, WebhookSignature Signature = WebhookSignature.Valid);

    internal sealed record Deliveries(IReadOnlyList<int?> Statuses);

    internal sealed record SignedAnswer(int? Status, string? Body);
}
