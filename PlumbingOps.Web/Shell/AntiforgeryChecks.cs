using Microsoft.AspNetCore.Antiforgery;

namespace PlumbingOps.Web.Shell;

public static class AntiforgeryChecks
{
    /// <summary>Whether a page of ours sent this. Who gives up while sending, by leaving the page, sent nothing: that is no error of the house.</summary>
    public static async Task<bool> IsFromOurPageAsync(this IAntiforgery antiforgery, HttpContext http)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException e) when (e.InnerException is IOException)
        {
            return false;
        }
    }
}
