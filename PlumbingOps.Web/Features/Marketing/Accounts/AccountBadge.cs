using Microsoft.AspNetCore.Components;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Accounts;

/// <summary>How an account is served, as a word, an icon and a hue, everywhere the same.</summary>
public static class AccountBadge
{
    public static RenderFragment Of(AccountRow account) => (account.IsActive, account.Provider, account.Connection) switch
    {
        (false, _, _) => StatusBadge.Cell("Switched off", Hue.Neutral, "ban"),
        (_, Provider.Manual, _) => StatusBadge.Cell("By hand", Hue.Neutral, "user"),
        (_, _, ConnectionState.Connected) => StatusBadge.Cell("Connected", Hue.Good, "link"),
        (_, _, ConnectionState.NeedsReconnect) => StatusBadge.Cell("Connect again", Hue.Bad),
        (_, _, ConnectionState.NeedsAction) => StatusBadge.Cell("Needs attention", Hue.Warn),
        _ => StatusBadge.Cell("Not connected", Hue.Warn, "circle-dashed"),
    };
}
