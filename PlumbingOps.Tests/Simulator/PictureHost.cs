using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PlumbingOps.Tests.Simulator;

/// <summary>Serves pictures and takes webhooks, as our own application does.</summary>
public sealed class PictureHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, (byte[] Bytes, string Type, int Status)> files = new();

    private PictureHost(WebApplication app) => this.app = app;

    public string Address { get; private set; } = "";

    /// <summary>What was posted here: headers and raw bytes.</summary>
    public ConcurrentQueue<(IHeaderDictionary Headers, byte[] Body)> Posted { get; } = new();

    public static async Task<PictureHost> OpenAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var host = new PictureHost(builder.Build());
        host.app.Run(host.AnswerAsync);
        await host.app.StartAsync();
        host.Address = host.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return host;
    }

    public string Serve(byte[] bytes, string type = "image/jpeg", int status = 200)
    {
        var path = $"/{Guid.CreateVersion7():N}.jpg";
        files[path] = (bytes, type, status);
        return Address + path;
    }

    /// <summary>Just the segments that say how large it is, and as many bytes as wanted.</summary>
    public static byte[] Jpeg(int width, int height, int bytes = 20_000)
    {
        byte[] head =
        [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0,
            0xFF, 0xC0, 0, 17, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
        ];
        var picture = new byte[Math.Max(bytes, head.Length)];
        head.CopyTo(picture, 0);
        return picture;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (HttpMethods.IsPost(context.Request.Method))
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            Posted.Enqueue((new HeaderDictionary(context.Request.Headers.ToDictionary(h => h.Key, h => h.Value)), body.ToArray()));
        }
        else if (context.Request.Query["hub.challenge"] is [{ } challenge])
        {
            await context.Response.WriteAsync(context.Request.Query["hub.verify_token"] == "fake-verify-token" ? challenge : "no");
        }
        else if (files.TryGetValue(context.Request.Path, out var file))
        {
            context.Response.StatusCode = file.Status;
            context.Response.ContentType = file.Type;
            await context.Response.Body.WriteAsync(file.Bytes);
        }
        else
        {
            context.Response.StatusCode = 404;
        }
    }
}
