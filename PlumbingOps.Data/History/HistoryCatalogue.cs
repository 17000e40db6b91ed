using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.History;

/// <summary>The tables whose changes are logged, as the model knows them. The only source of table and column names in statements that put something back.</summary>
internal sealed class HistoryCatalogue
{
    private static readonly ConditionalWeakTable<IModel, HistoryCatalogue> Known = [];

    private readonly FrozenDictionary<string, HistoryTable> tables;

    private HistoryCatalogue(IModel model)
    {
        tables = model.GetEntityTypes().Where(e => !e.IsMappedToJson() && e.GetTableName() is { } name && HistoryWords.Knows(name))
            .Select(e => new HistoryTable(e)).ToFrozenDictionary(t => t.Name);
        var ranked = new List<string>();
        while (ranked.Count < tables.Count)
        {
            // A table comes after all it refers to; a reference to itself does not count.
            var next = tables.Values.Where(t => !ranked.Contains(t.Name)).OrderBy(t => t.Name, StringComparer.Ordinal)
                .First(t => t.References.All(r => r.To == t.Name || ranked.Contains(r.To) || !tables.ContainsKey(r.To)));
            ranked.Add(next.Name);
        }

        ParentsFirst = ranked.ConvertAll(name => tables[name]);
    }

    public IReadOnlyList<HistoryTable> ParentsFirst { get; }

    public static HistoryCatalogue Of(DbContext db) => Known.GetValue(db.Model, model => new HistoryCatalogue(model));

    public HistoryTable? Find(string entity) => tables.GetValueOrDefault(entity);

    /// <summary>Foreign keys of logged tables that point at the table.</summary>
    public IEnumerable<(HistoryTable From, HistoryReference Reference)> PointingAt(string entity) =>
        from table in ParentsFirst
        from reference in table.References
        where reference.To == entity
        select (table, reference);
}

internal sealed class HistoryTable
{
    public HistoryTable(IEntityType entity)
    {
        Name = entity.GetTableName()!;
        Sql = $"{entity.GetSchema()}.{Name}";
        // A company's key is text; spine.sql logs it under a hash of it.
        IdSql = entity.ClrType == typeof(Tenant) ? "md5(t.id)::uuid" : Name == "user_roles" ? "t.user_id" : "t.id";
        var store = StoreObjectIdentifier.Table(Name, entity.GetSchema());
        Columns = entity.GetProperties()
            .Where(p => p.GetColumnName(store) is { } column && column != "xmin" && p.GetComputedColumnSql() is null && p.ValueGenerated != ValueGenerated.OnAddOrUpdate)
            .ToFrozenDictionary(p => p.GetColumnName(store)!, p => new HistoryColumn(p.GetColumnName(store)!, p.ClrType, PrincipalOf(p)));
        References = entity.GetForeignKeys()
            .Select(f => (Key: f, Column: f.Properties[^1].GetColumnName(store)!, To: f.PrincipalEntityType.GetTableName()!))
            .Where(f => f.To != "tenants")
            .Select(f => new HistoryReference(f.Column, f.To)).ToList();
    }

    /// <summary>As the log names it.</summary>
    public string Name { get; }

    /// <summary>With its schema.</summary>
    public string Sql { get; }

    /// <summary>The logged id of a row of the table under the alias t.</summary>
    public string IdSql { get; }

    /// <summary>What can be written; columns the database derives are not here.</summary>
    public FrozenDictionary<string, HistoryColumn> Columns { get; }

    public IReadOnlyList<HistoryReference> References { get; }

    public IEnumerable<string> Masked => Columns.Keys.Where(c => HistoryWords.IsMasked(Name, c));

    private static string? PrincipalOf(IProperty property) =>
        property.GetContainingForeignKeys().Where(f => f.Properties[^1] == property).Select(f => f.PrincipalEntityType.GetTableName()).FirstOrDefault();
}

/// <param name="PointsAt">The table whose id the column holds, when it holds one.</param>
internal sealed record HistoryColumn(string Name, Type Type, string? PointsAt);

/// <param name="Column">The column that holds the other's id.</param>
internal sealed record HistoryReference(string Column, string To);
