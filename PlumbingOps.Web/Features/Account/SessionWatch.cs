using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace PlumbingOps.Web.Features.Account;

/// <summary>An open page hears at once when its person's session ends or gets other rights.</summary>
public sealed class SessionWatch(AuthenticationStateProvider authentication) : CircuitHandler
{
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        ((LiveAuthentication)authentication).Watch();
        return Task.CompletedTask;
    }
}
