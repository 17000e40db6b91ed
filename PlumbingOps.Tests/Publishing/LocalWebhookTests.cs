using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Publishing.Webhooks;
using PlumbingOps.Data.Secrets;
using PlumbingOps.Simulator;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Publishing;
using PlumbingOps.Web.Start;
using Seed = PlumbingOps.Simulator.World.Seed;

namespace PlumbingOps.Tests.Publishing;

/// <summary>A house and its simulator on one machine, as ./run starts them: what appears on a Page is told.</summary>
public sealed class LocalWebhookTests
{
    [Fact]
    public async Task What_appears_on_a_Page_is_told_and_an_open_question_is_asked_at_once()
    {
        PublishingOffice? listening = null;
        await using var house = await HouseAsync(() => listening!.Get<MetaWebhooks>());
        var address = house.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        await using var office = await PublishingOffice.OpenAsync(simulator: new SimulatorOptions { Webhooks = address + WebhookEndpoints.Meta });
        listening = office;
        var token = (await office.Sim.TokensAsync())[Seed.H2OPage];
        Assert.True((await office.SignIn(Provider.Facebook).ListenAsync(Seed.H2OPage, new SecretText(token))).IsOk);
        var post = await office.ScheduleAsync(Provider.Facebook, "Told by the network");
        await office.Sim.FaultAsync(new { kind = "Reset", afterCommit = true, commitsOnly = true });

        await office.RunAsync();
        Assert.Equal(PublicationState.Unknown, (await office.PublicationAsync(post.Id)).State);

        // Nobody waits for the next regular look: the clock stands still.
        await Eventually.IsTrueAsync(async () => await office.Get<MetaWebhooks>().ReadHintsAsync() > 0);
        await office.RunAsync();
        Assert.Equal(PublicationState.Sent, (await office.PublicationAsync(post.Id)).State);
    }

    private static async Task<WebApplication> HouseAsync(Func<MetaWebhooks> webhooks)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRouting();
        builder.Services.AddSingleton(_ => webhooks());
        builder.Services.AddSingleton(new PublicAddress(null));
        var app = builder.Build();
        app.UseRouting();
        app.MapWebhooks();
        await app.StartAsync();
        return app;
    }
}
