using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Media;

/// <summary>Cuts a picture to the shape a channel shows. Content that was approved with another cut asks again.</summary>
public sealed class MediaCropService(Db database, IFileStore files)
{
    public async Task CropAsync(Guid id, MediaShape shape, CropBox box, Actor by, CancellationToken cancellationToken = default)
    {
        string key, cropped;
        await using (var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken))
        {
            var asset = await MediaService.FindAsync(db, id, cancellationToken);
            Check(asset, shape, box);
            (key, cropped) = (asset.StorageKey, MediaFiles.CropKey(asset.StorageKey, shape, box));
        }

        var bytes = await MakeAsync(key, cropped, box, cancellationToken);
        await FieldMerge.RetryAsync(async () =>
        {
            await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
            var asset = await MediaService.FindAsync(db, id, cancellationToken);
            var crop = asset.Crops.Find(c => c.Shape == shape);
            if (crop?.StorageKey == cropped)
            {
                return;
            }

            if (crop is null)
            {
                db.MediaCrops.Add(crop = new MediaCrop { TenantId = asset.TenantId, MediaId = id, Shape = shape, StorageKey = cropped });
            }

            (crop.X, crop.Y, crop.Width, crop.Height, crop.StorageKey, crop.Bytes) = (box.X, box.Y, box.Width, box.Height, cropped, bytes);
            await ApprovalOfContent.AskAgainForPictureAsync(db, asset, cancellationToken);
            await db.DescribeAsync($"Cropped {asset.FileName} to {shape.InWords()}", cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }, e => e.Violates(MediaConfiguration.OneShape));
    }

    /// <summary>The channels show the whole picture again. The cut itself stays in the store: an address that was given out goes on working until it ends.</summary>
    public Task RemoveAsync(Guid id, MediaShape shape, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        var asset = await MediaService.FindAsync(db, id, cancellationToken);
        if (asset.Crops.Find(c => c.Shape == shape) is { } crop)
        {
            db.MediaCrops.Remove(crop);
            await ApprovalOfContent.AskAgainForPictureAsync(db, asset, cancellationToken);
            await db.DescribeAsync($"Took back the {shape.InWords()} crop of {asset.FileName}", cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }
    });

    private static void Check(MediaAsset asset, MediaShape shape, CropBox box)
    {
        if (asset.Width is not { } width || asset.Height is not { } height)
        {
            throw new RuleException("Only pictures can be cropped.");
        }

        if (box.X < 0 || box.Y < 0 || box.Width <= 0 || box.Height <= 0 || box.X + box.Width > width || box.Y + box.Height > height)
        {
            throw new RuleException("The box lies outside the picture.");
        }

        if (!shape.Fits(box))
        {
            throw new RuleException($"The box is not {shape.InWords()}.");
        }
    }

    /// <returns>The size of the cut.</returns>
    private async Task<long> MakeAsync(string key, string cropped, CropBox box, CancellationToken cancellationToken)
    {
        var scratch = Directory.CreateTempSubdirectory("plumbingops-crop-");
        try
        {
            var (original, made) = (Path.Combine(scratch.FullName, "original"), Path.Combine(scratch.FullName, "crop.jpg"));
            await using (var from = await files.OpenAsync(key, cancellationToken) ?? throw new NotFoundException("The picture's file"))
            await using (var to = File.Create(original))
            {
                await from.CopyToAsync(to, cancellationToken);
            }

            await PictureTool.CropAsync(original, made, box, cancellationToken);
            var bytes = new FileInfo(made).Length;
            await files.PutAsync(cropped, made, cancellationToken);
            return bytes;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
