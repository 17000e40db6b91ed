using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Recurring;

public class RecurringConfiguration : IEntityTypeConfiguration<RecurringRun>, IEntityTypeConfiguration<RecurringSwitch>
{
    private const int NameMaxLength = 80;
    private const int PersonMaxLength = 200;
    private const int InstanceMaxLength = 120;

    public void Configure(EntityTypeBuilder<RecurringRun> builder)
    {
        builder.ToTable("recurring_runs");
        builder.Property(r => r.Work).HasMaxLength(NameMaxLength);
        builder.Property(r => r.Instance).HasMaxLength(InstanceMaxLength);
        builder.Property(r => r.Counts).HasMaxLength(RecurringRun.WordsMaxLength);
        builder.Property(r => r.Error).HasMaxLength(RecurringRun.WordsMaxLength);
        builder.Property(r => r.StartedBy).HasMaxLength(PersonMaxLength);
        builder.HasIndex(r => new { r.StartedAt, r.Id });
        builder.HasIndex(r => new { r.Work, r.StartedAt, r.Id });
        // Failures are few among many; people look for them alone.
        builder.HasIndex(r => new { r.Outcome, r.StartedAt, r.Id });
        builder.HasIndex(r => r.TenantId);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(r => r.TenantId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<RecurringSwitch> builder)
    {
        builder.ToTable("recurring_switches");
        builder.Property(s => s.Work).HasMaxLength(NameMaxLength);
        builder.Property(s => s.PausedBy).HasMaxLength(PersonMaxLength);
        builder.Property(s => s.Reason).HasMaxLength(RecurringSwitch.ReasonMaxLength);
        builder.HasIndex(s => s.Work).IsUnique();
    }
}
