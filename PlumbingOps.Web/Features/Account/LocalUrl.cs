namespace PlumbingOps.Web.Features.Account;

/// <summary>Where to go after signing in: inside this application, or Home.</summary>
public static class LocalUrl
{
    public static string Or(string? wanted, string otherwise) => IsLocal(wanted) ? wanted! : otherwise;

    /// <summary>One slash, and none of what browsers take for a second one or drop before looking.</summary>
    private static bool IsLocal(string? url) =>
        url is ['/', ..] && url is not ['/', '/' or '\\', ..] && !url.Any(char.IsControl) && !url.Contains('\\');
}
