using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.ServiceCalls.Photos;

/// <summary>Photos of calls. A technician reaches those of own calls, the office all; paperwork names prices and is not for those who may not see them.</summary>
public sealed class CallPhotoService(Db database, IFileStore files, TimeProvider clock)
{
    /// <summary>The oldest first, paperwork before the rest.</summary>
    public async Task<IReadOnlyList<CallPhotoRow>> ListAsync(Guid callId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeServiceCalls, cancellationToken);
        var tenant = await db.ServiceCalls.Where(c => c.Id == callId).Select(c => c.TenantId).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("The call");
        var paperwork = MaySeePaperwork(by);
        return await db.CallPhotos.Where(p => p.TenantId == tenant && p.ServiceCallId == callId && p.RemovedAt == null && (paperwork || p.Kind != CallPhotoKind.Paperwork))
            .OrderBy(p => p.Kind).ThenBy(p => p.TakenAt).ThenBy(p => p.Id)
            .Select(p => new CallPhotoRow(p.Id, p.Kind, p.Width, p.Height, p.Turns, p.TakenAt, p.UploadedAt, db.Users.Where(u => u.Id == p.UploadedById).Select(u => u.FullName).FirstOrDefault(), p.UploadedById))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Takes in a photo. The same key again is the same photo, however often a phone has to try.</summary>
    /// <param name="sendKey">Made by the phone.</param>
    /// <param name="takenAt">By the phone's clock; nothing later than now is believed.</param>
    /// <exception cref="RuleException">Too large, or no photo.</exception>
    public async Task<Guid> AddAsync(Guid callId, Guid sendKey, CallPhotoKind kind, DateTimeOffset? takenAt, Stream content, Actor by, CancellationToken cancellationToken = default)
    {
        string tenant;
        // Asked before the upload, which takes its time, and without a connection during it.
        await using (var db = await database.OpenAsync(by, Permission.WorkOnServiceCalls, cancellationToken))
        {
            var call = await CallAsync(db, callId, cancellationToken);
            tenant = call.TenantId;
            if (await KnownAsync(db, tenant, callId, sendKey, cancellationToken) is { } known)
            {
                return known;
            }

            if (await db.CallPhotos.CountAsync(p => p.TenantId == tenant && p.ServiceCallId == callId, cancellationToken) >= CallPhoto.MostOfACall)
            {
                throw new RuleException($"A call has room for {CallPhoto.MostOfACall} photos.");
            }
        }

        var scratch = Directory.CreateTempSubdirectory("plumbingops-photo-");
        try
        {
            var path = Path.Combine(scratch.FullName, "photo");
            await MediaUploadService.ReceiveAsync(content, path, CallPhoto.MaxBytes, cancellationToken);
            var type = await MediaUploadService.TypeAsync(path, cancellationToken);
            if (MediaFormat.IsFilm(type))
            {
                throw new RuleException("This is a film. Take photos.");
            }

            var (width, height) = await MediaUploadService.PrepareAsync(path, type, cancellationToken);
            var (id, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
            var photo = new CallPhoto
            {
                Id = id,
                TenantId = tenant,
                ServiceCallId = callId,
                SendKey = sendKey,
                Kind = kind,
                ContentType = type,
                Bytes = new FileInfo(path).Length,
                Width = width!.Value,
                Height = height!.Value,
                StorageKey = MediaFiles.NewKey(tenant, id, now, type),
                TakenAt = takenAt is { } taken && taken < now ? taken.ToUniversalTime() : now,
                UploadedAt = now,
                UploadedById = by.UserId,
            };
            return await StoreAsync(photo, path, by, cancellationToken);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <summary>A quarter to the right.</summary>
    public async Task TurnAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        string key;
        int turns;
        await using (var db = await database.OpenAsync(by, Permission.WorkOnServiceCalls, cancellationToken))
        {
            var photo = await FindAsync(db, id, cancellationToken);
            (key, turns) = (photo.StorageKey, (photo.Turns + 1) % CallPhoto.FullTurn);
        }

        await MakeTurnedAsync(key, turns, cancellationToken);
        await FieldMerge.RetryAsync(async () =>
        {
            await using var db = await database.OpenAsync(by, Permission.WorkOnServiceCalls, cancellationToken);
            var photo = await FindAsync(db, id, cancellationToken);
            // Somebody turned it meanwhile: it is as it should be, or will be with the next press.
            if ((photo.Turns + 1) % CallPhoto.FullTurn == turns)
            {
                photo.Turn();
                await db.DescribeAsync("Turned a photo", cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
            }
        });
    }

    /// <summary>Taken by mistake. A technician removes own photos, the office any.</summary>
    public Task RemoveAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => ChangeAsync(id, "Removed a photo", photo => photo.Remove(clock.GetUtcNow()), by, cancellationToken);

    public Task RestoreAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => ChangeAsync(id, "Brought back a photo", photo => photo.Restore(), by, cancellationToken);

    /// <param name="look">One of <see cref="CallPhotoFiles"/>.</param>
    public async Task<OpenFile> OpenAsync(Guid id, string look, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeServiceCalls, cancellationToken);
        var photo = await FindAsync(db, id, cancellationToken);
        if (photo.Kind == CallPhotoKind.Paperwork && !MaySeePaperwork(by))
        {
            throw new NotFoundException("The photo");
        }

        var key = look switch
        {
            CallPhotoFiles.Whole => CallPhotoFiles.WholeKey(photo.StorageKey, photo.Turns),
            CallPhotoFiles.Thumb => CallPhotoFiles.ThumbKey(photo.StorageKey, photo.Turns),
            _ => throw new NotFoundException("The photo"),
        };
        return new OpenFile(await files.OpenAsync(key, cancellationToken) ?? throw new NotFoundException("The photo"), MediaFormat.Jpeg, $"{photo.Id:N}.jpg");
    }

    private static bool MaySeePaperwork(Actor by) => by.May(Permission.WorkOnServiceCalls) || by.May(Permission.SeePrices);

    private async Task<Guid> StoreAsync(CallPhoto photo, string path, Actor by, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(by, Permission.WorkOnServiceCalls, cancellationToken);
        // Still theirs after the upload; another's answers like an unknown one.
        var call = await CallAsync(db, photo.ServiceCallId, cancellationToken);
        await files.PutAsync(photo.StorageKey, path, cancellationToken);
        await files.PutAsync(MediaFiles.WholeKey(photo.StorageKey), MediaFiles.WholeKey(path), cancellationToken);
        await files.PutAsync(MediaFiles.ThumbKey(photo.StorageKey), MediaFiles.ThumbKey(path), cancellationToken);
        db.CallPhotos.Add(photo);
        await db.DescribeAsync($"Took a photo of {call.ShortNumber}", cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return photo.Id;
        }
        catch (DbUpdateException e) when (e.Violates(CallPhotoConfiguration.OneOfAKey))
        {
            // The phone's first try was still on its way: this one's files have no record and go.
            await ForgetAsync(photo.StorageKey);
            db.ChangeTracker.Clear();
            return (await KnownAsync(db, photo.TenantId, photo.ServiceCallId, photo.SendKey, cancellationToken))!.Value;
        }
        catch
        {
            await ForgetAsync(photo.StorageKey);
            throw;
        }
    }

    private async Task ForgetAsync(string key)
    {
        foreach (var file in new[] { key, MediaFiles.WholeKey(key), MediaFiles.ThumbKey(key) })
        {
            await files.DeleteAsync(file, CancellationToken.None);
        }
    }

    private async Task MakeTurnedAsync(string key, int turns, CancellationToken cancellationToken)
    {
        if (turns == 0)
        {
            return;
        }

        var scratch = Directory.CreateTempSubdirectory("plumbingops-turn-");
        try
        {
            var (whole, turned) = (Path.Combine(scratch.FullName, "whole.jpg"), Path.Combine(scratch.FullName, "turned"));
            await using (var from = await files.OpenAsync(MediaFiles.WholeKey(key), cancellationToken) ?? throw new NotFoundException("The photo's file"))
            await using (var to = File.Create(whole))
            {
                await from.CopyToAsync(to, cancellationToken);
            }

            await PictureTool.TurnAsync(whole, MediaFiles.WholeKey(turned), turns, cancellationToken);
            await PictureTool.ShrinkAsync(MediaFiles.WholeKey(turned), MediaFiles.ThumbKey(turned), PictureTool.ThumbEdge, cancellationToken);
            await files.PutAsync(CallPhotoFiles.WholeKey(key, turns), MediaFiles.WholeKey(turned), cancellationToken);
            await files.PutAsync(CallPhotoFiles.ThumbKey(key, turns), MediaFiles.ThumbKey(turned), cancellationToken);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private Task ChangeAsync(Guid id, string summary, Action<CallPhoto> change, Actor by, CancellationToken cancellationToken) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.WorkOnServiceCalls, cancellationToken);
        var photo = await FindAsync(db, id, cancellationToken);
        if (by.OnlyOwn && photo.UploadedById != by.UserId)
        {
            throw new RuleException("Somebody else took this photo. Ask the office.");
        }

        change(photo);
        await db.DescribeAsync(summary, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    private static async Task<Guid?> KnownAsync(AppDbContext db, string tenantId, Guid callId, Guid sendKey, CancellationToken cancellationToken) =>
        await db.CallPhotos.Where(p => p.TenantId == tenantId && p.ServiceCallId == callId && p.SendKey == sendKey).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(cancellationToken);

    private static async Task<ServiceCall> CallAsync(AppDbContext db, Guid callId, CancellationToken cancellationToken)
    {
        var call = await db.ServiceCalls.AsNoTracking().SingleOrDefaultAsync(c => c.Id == callId, cancellationToken) ?? throw new NotFoundException("The call");
        call.RefuseArchived();
        return call;
    }

    /// <summary>Through the call: a technician reaches the photos of own calls only.</summary>
    private static async Task<CallPhoto> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.CallPhotos.SingleOrDefaultAsync(p => p.Id == id && db.ServiceCalls.Any(c => c.TenantId == p.TenantId && c.Id == p.ServiceCallId), cancellationToken)
            ?? throw new NotFoundException("The photo");
}
