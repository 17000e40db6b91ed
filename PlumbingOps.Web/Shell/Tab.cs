using Microsoft.AspNetCore.Components;

namespace PlumbingOps.Web.Shell;

/// <summary>One section of <see cref="Tabs"/>.</summary>
public sealed class Tab : ComponentBase, IDisposable
{
    [CascadingParameter] private Tabs Tabs { get; set; } = default!;

    /// <summary>Its name in the address.</summary>
    [Parameter, EditorRequired] public string Key { get; set; } = "";

    [Parameter, EditorRequired] public string Title { get; set; } = "";

    [Parameter] public int? Count { get; set; }

    [Parameter] public RenderFragment? ChildContent { get; set; }

    protected override void OnInitialized() => Tabs.Add(this);

    public void Dispose() => Tabs.Remove(this);
}
