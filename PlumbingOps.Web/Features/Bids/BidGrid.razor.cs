using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.Bids;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Bids;

/// <summary>
/// Each cell is stored when it is left. The last row of a section is not stored yet: it has its id already, so that it stays the same row, with the
/// focus in it, when its first cell makes a line of it.
/// </summary>
public sealed partial class BidGrid(BidLineService lines, Notices notices) : IDisposable
{
    private readonly Dictionary<Guid, Guid> newRows = [];
    private readonly Dictionary<(Guid Line, BidLineField Field), Refusal> refused = [];
    /// <summary>Cells are stored in the order they were left, however fast somebody types.</summary>
    private readonly SemaphoreSlim turn = new(1);
    private Guid? renaming;

    [Parameter, EditorRequired] public BidDetails Bid { get; set; } = default!;

    [Parameter, EditorRequired] public Actor Actor { get; set; } = default!;

    [Parameter] public bool MayEdit { get; set; }

    [Parameter] public bool SeesPrices { get; set; }

    [Parameter] public bool SeesMargins { get; set; }

    /// <summary>Reads the bid anew.</summary>
    [Parameter, EditorRequired] public Func<Task> OnChanged { get; set; } = default!;

    private IEnumerable<BidLineField> Fields => Enum.GetValues<BidLineField>().Where(f => f switch
    {
        BidLineField.UnitPrice => SeesPrices,
        BidLineField.UnitCost => SeesMargins,
        _ => true,
    });

    protected override void OnParametersSet()
    {
        foreach (var section in Bid.Sections)
        {
            if (!newRows.TryGetValue(section.Id, out var row) || section.Lines.Any(l => l.Id == row))
            {
                newRows[section.Id] = Guid.CreateVersion7();
            }
        }
    }

    public void Dispose() => turn.Dispose();

    private IEnumerable<BidLineRow> RowsOf(BidSectionRow section) =>
        MayEdit ? section.Lines.Append(new BidLineRow(newRows[section.Id], "", 1, null, null, null, null)) : section.Lines;

    private BidLineRow? Find(Guid id) => Bid.Sections.SelectMany(s => s.Lines).FirstOrDefault(l => l.Id == id);

    private async Task SetAsync(Guid section, Guid id, BidLineField field, string? typed)
    {
        // What it showed when it was left: another's change that arrives while we wait for our turn is seen as one.
        var shown = Find(id);
        await turn.WaitAsync();
        try
        {
            var line = shown ?? Find(id);
            if (line is null && string.IsNullOrWhiteSpace(typed))
            {
                refused.Remove((id, field));
                return;
            }

            await lines.SetAsync(Bid.Id, section, id, field, line is null ? null : BidCell.Text(line, field), typed, Actor);
            refused.Remove((id, field));
        }
        catch (RuleException refusal)
        {
            refused[(id, field)] = new Refusal(typed ?? "", refusal.Message);
            notices.Bad(refusal.Message);
        }
        finally
        {
            turn.Release();
        }

        await OnChanged();
    }

    private async Task PasteAsync(BlockPasteEventArgs paste)
    {
        if (paste.Text is null)
        {
            notices.Bad("That is too much at once: paste some hundred lines at a time.");
            return;
        }

        if (!MayEdit || !Guid.TryParse(paste.Row, out var row) || !Enum.TryParse<BidLineField>(paste.Column, out var field)
            || Bid.Sections.FirstOrDefault(s => newRows[s.Id] == row || s.Lines.Any(l => l.Id == row)) is not { } section)
        {
            return;
        }

        await DoAsync(async () =>
        {
            var many = await lines.PasteAsync(Bid.Id, section.Id, row, field, paste.Text, Actor);
            notices.Good(many == 1 ? "1 line pasted" : $"{many} lines pasted");
        });
    }

    private Task MoveAsync(BidLineRow line, int by) => DoAsync(() => lines.MoveAsync(Bid.Id, line.Id, by, Actor));

    private async Task RemoveAsync(BidLineRow line)
    {
        RemovedLine? removed = null;
        await turn.WaitAsync();
        try
        {
            await notices.TryAsync(
                async () => removed = await lines.RemoveAsync(Bid.Id, line.Id, Actor), $"“{(line.Description.Length == 0 ? "The line" : line.Description)}” removed", undo: () => lines.RestoreAsync(removed!, Actor));
        }
        finally
        {
            turn.Release();
        }

        await OnChanged();
    }

    private Task AddSectionAsync() => DoAsync(() => lines.AddSectionAsync(Bid.Id, $"Section {Bid.Sections.Count + 1}", Actor));

    private Task RenameAsync(BidSectionRow section, ChangeEventArgs change)
    {
        renaming = null;
        return DoAsync(() => lines.RenameSectionAsync(Bid.Id, section.Id, (string?)change.Value, Actor));
    }

    private async Task DoAsync(Func<Task> act)
    {
        await turn.WaitAsync();
        try
        {
            await notices.TryAsync(act);
        }
        finally
        {
            turn.Release();
        }

        await OnChanged();
    }

    private static bool IsNumber(BidLineField field) => field is not (BidLineField.Description or BidLineField.Unit);

    private static string ClassOf(BidLineField field) => $"bid-{field.ToString().ToLowerInvariant()}";

    private static string Heading(BidLineField field) => field switch
    {
        BidLineField.UnitPrice => "Unit price $",
        BidLineField.UnitCost => "Unit cost $",
        _ => field.ToString(),
    };

    /// <summary>What could not be stored stays in its cell, with why.</summary>
    private sealed record Refusal(string Typed, string Why);
}
