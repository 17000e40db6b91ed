using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PlumbingOps.Data;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Web.Shell;

/// <summary>Where the shell reads the companies from: those the actor may see.</summary>
public delegate Task<IReadOnlyList<TenantRow>> ListTenants(Actor actor, CancellationToken cancellationToken);

/// <summary>The company this screen shows: one, or all the person may see. Remembered in a cookie, so the server knows it before it renders.</summary>
public sealed class TenantChoice(ListTenants listTenants, NavigationManager navigation, IJSRuntime js, TimeProvider clock)
{
    public const string Cookie = "company";

    public event Action? Changed;

    /// <summary>What the person may see.</summary>
    public IReadOnlyList<TenantRow> All { get; private set; } = [];

    /// <summary>The chosen company; null while several are shown together.</summary>
    public TenantRow? One { get; private set; }

    /// <summary>The companies on screen: the chosen one, or all.</summary>
    public IReadOnlyList<TenantRow> Shown => One is null ? All : [One];

    public TenantRow? Find(string? tenantId) => All.FirstOrDefault(tenant => tenant.Id == tenantId);

    /// <summary>The actor with rights in the shown companies only: what a list asks with.</summary>
    public Actor Narrow(Actor actor) => One is null ? actor : actor with { Tenants = [One.Id] };

    /// <summary>One of the shown companies has the room switched on.</summary>
    public bool Has(Feature feature) => Shown.Any(tenant => tenant.Features.Contains(feature));

    /// <summary>The shown companies that have the room: those a new record can be for.</summary>
    /// <exception cref="RuleException">None has.</exception>
    public IReadOnlyList<TenantRow> WithRoom(Feature feature)
    {
        var having = Shown.Where(tenant => tenant.Features.Contains(feature)).ToList();
        return having.Count > 0 ? having : throw new RuleException($"{One?.Name ?? "Your company"} has switched {Permissions.InWords(feature)} off.");
    }

    /// <summary>The role has the right and one of the shown companies the room: what menus and buttons ask.</summary>
    public bool Offers(Actor actor, Permission permission) =>
        actor.May(permission) && (Permissions.FeatureOf(permission) is not { } feature || Has(feature));

    /// <summary>Days and hours in the company's zone; without a company in the chosen one's, else the first one's.</summary>
    public TimeWords Times(string? tenantId = null) =>
        TimeWords.In((Find(tenantId) ?? One ?? (All.Count > 0 ? All[0] : null))?.Zone, clock);

    /// <summary>Called once, before anything renders.</summary>
    /// <param name="actor">Nobody on pages before sign-in.</param>
    public async Task StartAsync(Actor? actor, string? remembered)
    {
        if (actor is not null)
        {
            All = await listTenants(actor, CancellationToken.None);
            One = All.Count == 1 ? All[0] : Find(remembered);
        }
    }

    /// <summary>Null shows all. A cursor of the old list means nothing in the new one, so the address drops it.</summary>
    public async Task ChooseAsync(string? tenantId)
    {
        One = Find(tenantId);
        await js.InvokeVoidAsync("shell.remember", Cookie, One?.Id ?? "");
        if (navigation.Query("after") is not null || navigation.Query("before") is not null)
        {
            navigation.NavigateTo(navigation.WithQuery(("after", null), ("before", null)), replace: true);
        }

        Changed?.Invoke();
    }
}
