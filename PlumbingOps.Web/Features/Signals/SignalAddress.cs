using PlumbingOps.Data.Notifications;
using PlumbingOps.Data.Signals;

namespace PlumbingOps.Web.Features.Signals;

/// <summary>Tells those who write mails where a signal's rows stand.</summary>
public sealed class SignalAddress : ISignalAddress
{
    public string PathOf(Signal signal) => signal.Href();
}
