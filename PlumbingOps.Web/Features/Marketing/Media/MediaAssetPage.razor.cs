using System.Globalization;
using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Media;

public sealed partial class MediaAssetPage(MediaService library, MediaCropService crops, LiveUpdates live, Me me, TenantChoice tenants, Notices notices)
{
    private const double BytesOfAMegabyte = 1024 * 1024;

    private readonly PageReads reads = new();
    private MediaDetails? media;
    private Edit<MediaInput>? edit;
    private MediaShape? shape;
    private Actor actor = default!;
    private TimeWords times = default!;
    private string? missing;
    private bool mayEdit;
    private IDisposable? listening;

    [Parameter] public Guid Id { get; set; }

    private string Size => string.Join(" · ", new[]
    {
        media!.Row.Width is { } w && media.Row.Height is { } h ? $"{w} × {h}" : null,
        string.Create(CultureInfo.InvariantCulture, $"{media.Row.Bytes / BytesOfAMegabyte:0.0} MB"),
    }.OfType<string>());

    protected override async Task OnInitializedAsync()
    {
        actor = await me.ActorAsync();
        times = tenants.Times();
        mayEdit = tenants.Offers(actor, Permission.EditMarketing);
        listening = live.Subscribe(change => change.Touches("media_assets", Id) ? InvokeAsync(RefreshAsync) : Task.CompletedTask);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (media?.Id != Id)
        {
            (media, edit, shape, missing) = (null, null, null, null);
            await LoadAsync();
        }
    }

    public void Dispose() => listening?.Dispose();

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            media = await library.GetAsync(Id, await me.ActorAsync());
            times = tenants.Times(media.TenantId);
            edit?.TakeIn(media.Input.Copy());
        }
        catch (NotFoundException)
        {
            missing = "This picture was not found";
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private void Edit() => edit = new Edit<MediaInput>(() => media!.Input.Copy());

    private async Task SaveAsync()
    {
        await edit!.SaveAsync((seen, mine) => library.SaveAsync(Id, seen, mine, actor));
        edit = null;
        await LoadAsync();
    }

    private async Task CroppedAsync(CropBox box)
    {
        var cut = shape!.Value;
        if (await notices.TryAsync(() => crops.CropAsync(Id, cut, box, actor), $"Cropped to {cut.InWords()}"))
        {
            shape = null;
        }

        await LoadAsync();
    }

    private async Task RemoveCropAsync(MediaShape cut)
    {
        var box = media!.Row.Crops.Find(c => c.Shape == cut)!.Box;
        await notices.TryAsync(() => crops.RemoveAsync(Id, cut, actor), $"{cut.InWords()} removed", undo: () => crops.CropAsync(Id, cut, box, actor));
        await LoadAsync();
    }

    private async Task ArchiveAsync()
    {
        await notices.TryAsync(() => library.ArchiveAsync(Id, actor), $"{media!.Row.FileName} archived; content that shows it keeps it", undo: () => library.RestoreAsync(Id, actor));
        await LoadAsync();
    }

    private async Task RestoreAsync()
    {
        await notices.TryAsync(() => library.RestoreAsync(Id, actor), $"{media!.Row.FileName} restored");
        await LoadAsync();
    }

    private async Task<IReadOnlyList<string>> KnownTagsAsync(CancellationToken cancellationToken) => await library.TagsAsync(actor, cancellationToken);

    private static string Version(CropBox box) => $"{box.X}-{box.Y}-{box.Width}";
}
