using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using PlumbingOps.Data.Mail;
using PlumbingOps.Web.Start;

namespace PlumbingOps.Web.Features.Mail;

/// <summary>The address the settings name; else this machine's own, which is right for trying things out and nowhere else.</summary>
public sealed class HouseAddress(PublicAddress house, IServer server) : IHouseAddress
{
    public Uri? Find() => house.Given
        ?? (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } listening ? new UriBuilder(BindingAddress.Parse(listening).Scheme, "localhost", BindingAddress.Parse(listening).Port).Uri : null);
}
