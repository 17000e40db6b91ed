using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Web.Features.Marketing.Content;

/// <summary>Which channels a company's content is shown for: those it has accounts on, or all of the catalogue while it has none.</summary>
public sealed class PreviewChannels(ChannelService channels, AccountService accounts)
{
    /// <returns>All of the catalogue, for writing; and those to preview.</returns>
    public async Task<(IReadOnlyList<ChannelRow> All, IReadOnlyList<ChannelRow> Previewed)> OfAsync(string tenantId, Actor by)
    {
        var all = await channels.ListAsync(by);
        var used = (await accounts.ListActiveAsync(tenantId, by)).Select(a => a.ChannelId).ToHashSet();
        return (all, used.Count == 0 ? all : [.. all.Where(c => used.Contains(c.Id))]);
    }
}
