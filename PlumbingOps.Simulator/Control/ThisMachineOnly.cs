using System.Net;
using PlumbingOps.Simulator.Calls;

namespace PlumbingOps.Simulator.Control;

/// <summary>
/// Refuses who is not on this machine, who reaches us under a foreign name (a web page that points its own host name at 127.0.0.1), and a foreign page
/// that posts to our controls.
/// </summary>
public sealed class ThisMachineOnly(RequestDelegate next)
{
    private static readonly HashSet<string> Names = ["localhost", "127.0.0.1", "[::1]"];

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isLocal = context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && Names.Contains(request.Host.Host);
        var isForeignPage = HttpMethods.IsPost(request.Method) && request.Path.StartsWithSegments(ControlApi.Root)
            && request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none");
        if (isLocal && !isForeignPage)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = Answer.HtmlType;
        return context.Response.WriteAsync("The simulator serves this machine only.", context.RequestAborted);
    }
}
