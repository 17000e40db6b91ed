using System.Globalization;
using System.Reflection;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Control;
using PlumbingOps.Simulator.Faults;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Pages;

/// <summary>/__sim for people: the page, its style, and its buttons, which lead back to it.</summary>
public static class PageEndpoints
{
    private const string StyleSheet = "simulator.css";

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", () => Results.Redirect(ControlApi.Root));
        routes.MapGet(ControlApi.Root, ShowAsync);
        routes.MapGet($"{ControlApi.Root}/{StyleSheet}", () => Results.Stream(Assembly.GetExecutingAssembly().GetManifestResourceStream(StyleSheet)!, "text/css"));
        routes.MapGet($"{ControlApi.Root}/open", (PublicView view, string url) => Results.LocalRedirect(
            view.Find(url) is { } found ? $"~{ControlApi.Root}?account={Uri.EscapeDataString(found.Account)}#{Uri.EscapeDataString(found.Post)}" : $"~{ControlApi.Root}"));
        var buttons = routes.MapGroup($"{ControlApi.Root}/do").DisableAntiforgery();
        buttons.MapPost("/fault", (HttpContext context, FaultQueue faults) => DoAsync(context, form => faults.Add(FaultPresets.Find(form["fault"]))));
        buttons.MapPost("/no-faults", (HttpContext context, FaultQueue faults) => DoAsync(context, _ => faults.Clear()));
        buttons.MapPost("/advance", (HttpContext context, SimulatedWorld world) => DoAsync(context, form => world.Clock.Advance(Minutes(form["minutes"]))));
        buttons.MapPost("/kill", (HttpContext context, SimulatedWorld world, TokenRegistry tokens) => DoAsync(context, form => Kill(context, world, tokens, form["death"])));
        buttons.MapPost("/next", (HttpContext context, SimulatedWorld world) =>
            DoAsync(context, form => world.Do(() => NextOnes.Plan(world.State, context.Request.Query["account"].ToString(), form["next"]))));
        buttons.MapPost("/switch", (HttpContext context, SimulatedWorld world) => DoAsync(context, form => world.Do(() => Switches.Toggle(world.Settings, form["switch"]))));
        buttons.MapPost("/reset", (HttpContext context, SimulatedWorld world, FaultQueue faults) => DoAsync(context, _ =>
        {
            faults.Clear();
            world.Reset();
        }));
    }

    private static async Task ShowAsync(HttpContext context, SimulatedWorld world, PublicView view, FaultQueue faults, PageRenderer renderer, string? account, string? refresh)
    {
        var html = await renderer.RenderAsync<SimulatorPage>(new Dictionary<string, object?>
        {
            [nameof(SimulatorPage.View)] = SimulatorView.Make(world, view, faults, account, refresh is not null),
        });
        context.Response.Headers.ContentSecurityPolicy = PageRenderer.ContentSecurityPolicy();
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.ContentType = Answer.HtmlType;
        await context.Response.WriteAsync(html, context.RequestAborted);
    }

    private static async Task<IResult> DoAsync(HttpContext context, Action<IFormCollection> act)
    {
        act(await context.Request.ReadFormAsync(context.RequestAborted));
        return Results.LocalRedirect($"~{ControlApi.Root}{context.Request.QueryString}");
    }

    private static TimeSpan Minutes(string? text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var minutes) && minutes > 0 ? TimeSpan.FromMinutes(minutes) : throw new FormatException("How many minutes?");

    /// <summary>The tokens that speak for the chosen account; for a location, those of whoever manages it.</summary>
    private static void Kill(HttpContext context, SimulatedWorld world, TokenRegistry tokens, string? death)
    {
        var account = context.Request.Query["account"].ToString();
        if (!Enum.TryParse<TokenDeath>(death, out var why))
        {
            throw new FormatException("Why shall they die?");
        }

        world.Do(() =>
        {
            var location = world.State.Locations.Values.FirstOrDefault(known => known.LongName == account);
            var managers = world.State.People.Where(person => location is not null && person.GoogleAccounts.Contains(location.Account)).Select(person => person.Id).ToHashSet();
            return tokens.Kill(
                token => location is null ? token.Account == account : managers.Contains(token.Person) && token.Kind is TokenKind.GoogleAccess or TokenKind.GoogleRefresh, why);
        });
    }
}
