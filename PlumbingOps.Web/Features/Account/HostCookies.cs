using Microsoft.AspNetCore.Authentication.Cookies;

namespace PlumbingOps.Web.Features.Account;

/// <summary>
/// Over https the cookie's name starts with __Host-, which browsers accept only from this very host. Over http, on a developer's machine, the name
/// carries the port: browsers share cookies among the ports of a host, and two houses would sign each other out.
/// </summary>
public sealed class HostCookies : ICookieManager
{
    private readonly ChunkingCookieManager cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) => cookies.GetRequestCookie(context, Name(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        cookies.AppendResponseCookie(context, Name(context, key), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => cookies.DeleteCookie(context, Name(context, key), options);

    private static string Name(HttpContext context, string key) =>
        context.Request.IsHttps ? $"__Host-{key}" : $"{key}-{context.Request.Host.Port ?? 80}";
}
