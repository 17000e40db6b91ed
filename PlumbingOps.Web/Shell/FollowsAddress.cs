using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace PlumbingOps.Web.Shell;

/// <summary>
/// A part that shows what the address says: filters, tabs, the side panel. The router renders a page again only when its own parameters changed, and a
/// page that reads the query through the address has none that did.
/// </summary>
public abstract class FollowsAddress : ComponentBase, IDisposable
{
    [Inject] protected NavigationManager Navigation { get; set; } = default!;

    protected override void OnInitialized() => Navigation.LocationChanged += OnLocationChanged;

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        OnGone();
        GC.SuppressFinalize(this);
    }

    /// <summary>For what a part keeps beside the address; it renders afterwards.</summary>
    protected virtual void OnAddressChanged()
    {
    }

    /// <summary>The part leaves the page: what it listens to besides is let go.</summary>
    protected virtual void OnGone()
    {
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => InvokeAsync(() =>
    {
        OnAddressChanged();
        StateHasChanged();
    });
}
