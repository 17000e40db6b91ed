namespace PlumbingOps.Web.Shell;

/// <summary>What the browser may load and who may embed us. Styles may be inline, because components position things that way; scripts may not.</summary>
public static class SecurityHeaders
{
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
        + "connect-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'";

    private const string PermissionsPolicy =
        "accelerometer=(), camera=(self), display-capture=(), geolocation=(self), gyroscope=(), microphone=(), payment=(), usb=()";

    /// <summary>Where the address itself is the right: nobody keeps it, shows it to others or lists it.</summary>
    private static readonly PathString[] SecretAddresses = [Urls.ReviewLinks, Urls.ApprovalLinks];

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
            headers["Permissions-Policy"] = PermissionsPolicy;
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            if (Array.Exists(SecretAddresses, room => context.Request.Path.StartsWithSegments(room)))
            {
                // As the antiforgery of their forms wants it: it would warn about anything else.
                (headers.CacheControl, headers.Pragma) = ("no-cache, no-store", "no-cache");
                headers["Referrer-Policy"] = "no-referrer";
                headers["X-Robots-Tag"] = "noindex, nofollow";
            }

            return next(context);
        });
}
