using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Media;

/// <summary>Takes a picture or film into the library: past the disk, not through memory.</summary>
public sealed class MediaUploadService(Db database, IFileStore files, TimeProvider clock)
{
    private const int Buffer = 81_920;

    /// <param name="fileName">As the person's file is called; nothing is believed of it.</param>
    /// <exception cref="RuleException">Too large, or no picture or film we take.</exception>
    public async Task<UploadedMedia> UploadAsync(string tenantId, string fileName, Stream content, Actor by, CancellationToken cancellationToken = default)
    {
        // Asked before the upload, which takes its time, and without a connection during it.
        await using (var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken))
        {
            await OwnCompany.RequireAsync(db, tenantId, "marketing", cancellationToken);
        }

        var scratch = Directory.CreateTempSubdirectory("plumbingops-upload-");
        try
        {
            var path = Path.Combine(scratch.FullName, "upload");
            await ReceiveAsync(content, path, MediaAsset.MaxBytes, cancellationToken);
            var type = await TypeAsync(path, cancellationToken);
            var (width, height) = await PrepareAsync(path, type, cancellationToken);
            return await StoreAsync(tenantId, NameOf(fileName, type), path, type, width, height, by, cancellationToken);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <param name="most">Bytes; more is refused.</param>
    internal static async Task ReceiveAsync(Stream content, string path, long most, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous });
        var buffer = new byte[Buffer];
        for (var total = 0L; await content.ReadAsync(buffer, cancellationToken) is > 0 and var read;)
        {
            total += read;
            if (total > most)
            {
                throw new RuleException(LargerThan(most));
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    public static string TooLarge => LargerThan(MediaAsset.MaxBytes);

    private static string LargerThan(long bytes) => $"The file is larger than {bytes / 1024 / 1024} MB.";

    internal static async Task<string> TypeAsync(string path, CancellationToken cancellationToken)
    {
        var head = new byte[MediaFormat.HeadBytes];
        await using var file = File.OpenRead(path);
        var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        return MediaFormat.Of(head.AsSpan(0, read))
            ?? throw new RuleException(read == 0 ? "The file is empty." : "This is no picture or film we can use. Take JPEG, PNG, GIF, WebP or HEIC, MP4 or MOV.");
    }

    /// <summary>Makes what is shown and published, beside the upload.</summary>
    internal static async Task<(int? Width, int? Height)> PrepareAsync(string path, string type, CancellationToken cancellationToken)
    {
        if (MediaFormat.IsFilm(type))
        {
            await FilmFile.RemoveMetadataAsync(path, cancellationToken);
            return (null, null);
        }

        try
        {
            var (width, height) = await PictureTool.ReadAsync(path, cancellationToken);
            await PictureTool.ShrinkAsync(path, MediaFiles.WholeKey(path), PictureTool.WholeEdge, cancellationToken);
            await PictureTool.ShrinkAsync(MediaFiles.WholeKey(path), MediaFiles.ThumbKey(path), PictureTool.ThumbEdge, cancellationToken);
            return (width, height);
        }
        catch (RuleException) when (type == MediaFormat.Heic)
        {
            throw new RuleException("This HEIC picture cannot be read here. On the phone choose “Most compatible”, or save it as JPEG.");
        }
    }

    private async Task<UploadedMedia> StoreAsync(string tenantId, string name, string path, string type, int? width, int? height, Actor by, CancellationToken cancellationToken)
    {
        string hash;
        await using (var file = File.OpenRead(path))
        {
            hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        }

        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        if (await KnownAsync(db, tenantId, hash, cancellationToken) is { } known)
        {
            return known;
        }

        var (id, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
        var asset = new MediaAsset
        {
            Id = id,
            TenantId = tenantId,
            FileName = name,
            ContentType = type,
            Bytes = new FileInfo(path).Length,
            Width = width,
            Height = height,
            WholeBytes = width is null ? null : new FileInfo(MediaFiles.WholeKey(path)).Length,
            Hash = hash,
            StorageKey = MediaFiles.NewKey(tenantId, id, now, type),
            UploadedById = by.UserId,
            UploadedAt = now,
        };
        await files.PutAsync(asset.StorageKey, path, cancellationToken);
        if (width is not null)
        {
            await files.PutAsync(MediaFiles.WholeKey(asset.StorageKey), MediaFiles.WholeKey(path), cancellationToken);
            await files.PutAsync(MediaFiles.ThumbKey(asset.StorageKey), MediaFiles.ThumbKey(path), cancellationToken);
        }

        db.MediaAssets.Add(asset);
        await db.DescribeAsync($"Uploaded {name}", cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return new UploadedMedia(id, name, WasThere: false);
        }
        catch (DbUpdateException e) when (e.Violates(MediaConfiguration.OneOfEach))
        {
            // Two people uploaded the same picture at once: the second's files have no record and go.
            await ForgetAsync(asset);
            db.ChangeTracker.Clear();
            return (await KnownAsync(db, tenantId, hash, cancellationToken))!;
        }
        catch
        {
            await ForgetAsync(asset);
            throw;
        }
    }

    private async Task ForgetAsync(MediaAsset asset)
    {
        foreach (var key in new[] { asset.StorageKey, MediaFiles.WholeKey(asset.StorageKey), MediaFiles.ThumbKey(asset.StorageKey) })
        {
            await files.DeleteAsync(key, CancellationToken.None);
        }
    }

    /// <summary>Somebody who uploads an archived picture again wants it back.</summary>
    private static async Task<UploadedMedia?> KnownAsync(AppDbContext db, string tenantId, string hash, CancellationToken cancellationToken)
    {
        if (await db.MediaAssets.SingleOrDefaultAsync(m => m.TenantId == tenantId && m.Hash == hash, cancellationToken) is not { } asset)
        {
            return null;
        }

        if (asset.ArchivedAt is not null)
        {
            asset.ArchivedAt = null;
            await db.DescribeAsync($"Restored the picture {asset.FileName} by uploading it again", cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }

        return new UploadedMedia(asset.Id, asset.FileName, WasThere: true);
    }

    /// <summary>Without folders and control characters; only people read it.</summary>
    private static string NameOf(string typed, string type)
    {
        var name = Typed.Line(new string([.. typed.Split('/', '\\')[^1].Where(letter => !char.IsControl(letter))])) ?? $"upload.{MediaFormat.Extension(type)}";
        return name.Length <= MediaAsset.FileNameMaxLength ? name : name[^MediaAsset.FileNameMaxLength..];
    }
}

/// <param name="WasThere">The same file is in the library already: nothing was stored twice.</param>
public sealed record UploadedMedia(Guid Id, string FileName, bool WasThere);
