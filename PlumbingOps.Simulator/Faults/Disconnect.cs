using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;

namespace PlumbingOps.Simulator.Faults;

/// <summary>The two ways a connection ends without an answer; a client tells them apart, and .NET's treats them differently.</summary>
public static class Disconnect
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Kestrel tears an aborted connection down with a reset.</summary>
    public static void Reset(HttpContext context) => context.Abort();

    /// <summary>We stop sending and wait until the client has gone too; an abort before that would turn the end into a reset.</summary>
    public static async Task FinAsync(HttpContext context)
    {
        var socket = context.Features.Get<IConnectionSocketFeature>()?.Socket ?? throw new InvalidOperationException("Not a connection of its own");
        socket.Shutdown(SocketShutdown.Send);
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var heard = context.RequestAborted.Register(gone.SetResult);
        await Task.WhenAny(gone.Task, Task.Delay(Patience, CancellationToken.None));
        context.Abort();
    }

    /// <summary>The header promises the whole body, half of it comes.</summary>
    public static async Task CutOffAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentLength = body.Length;
        await context.Response.StartAsync(CancellationToken.None);
        await context.Response.Body.WriteAsync(body[..(body.Length / 2)], CancellationToken.None);
        await context.Response.Body.FlushAsync(CancellationToken.None);
        await FinAsync(context);
    }
}
