using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Media;

/// <summary>Everything a page may ask about the library. Uploading and cropping have services of their own.</summary>
public sealed class MediaService(Db database, IFileStore files, TimeProvider clock)
{
    private const int MostTags = 100;
    private const int MostUses = 50;

    /// <summary>Offered even before anybody used them (DOMAIN 6.11).</summary>
    private static readonly string[] UsualTags = ["before and after", "crew", "job site", "emergency", "water heater", "drain", "sewer", "repair", "installation", "customer"];

    /// <summary>The newest first.</summary>
    public async Task<ListPage<MediaRow>> ListAsync(MediaFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var media = db.MediaAssets.AsNoTracking().Where(m => (m.ArchivedAt != null) == filter.Archived);
        if (filter.TenantId is { } tenant) { media = media.Where(m => m.TenantId == tenant); }
        if (filter.Tag is { } tag) { media = media.Where(m => m.Tags.Contains(tag)); }
        if (filter.OnlyFilms) { media = media.Where(m => m.ContentType.StartsWith("video/")); }
        if (filter.OnlyPictures) { media = media.Where(m => m.ContentType.StartsWith("image/")); }
        if (filter.Undescribed) { media = media.Where(m => m.AltText == null && m.ContentType.StartsWith("image/")); }
        foreach (var word in SearchWords.Of(filter.Search))
        {
            var anywhere = SearchWords.Anywhere(word);
            media = media.Where(m => EF.Functions.ILike(m.FileName, anywhere) || EF.Functions.ILike(m.AltText!, anywhere) || m.Tags.Any(t => EF.Functions.ILike(t, anywhere)));
        }

        var each = media.PerCompany(filter is { TenantId: null, Search: null } ? db.Scope!.Tenants : [], company => m => m.TenantId == company);
        return await each.ToPageAsync(request with { Descending = true }, m => m.UploadedAt, m => m.Id, AsRow, cancellationToken);
    }

    public async Task<MediaDetails> GetAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var asset = await db.MediaAssets.AsNoTracking().Include(m => m.Crops).SingleOrDefaultAsync(m => m.Id == id, cancellationToken) ?? throw new NotFoundException("The picture");
        var uses = await db.ContentMedia.Where(m => m.TenantId == asset.TenantId && m.MediaId == id)
            .Join(db.ContentItems, m => new { m.TenantId, Id = m.ContentId }, c => new { c.TenantId, c.Id }, (_, c) => c)
            .OrderByDescending(c => c.Number).Take(MostUses).Select(c => new MediaUse(c.Id, c.Number, c.Title)).ToListAsync(cancellationToken);
        var uploader = await db.Users.Where(u => u.Id == asset.UploadedById).Select(u => u.FullName).SingleOrDefaultAsync(cancellationToken);
        return new MediaDetails(ToRow(asset), MediaInput.Of(asset), uploader, uses);
    }

    /// <summary>Several at once, in the order asked for; unknown ones are left out.</summary>
    public async Task<IReadOnlyList<MediaRow>> GetSeveralAsync(IReadOnlyList<Guid> ids, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var found = await db.MediaAssets.Where(m => ids.Contains(m.Id)).Select(AsRow).ToDictionaryAsync(m => m.Id, cancellationToken);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    /// <summary>Tags in use and the usual ones.</summary>
    public async Task<IReadOnlyList<string>> TagsAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var used = await db.MediaAssets.Where(m => m.ArchivedAt == null).SelectMany(m => m.Tags).GroupBy(t => t)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).Take(MostTags).ToListAsync(cancellationToken);
        return [.. used.Union(UsualTags, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Stores what the person changed; fields others changed meanwhile stay as they are.</summary>
    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, MediaInput seen, MediaInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        Typed.Check(mine);
        var asset = await FindAsync(db, id, cancellationToken);
        FieldMerge.Merge(seen, mine, MediaInput.Of(asset)).FillIn(asset);
        await db.SaveChangesAsync(cancellationToken);
    });

    /// <summary>Hides it from the library; content that shows it keeps it.</summary>
    public Task ArchiveAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => SetArchivedAsync(id, true, by, cancellationToken);

    public Task RestoreAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => SetArchivedAsync(id, false, by, cancellationToken);

    /// <summary>One of its files for whoever may see the library.</summary>
    /// <param name="look">One of <see cref="MediaFiles"/>, or a <see cref="MediaShape"/> it is cropped to.</param>
    public async Task<OpenFile> OpenAsync(Guid id, string look, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var asset = await db.MediaAssets.AsNoTracking().Include(m => m.Crops).SingleOrDefaultAsync(m => m.Id == id, cancellationToken) ?? throw new NotFoundException("The picture");
        var film = MediaFormat.IsFilm(asset.ContentType);
        var (key, type) = look switch
        {
            MediaFiles.Original => (asset.StorageKey, asset.ContentType),
            MediaFiles.Whole when !film => (MediaFiles.WholeKey(asset.StorageKey), MediaFormat.Jpeg),
            MediaFiles.Thumb when !film => (MediaFiles.ThumbKey(asset.StorageKey), MediaFormat.Jpeg),
            _ => (asset.Crops.Find(c => string.Equals(c.Shape.ToString(), look, StringComparison.OrdinalIgnoreCase))?.StorageKey ?? throw new NotFoundException("The picture"), MediaFormat.Jpeg),
        };
        var stream = await files.OpenAsync(key, cancellationToken) ?? throw new NotFoundException("The file");
        return new OpenFile(stream, type, asset.FileName);
    }

    internal static async Task<MediaAsset> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.MediaAssets.Include(m => m.Crops).SingleOrDefaultAsync(m => m.Id == id, cancellationToken) ?? throw new NotFoundException("The picture");

    internal static readonly Expression<Func<MediaAsset, MediaRow>> AsRow = m => new MediaRow(
        m.Id, m.TenantId, m.FileName, m.ContentType, m.Bytes, m.Width, m.Height, m.AltText, m.Tags, m.UploadedAt, m.ArchivedAt, m.Crops.OrderBy(c => c.Shape).Select(c => new MediaCropRow(c.Shape, new CropBox(c.X, c.Y, c.Width, c.Height), c.Bytes)).ToList(), m.Hash, m.WholeBytes);

    private static readonly Func<MediaAsset, MediaRow> ToRow = AsRow.Compile();

    private Task SetArchivedAsync(Guid id, bool archived, Actor by, CancellationToken cancellationToken) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        var asset = await FindAsync(db, id, cancellationToken);
        asset.ArchivedAt = archived ? asset.ArchivedAt ?? clock.GetUtcNow() : null;
        await db.DescribeAsync($"{(archived ? "Archived" : "Restored")} the picture {asset.FileName}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });
}

/// <summary>A file on its way to a reader, who disposes the stream.</summary>
public sealed record OpenFile(Stream Content, string ContentType, string FileName);
