using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PlumbingOps.Data.History;

/// <summary>One transaction: who changed something, from where, and in one line why. Written by the database (spine.sql).</summary>
public class ChangeSet
{
    public Guid Id { get; init; }
    public DateTimeOffset At { get; init; }
    public Guid? ActorId { get; init; }
    public required string ActorName { get; init; }
    public required string Source { get; init; }
    public string? Summary { get; init; }
    public string? CorrelationId { get; init; }
    /// <summary>The change set this one takes back.</summary>
    public Guid? Undoes { get; init; }
}

/// <summary>What happened to one row. For an update, before and after hold only what changed; secrets are masked.</summary>
public class Change
{
    public long Id { get; init; }
    public DateTimeOffset At { get; init; }
    public Guid ChangeSetId { get; init; }
    public ChangeSet? ChangeSet { get; init; }
    /// <summary>Null for what the companies share.</summary>
    public string? TenantId { get; init; }
    /// <summary>The table's name without schema.</summary>
    public required string Entity { get; init; }
    public Guid EntityId { get; init; }
    /// <summary>The record whose History tab shows this change: the job of a job's task.</summary>
    public required string RootEntity { get; init; }
    public Guid RootId { get; init; }
    /// <summary>insert, update or delete.</summary>
    public required string Action { get; init; }
    /// <summary>jsonb by column name.</summary>
    public string? Before { get; init; }
    /// <summary>jsonb by column name.</summary>
    public string? After { get; init; }
}

public class ChangeConfiguration : IEntityTypeConfiguration<ChangeSet>, IEntityTypeConfiguration<Change>
{
    public void Configure(EntityTypeBuilder<ChangeSet> builder) =>
        builder.ToTable("change_sets", "history", t => t.ExcludeFromMigrations());

    public void Configure(EntityTypeBuilder<Change> builder)
    {
        builder.ToTable("changes", "history", t => t.ExcludeFromMigrations());
        builder.HasKey(c => new { c.Id, c.At });
        builder.Property(c => c.Before).HasColumnType("jsonb");
        builder.Property(c => c.After).HasColumnType("jsonb");
        builder.HasOne(c => c.ChangeSet).WithMany().HasForeignKey(c => c.ChangeSetId);
    }
}
