using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using PlumbingOps.Data;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Shell;

/// <summary>A small page around a list, as a room would write it.</summary>
public sealed class ListPageUnderTest : ComponentBase
{
    [Parameter] public Func<ListRequest, Task<ListPage<LotRow>>> Load { get; set; } = default!;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenComponent<DataList<LotRow>>(0);
        builder.AddComponentParameter(1, "Label", "Lots");
        builder.AddComponentParameter(2, "Load", Load);
        builder.AddComponentParameter(3, "Key", (LotRow row) => (object)row.Id);
        builder.AddComponentParameter(4, "Href", (LotRow row) => $"/lots/{row.Id}");
        builder.AddComponentParameter(5, "DefaultSort", "lot");
        builder.AddComponentParameter(6, "EmptyTitle", "No lots yet");
        builder.AddComponentParameter(7, "EmptyStep", (RenderFragment)(b => b.AddContent(0, "Add a lot")));
        builder.AddComponentParameter(8, "BulkActions", (RenderFragment<IReadOnlyList<LotRow>>)(rows => b => b.AddContent(0, $"Archive {rows.Count}")));
        builder.AddComponentParameter(9, "Selectable", true);
        builder.AddComponentParameter(10, "ChildContent", (RenderFragment)(columns =>
        {
            columns.OpenComponent<Column<LotRow>>(0);
            columns.AddComponentParameter(1, "Title", "Lot");
            columns.AddComponentParameter(2, "SortKey", "lot");
            columns.AddComponentParameter(3, "ChildContent", (RenderFragment<LotRow>)(row => b => b.AddContent(0, row.Lot)));
            columns.CloseComponent();
            columns.OpenComponent<Column<LotRow>>(4);
            columns.AddComponentParameter(5, "Title", "Status");
            columns.AddComponentParameter(6, "ChildContent", (RenderFragment<LotRow>)(row => b => b.AddContent(0, row.Status)));
            columns.CloseComponent();
        }));
        builder.CloseComponent();
    }
}
