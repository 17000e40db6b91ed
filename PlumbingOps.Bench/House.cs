using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Bench;

/// <summary>The whole program on a port of its own, in this process, so that its managed heap can be asked for.</summary>
internal sealed class House(DatabaseConnections connections) : WebApplicationFactory<Web.Shell.App>
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("plumbingops-bench-house-");

    public static House Open(DatabaseConnections connections)
    {
        var house = new House(connections);
        house.UseKestrel(0);
        house.StartServer();
        return house;
    }

    public string Address => ClientOptions.BaseAddress.ToString();

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Delete(recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:PlumbingOps", connections.App);
        builder.UseSetting("ConnectionStrings:Migrations", connections.Migrations);
        builder.UseSetting("PlumbingOps:DataFolder", folder.FullName);
        builder.UseSetting("PlumbingOps:Start", "empty");
        builder.UseSetting("PlumbingOps:RecurringWork", "false");
        builder.ConfigureLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Error).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
    }
}
