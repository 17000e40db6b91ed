using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace PlumbingOps.Data.Database;

/// <summary>snake_case names for everything, explicit and readable; a CHECK for every enum column; keys that are ours.</summary>
internal sealed class DatabaseNames : IModelFinalizingConvention
{
    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        // What lies inside a JSON column has no columns of its own.
        foreach (var entity in modelBuilder.Metadata.GetEntityTypes().Where(entity => !entity.IsMappedToJson()))
        {
            if (entity.GetTableName() is not { } given)
            {
                foreach (var property in entity.GetProperties())
                {
                    property.Builder.HasColumnName(Snake(property.Name));
                }

                continue;
            }

            var table = Snake(given);
            entity.Builder.ToTable(table, entity.GetSchema());
            foreach (var property in entity.GetProperties())
            {
                if (property.IsConcurrencyToken && property.ClrType == typeof(uint))
                {
                    property.Builder.HasColumnName("xmin");
                    continue;
                }

                property.Builder.HasColumnName(Snake(property.Name));
                if (property.IsPrimaryKey() && property.ClrType == typeof(Guid) && entity.ClrType.Assembly == typeof(DatabaseNames).Assembly)
                {
                    // We make the keys. Told otherwise, EF takes a new part with a key for an old one and updates a row that is not there.
                    property.Builder.ValueGenerated(ValueGenerated.Never);
                }

                var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
                if (type.IsEnum)
                {
                    var values = string.Join(", ", Enum.GetNames(type).Select(n => $"'{n}'"));
                    entity.Builder.HasCheckConstraint($"ck_{table}_{Snake(property.Name)}", $"{Snake(property.Name)} in ({values})");
                }
            }

            foreach (var key in entity.GetKeys())
            {
                key.Builder.HasName(key.IsPrimaryKey() ? $"pk_{table}" : $"ak_{table}_{Columns(key.Properties)}");
            }

            foreach (var foreignKey in entity.GetForeignKeys())
            {
                foreignKey.Builder.HasConstraintName(Short($"fk_{table}_{Columns(foreignKey.Properties)}"));
            }

            foreach (var index in entity.GetIndexes())
            {
                if (index.GetDatabaseNameConfigurationSource() is null or ConfigurationSource.Convention || index.GetDatabaseName()!.StartsWith("IX_", StringComparison.Ordinal))
                {
                    index.Builder.HasDatabaseName(Short($"{(index.IsUnique ? "ux" : "ix")}_{table}_{Columns(index.Properties)}"));
                }
            }
        }
    }

    private static string Columns(IEnumerable<IConventionProperty> properties) =>
        string.Join('_', properties.Select(p => p.Name == "TenantId" ? "tenant" : Snake(p.Name)));

    /// <summary>PostgreSQL cuts names at 63 bytes.</summary>
    private static string Short(string name) => name.Length <= 63 ? name : name[..63];

    private static string Snake(string name)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
