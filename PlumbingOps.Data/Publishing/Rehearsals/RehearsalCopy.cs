using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Media;

namespace PlumbingOps.Data.Publishing.Rehearsals;

/// <summary>
/// Copies what publishing a company's coming posts needs to a company that exists on a stage only. Every record gets another id, so that no row of the true
/// company is touched, and none is locked. Tokens are not copied.
/// </summary>
internal sealed class RehearsalCopy(AppDbContext db, string from, string to, string salt)
{
    private const string Tenant = "tenant_id";

    /// <summary>In the order of their references; only what a chosen post needs.</summary>
    private static readonly (Type Entity, string Only)[] Copied =
    [
        (typeof(ChannelAccount), "true"),
        (typeof(AccountConnection), "s.state <> 'Disconnected'"),
        (typeof(AccountLimit), "true"),
        (typeof(PublishPause), "true"),
        (typeof(Offer), "true"),
        (typeof(SeasonalEvent), "true"),
        (typeof(MediaAsset), "exists (select from app.content_media m join app.posts p on p.tenant_id = m.tenant_id and p.content_id = m.content_id where m.media_id = s.id and p.id = any ($4))"),
        (typeof(MediaCrop), "exists (select from app.content_media m join app.posts p on p.tenant_id = m.tenant_id and p.content_id = m.content_id where m.media_id = s.media_id and p.id = any ($4))"),
        (typeof(ContentItem), "exists (select from app.posts p where p.tenant_id = s.tenant_id and p.content_id = s.id and p.id = any ($4))"),
        (typeof(ContentText), "exists (select from app.posts p where p.tenant_id = s.tenant_id and p.content_id = s.content_id and p.id = any ($4))"),
        (typeof(ContentMedia), "exists (select from app.posts p where p.tenant_id = s.tenant_id and p.content_id = s.content_id and p.id = any ($4))"),
        (typeof(Post), "s.id = any ($4)"),
    ];

    public async Task RunAsync(IReadOnlyCollection<Guid> posts, CancellationToken cancellationToken)
    {
        foreach (var (entity, only) in Copied)
        {
            // All four are named, so that each has its type whether the statement needs it or not.
            await db.RunAsync(
                $"with said as (select $1::text, $2::text, $3::text, $4::uuid[]) {Statement(db.Model.FindEntityType(entity)!)} and ({only})", [from, to, salt, posts.ToArray()], cancellationToken);
        }
    }

    /// <summary>The copies' ids by the originals', of one table.</summary>
    public async Task<IReadOnlyDictionary<Guid, Guid>> OriginalsAsync(string table, CancellationToken cancellationToken) =>
        (await db.ReadAsync(
            string.Create(CultureInfo.InvariantCulture, $"select {Mapped("s.id", 2)}, s.id from app.{table} s where s.tenant_id = $1"), [from, salt], row => (row.GetGuid(0), row.GetGuid(1)), cancellationToken)).ToDictionary();

    private static string Statement(IEntityType entity)
    {
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        var columns = entity.GetProperties().Where(p => p.GetComputedColumnSql() is null && p.GetColumnName(table) is not (null or "xmin")).ToList();
        var names = columns.Select(p => $"\"{p.GetColumnName(table)}\"");
        var values = columns.Select(p => Value(entity, p, p.GetColumnName(table)!));
        return $"insert into {table.Schema}.{table.Name} ({string.Join(", ", names)}) select {string.Join(", ", values)} from {table.Schema}.{table.Name} s where s.{Tenant} = $1";
    }

    private static string Value(IEntityType entity, IProperty property, string column) =>
        column == Tenant ? "$2"
        : property.IsPrimaryKey() && column == "id" ? Mapped("s.id", 3)
        // One account at a network belongs to one connection, whatever the company: the copy has another one in a moment.
        : entity.ClrType == typeof(AccountConnection) && property.Name == nameof(AccountConnection.ExternalId) ? "md5(s.id::text || $3)"
        : property.GetContainingForeignKeys().FirstOrDefault() is not { } reference ? $"s.\"{column}\""
        : Array.Exists(Copied, c => c.Entity == reference.PrincipalEntityType.ClrType) ? Mapped($"s.\"{column}\"", 3)
        // It carries the company, and what it points to stays behind.
        : reference.Properties.Count > 1 ? "null"
        : $"s.\"{column}\"";

    private static string Mapped(string id, int saltAt) => string.Create(CultureInfo.InvariantCulture, $"md5({id}::text || ${saltAt})::uuid");
}
