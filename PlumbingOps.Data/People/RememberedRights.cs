using Microsoft.Extensions.Hosting;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.People;

/// <summary>Forgets what this process remembers of people and companies as soon as any process changed them.</summary>
internal sealed class RememberedRights(LiveUpdates live, RightsDirectory rights, TenantDirectory tenants) : IHostedService
{
    private IDisposable? subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        subscription = live.Subscribe(change =>
        {
            if (change.Touches("users"))
            {
                rights.Forget();
            }

            if (change.Touches("tenants"))
            {
                tenants.Forget();
                rights.Forget();
            }

            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        subscription?.Dispose();
        return Task.CompletedTask;
    }
}
