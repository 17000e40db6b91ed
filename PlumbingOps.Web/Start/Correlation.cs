using Microsoft.AspNetCore.Components.Server.Circuits;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Start;

/// <summary>Everything a circuit logs carries the id that its changes carry in the history.</summary>
public sealed class Correlation(Me me, ILogger<Correlation> logger) : CircuitHandler
{
    public static IReadOnlyDictionary<string, object> Of(Me me) => new Dictionary<string, object> { ["CorrelationId"] = me.CorrelationId };

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async activity =>
    {
        using (logger.BeginScope(Of(me)))
        {
            await next(activity);
        }
    };
}
