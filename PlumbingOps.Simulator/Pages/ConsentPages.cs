using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.GoogleBusiness;
using PlumbingOps.Simulator.Graph;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Pages;

/// <summary>Where a person would sign in with a provider and agree.</summary>
public sealed class ConsentPages(SimulatedWorld world, PageRenderer renderer)
{
    public static bool IsOne(Call call) => (call.Host, call.Path) switch
    {
        (GraphHosts.FacebookDialog, ["dialog", "oauth"]) => true,
        (GraphHosts.InstagramDialog, ["oauth", "authorize"]) => true,
        (GoogleHosts.Dialog, ["o", "oauth2", "v2", "auth"]) => true,
        _ => false,
    };

    public async Task<Answer> ShowAsync(Call call)
    {
        var (request, choices) = world.Do(() => (ConsentRequest.Read(call, world.State), Choices(call.Host)));
        var html = await renderer.RenderAsync<ConsentPage>(new Dictionary<string, object?>
        {
            [nameof(ConsentPage.Provider)] = call.Host switch { GraphHosts.FacebookDialog => "Facebook", GraphHosts.InstagramDialog => "Instagram", _ => "Google" },
            [nameof(ConsentPage.Scopes)] = request.Scopes,
            [nameof(ConsentPage.Choices)] = choices,
            [nameof(ConsentPage.ReturnsTo)] = request.RedirectUri,
            [nameof(ConsentPage.ChoosesOne)] = call.Host == GraphHosts.InstagramDialog,
        });
        var answer = Answer.Html(html);

        // The browser holds a form's redirect to the same rule as the form.
        answer.Headers["Content-Security-Policy"] = PageRenderer.ContentSecurityPolicy($"'self' {new Uri(request.RedirectUri).GetLeftPart(UriPartial.Authority)}");
        return answer;
    }

    private List<ConsentChoice> Choices(string host) =>
    [
        .. world.State.People.Select(person => new ConsentChoice(person.Id, person.Name, host switch
        {
            GraphHosts.FacebookDialog => [.. Pages(person), .. Profiles(person, withPage: true)],
            GraphHosts.InstagramDialog => [.. Profiles(person, withPage: false)],
            _ => [],
        })),
    ];

    private IEnumerable<(string Id, string Name)> Pages(Person person) =>
        world.State.Pages.Values.Where(page => person.Roles.Contains(page.Id)).Select(page => (page.Id, page.Name));

    private IEnumerable<(string Id, string Name)> Profiles(Person person, bool withPage) =>
        world.State.Profiles.Values.Where(profile => person.Roles.Contains(profile.Id) && (!withPage || profile.Page is not null)).Select(profile => (profile.Id, "@" + profile.UserName));
}

/// <summary>Somebody who may sign in, and what that person can share.</summary>
public sealed record ConsentChoice(string Id, string Name, IReadOnlyList<(string Id, string Name)> Targets);
