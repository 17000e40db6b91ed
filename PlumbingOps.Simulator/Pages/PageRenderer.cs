using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace PlumbingOps.Simulator.Pages;

/// <summary>Razor to plain HTML: no circuit, no script.</summary>
public sealed class PageRenderer(IServiceProvider services, ILoggerFactory logs)
{
    public async Task<string> RenderAsync<TPage>(Dictionary<string, object?> parameters) where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(services, logs);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            "<!DOCTYPE html>\n" + (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }

    /// <summary>Nothing but our own style sheet and pictures of this machine; forms go where the page says.</summary>
    public static string ContentSecurityPolicy(string formsTo = "'self'") =>
        $"default-src 'none'; style-src 'self'; img-src 'self' data: http://127.0.0.1:* http://localhost:*; form-action {formsTo}; base-uri 'none'; frame-ancestors 'none'";
}
