using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Web.Start;

namespace PlumbingOps.Tests.Start;

public class TrustedProxiesTests
{
    [Theory]
    [InlineData("127.0.0.1", "", "https", "203.0.113.7")]
    [InlineData("::1", "", "https", "203.0.113.7")]
    [InlineData("172.18.0.3", "10.0.0.4, 172.18.0.0/16", "https", "203.0.113.7")]
    [InlineData("10.0.0.4", "10.0.0.4, 172.18.0.0/16", "https", "203.0.113.7")]
    [InlineData("10.0.0.5", "10.0.0.4, 172.18.0.0/16", "http", "10.0.0.5")]
    [InlineData("203.0.113.9", "", "http", "203.0.113.9")]
    public async Task Only_a_known_proxy_is_believed_who_asks_and_over_what(string from, string named, string scheme, string asks)
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = "http";
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        context.Request.Headers["X-Forwarded-For"] = "203.0.113.7";
        context.Request.Headers["X-Forwarded-Proto"] = "https";
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var app = new ApplicationBuilder(services);
        app.UseTrustedProxies(TrustedProxies.Parse(named));
        app.Run(_ => Task.CompletedTask);

        await app.Build()(context);

        Assert.Equal((scheme, asks), (context.Request.Scheme, context.Connection.RemoteIpAddress.ToString()));
    }
}
