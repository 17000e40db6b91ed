using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.Imports;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Imports;

public sealed partial class ImportRows(ImportListService imports, Me me, Notices notices, NavigationManager navigation)
{
    private ListPage<ImportRowItem>? shown;
    private ImportRowItem? editing;

    [Parameter, EditorRequired] public ImportBatchDetails Import { get; set; } = default!;

    [Parameter] public bool Busy { get; set; }

    /// <summary>Counts up with every change of the batch: the list reads again.</summary>
    [Parameter] public int Version { get; set; }

    [Parameter] public EventCallback<IReadOnlyList<int>> OnAccept { get; set; }

    [Parameter] public EventCallback<IReadOnlyList<int>> OnSkip { get; set; }

    [Parameter] public EventCallback<IReadOnlyList<int>> OnForget { get; set; }

    /// <summary>Throws what is refused: the dialog says it and stays open.</summary>
    [Parameter] public EventCallback<RowSaved> OnSaveRow { get; set; }

    [Parameter, EditorRequired] public SuggestNames Suggest { get; set; } = default!;

    [SupplyParameterFromQuery] private string? Q { get; set; }
    [SupplyParameterFromQuery] private string? Outcome { get; set; }
    [SupplyParameterFromQuery] private string? Question { get; set; }
    [SupplyParameterFromQuery] private string? Panel { get; set; }

    private NavigationManager Navigation => navigation;

    private ImportRowItem? peeked => shown?.Rows.FirstOrDefault(r => r.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) == Panel);

    private string? QuestionText => Import.Findings.Questions.FirstOrDefault(q => q.Id == Question)?.AsWritten;

    private ImportRowFilter Filter => new()
    {
        Search = Q,
        Outcome = Enum.TryParse<RowOutcome>(Outcome, out var outcome) ? outcome : null,
        QuestionId = Question,
    };

    private async Task<ListPage<ImportRowItem>> LoadAsync(ListRequest request) =>
        await imports.ListRowsAsync(Import.Batch.Id, Filter, request, await me.ActorAsync());

    private async Task AllAsync(EventCallback<IReadOnlyList<int>> verb)
    {
        IReadOnlyList<int> numbers = [];
        var actor = await me.ActorAsync();
        if (await notices.TryAsync(async () => numbers = await imports.RowNumbersAsync(Import.Batch.Id, Filter, actor)))
        {
            await verb.InvokeAsync(numbers);
        }
    }

    private ImportQuestion? QuestionOf(ImportRowItem row) =>
        Import.Findings.Questions.FirstOrDefault(q => q.Subject is QuestionSubject.Builder or QuestionSubject.Community && q.Rows.Contains(row.Number));

    private bool CanChange(ImportRowItem row) => Import.IsOpen && row.Outcome is not (RowOutcome.Imported or RowOutcome.Error or RowOutcome.Unchanged);

    private static string? Class(ImportRowItem row) => row.Outcome is RowOutcome.Skipped or RowOutcome.Duplicate or RowOutcome.Unchanged ? "is-quiet" : null;

    private static List<int> Numbers(IReadOnlyList<ImportRowItem> rows) => [.. rows.Select(r => r.Number)];

    /// <summary>The reason, or for what was imported the records themselves.</summary>
    private static RenderFragment Why(ImportRowItem row) => builder =>
    {
        if (row.Outcome is not (RowOutcome.Imported or RowOutcome.Unchanged) || row.Records.Count == 0)
        {
            if (row.Reason.Length == 0)
            {
                return;
            }
            builder.OpenElement(0, "span");
            builder.AddAttribute(1, "title", row.Reason);
            builder.AddContent(2, row.Reason);
            builder.CloseElement();
            return;
        }
        foreach (var record in row.Records)
        {
            builder.OpenElement(3, "a");
            builder.AddAttribute(4, "href", ImportText.RecordHref(record));
            builder.AddContent(5, record.Label);
            builder.CloseElement();
            builder.AddContent(6, " ");
        }
    };
}
