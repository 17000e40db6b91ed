using Microsoft.AspNetCore.Components;

namespace PlumbingOps.Web.Shell;

/// <summary>One column of a <see cref="DataList{TRow}"/>. It only describes; the list draws.</summary>
public sealed class Column<TRow> : ComponentBase, IDisposable
{
    [CascadingParameter] private DataList<TRow> List { get; set; } = default!;

    [Parameter, EditorRequired] public string Title { get; set; } = "";

    /// <summary>What <see cref="PlumbingOps.Data.ListRequest.Sort"/> says when this column orders the list; null: the column does not sort.</summary>
    [Parameter] public string? SortKey { get; set; }

    /// <summary>The first click sorts newest or largest first.</summary>
    [Parameter] public bool DescendingFirst { get; set; }

    [Parameter] public ColumnAlign Align { get; set; }

    /// <summary>A CSS width ("7rem", "20%"). Columns without one share what is left, so give one to dates, badges and numbers.</summary>
    [Parameter] public string? Width { get; set; }

    [Parameter] public string? Class { get; set; }

    /// <summary>1 always shows; 2 leaves tables below 1100 px; 3 leaves below 1400 px and is not on a phone's cards.</summary>
    [Parameter] public int Priority { get; set; } = 1;

    /// <summary>The cell that names the row and carries its link; without any, the first column.</summary>
    [Parameter] public bool Main { get; set; }

    /// <summary>Long text takes more lines; without it the cell clips and shows the rest as a tooltip.</summary>
    [Parameter] public bool Wrap { get; set; }

    [Parameter] public RenderFragment<TRow>? ChildContent { get; set; }

    internal string CellClass { get; private set; } = "";

    protected override void OnInitialized() => List.Add(this);

    protected override void OnParametersSet() =>
        CellClass = string.Join(' ', new[]
        {
            Align == ColumnAlign.Right ? "right" : Align == ColumnAlign.Center ? "center" : null,
            Priority > 1 ? $"priority-{Priority}" : null,
            Wrap ? "wrap" : null,
            Class,
        }.Where(name => name is not null));

    public void Dispose() => List.Remove(this);
}

public enum ColumnAlign { Left, Right, Center }
