using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace PlumbingOps.Web.Start;

/// <summary>
/// A proxy adds TLS and passes on who asks. Unheard, it would cost cookies their Secure, and its one address would stand for everybody where failed
/// sign-ins are counted. Believed is a proxy on this machine and whatever the settings name, nobody else.
/// </summary>
public static class TrustedProxies
{
    public static void UseTrustedProxies(this IApplicationBuilder app, IReadOnlyList<IPNetwork> named)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        foreach (var network in named)
        {
            options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }

    /// <summary>"10.0.0.4, 172.18.0.0/16" → networks; an address alone is a network of one.</summary>
    /// <exception cref="FormatException">One of them is neither.</exception>
    public static IReadOnlyList<IPNetwork> Parse(string? text) =>
        [.. (text ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(word =>
            IPAddress.TryParse(word, out var one) ? new IPNetwork(one, one.GetAddressBytes().Length * 8) : IPNetwork.Parse(word))];
}
