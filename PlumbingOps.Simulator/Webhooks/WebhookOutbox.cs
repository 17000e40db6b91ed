using System.Threading.Channels;
using PlumbingOps.Simulator.Facebook;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Webhooks;

/// <summary>What happened on a Page, on its way to whoever subscribed.</summary>
public sealed class WebhookOutbox(SimulatedWorld world)
{
    private readonly Channel<MetaEvent> events = Channel.CreateUnbounded<MetaEvent>();

    public ChannelReader<MetaEvent> Events => events.Reader;

    public void Told(FacebookPost post, string verb)
    {
        if (world.Settings.WebhooksByThemselves && post.Page.SubscribedFields.Contains("feed"))
        {
            events.Writer.TryWrite(MetaEvents.OfPost(post, verb, world.Now));
        }
    }
}
