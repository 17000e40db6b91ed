using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Imports;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Imports;

public sealed partial class ImportPage(
    ImportListService lists, ImportReviewService review, ImportCommitService commits, ImportUndoService undos, LiveUpdates live, Me me, TenantChoice tenants, Notices notices)
{
    private readonly PageReads reads = new();
    private ImportBatchDetails? import;
    private UndoPreview? undo;
    private string? missing;
    private string? doing;
    private bool mayCommit;
    private int version;
    private IDisposable? listening;

    [Parameter] public Guid Id { get; set; }

    private TenantChoice Tenants => tenants;

    protected override async Task OnInitializedAsync()
    {
        mayCommit = (await me.ActorAsync()).May(Permission.CommitImports);
        listening = live.Subscribe(change => doing is null && (change.Touches("import_batches", Id) || change.Touches("import_words")) ? InvokeAsync(RefreshAsync) : Task.CompletedTask);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (import?.Batch.Id != Id)
        {
            await LoadAsync();
        }
    }

    public void Dispose() => listening?.Dispose();

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            import = await lists.GetAsync(Id, await me.ActorAsync());
            version++;
        }
        catch (NotFoundException)
        {
            missing = "This import was not found";
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    /// <summary>One step at a time: a second press finds the first one working.</summary>
    private async Task DoAsync(string what, Func<Actor, Task> step, string? success = null)
    {
        if (doing is not null)
        {
            return;
        }

        doing = what;
        try
        {
            var actor = await me.ActorAsync();
            if (await notices.TryAsync(() => step(actor), success))
            {
                undo = null;
            }
        }
        finally
        {
            doing = null;
        }

        await LoadAsync();
    }

    private Task AnswerAsync((ImportQuestion Question, string Value) answer) =>
        DoAsync("Reading the file again with your answer…", by => review.AnswerAsync(Id, answer.Question.Id, answer.Value, by));

    private Task UndoAnswerAsync(ImportAnswerRow answer) =>
        DoAsync("Reading the file again without that answer…", by => review.UndoAnswerAsync(Id, answer.Id, by), $"Taken back: {answer.Sentence}");

    private Task AcceptAsync(IReadOnlyList<int> numbers) =>
        DoAsync($"Accepting {ImportText.Rows(numbers.Count)}…", by => review.ApproveAsync(Id, numbers, by));

    private Task SkipAsync(IReadOnlyList<int> numbers) =>
        DoAsync($"Leaving {ImportText.Rows(numbers.Count)} out…", by => review.SkipAsync(Id, numbers, by));

    private Task ForgetAsync(IReadOnlyList<int> numbers) =>
        DoAsync("Reading the file again without your corrections…", by => review.CorrectAsync(Id, numbers, null, by));

    /// <summary>From the dialog: what is refused goes back to it, where what was typed still stands.</summary>
    private async Task SaveRowAsync(RowSaved saved)
    {
        if (doing is not null)
        {
            throw new RuleException("The file is still being read again. Save once more in a moment.");
        }

        doing = "Reading the file again with your correction…";
        try
        {
            var by = await me.ActorAsync();
            if (saved is { Question: { } question, Always: { } name })
            {
                await review.AnswerAsync(Id, question.Id, name, by);
            }

            await review.CorrectAsync(Id, [saved.Number], saved.Correction, by);
        }
        finally
        {
            doing = null;
            await LoadAsync();
        }
    }

    private Task DiscardAsync() => DoAsync("Setting the file aside…", by => review.DiscardAsync(Id, by), "The file was set aside");

    private async Task CommitAsync()
    {
        var imported = 0;
        var progress = new Progress<ImportProgress>(p =>
        {
            if (doing is not null)
            {
                doing = $"{p.Doing}…";
                _ = InvokeAsync(StateHasChanged);
            }
        });
        await DoAsync("Importing…", async by => imported = await commits.CommitAsync(Id, by, progress));
        if (imported > 0)
        {
            notices.Good($"{ImportText.Rows(imported)} imported");
        }
    }

    private async Task LookAtUndoAsync()
    {
        var actor = await me.ActorAsync();
        await notices.TryAsync(async () => undo = await undos.PreviewAsync(Id, actor));
    }

    private async Task UndoAsync()
    {
        await DoAsync("Undoing…", by => undos.UndoAsync(Id, by), "The import was undone");
    }

    private async Task<IReadOnlyList<string>> SuggestAsync(QuestionSubject subject, string? builder, string typed, CancellationToken cancellationToken) =>
        await lists.SuggestAsync(Id, subject, builder, typed, await me.ActorAsync(), cancellationToken);
}
