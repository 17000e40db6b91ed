using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Jobs;

public class JobConfiguration : IEntityTypeConfiguration<Job>, IEntityTypeConfiguration<JobCrew>, IEntityTypeConfiguration<JobTask>, IEntityTypeConfiguration<JobContact>,
    IEntityTypeConfiguration<JobAccessCode>
{
    internal const string OnePhasePerLot = "ux_jobs_tenant_lot_phase";
    internal const string CrewOnce = "ux_job_crew_tenant_job_id_technician_id";

    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.Property(j => j.Number).ValueGeneratedOnAdd().HasAnnotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.None);
        builder.Property(j => j.Notes).HasMaxLength(Job.NotesMaxLength);
        builder.Property(j => j.ContactName).HasMaxLength(Job.ContactNameMaxLength);
        builder.Property(j => j.ContactPhone).HasMaxLength(Job.ContactPhoneMaxLength);
        builder.Property(j => j.ContactEmail).HasMaxLength(Job.ContactEmailMaxLength);
        builder.Property(j => j.StatusReason).HasMaxLength(Job.ReasonMaxLength);
        builder.Property(j => j.Version).IsRowVersion();
        builder.Property(j => j.StartSort).HasComputedColumnSql("coalesce(start_date, date '9999-12-31')", stored: true);
        builder.Property(j => j.DayCount).HasComputedColumnSql("end_date - start_date + 1", stored: true);
        builder.HasAlternateKey(j => new { j.TenantId, j.Id });
        builder.HasIndex(j => new { j.TenantId, j.Number }).IsUnique();
        builder.HasIndex(j => new { j.TenantId, j.LotId, j.Phase }).IsUnique().HasFilter("status <> 'Cancelled' and archived_at is null")
            .HasDatabaseName(OnePhasePerLot);
        builder.HasIndex(j => j.LotId);
        builder.HasIndex(j => new { j.TenantId, j.StartSort, j.Id });
        builder.HasIndex(j => new { j.TenantId, j.Status, j.StartSort, j.Id });
        builder.HasIndex(j => new { j.TenantId, j.Phase, j.StartSort, j.Id });
        builder.HasIndex(j => new { j.TenantId, j.EndDate }).HasFilter("status in ('New', 'Scheduled', 'InProgress')").HasDatabaseName("ix_jobs_open_end");
        // What the list opens with, and what nobody is assigned to.
        builder.HasIndex(j => new { j.TenantId, j.StartSort, j.Id }, "open").HasFilter("status in ('New', 'Scheduled', 'InProgress', 'OnHold')").HasDatabaseName("ix_jobs_open_start");
        builder.HasIndex(j => new { j.TenantId, j.DayCount });
        // What analytics counts by day, without a look at the table.
        builder.HasIndex(j => new { j.TenantId, j.CompletedOn, j.Id }).IncludeProperties(j => new { j.StartDate }).HasFilter("status = 'Completed' and archived_at is null").HasDatabaseName("ix_jobs_completed");
        builder.HasIndex(j => j.OfficeOwnerId);
        builder.HasOne(j => j.Lot).WithMany().HasForeignKey(j => j.LotId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(j => j.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(j => j.OfficeOwnerId).OnDelete(DeleteBehavior.SetNull);
        builder.ToTable(t =>
        {
            t.HasCheckConstraint("ck_jobs_days", "end_date >= start_date and (start_date is null) = (end_date is null)");
            t.HasCheckConstraint("ck_jobs_completed", "(status = 'Completed') = (completed_on is not null) or status = 'Cancelled'");
        });
    }

    public void Configure(EntityTypeBuilder<JobCrew> builder)
    {
        builder.ToTable("job_crew");
        builder.HasIndex(c => new { c.TenantId, c.JobId, c.TechnicianId }).IsUnique();
        builder.HasIndex(c => new { c.TenantId, c.TechnicianId });
        builder.HasOne<Job>().WithMany(j => j.Crew).HasForeignKey(c => new { c.TenantId, c.JobId }).HasPrincipalKey(j => new { j.TenantId, j.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Technician>().WithMany().HasForeignKey(c => new { c.TenantId, c.TechnicianId }).HasPrincipalKey(t => new { t.TenantId, t.Id }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<JobTask> builder)
    {
        builder.Property(t => t.Title).HasMaxLength(OfficeTask.TitleMaxLength);
        builder.Property(t => t.Description).HasMaxLength(Job.NotesMaxLength);
        builder.Property(t => t.Version).IsRowVersion();
        builder.HasIndex(t => new { t.TenantId, t.JobId });
        builder.HasIndex(t => new { t.TenantId, t.DueDate }).HasFilter("status in ('Pending', 'InProgress')").HasDatabaseName("ix_job_tasks_open_due");
        builder.HasIndex(t => t.AssigneeId);
        builder.HasOne<Job>().WithMany(j => j.Tasks).HasForeignKey(t => new { t.TenantId, t.JobId }).HasPrincipalKey(j => new { j.TenantId, j.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(t => t.AssigneeId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(t => t.CompletedById).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<JobContact> builder)
    {
        builder.Property(c => c.RoleOnJob).HasMaxLength(BuilderContact.RoleMaxLength);
        builder.HasIndex(c => new { c.TenantId, c.JobId, c.BuilderContactId }).IsUnique();
        builder.HasIndex(c => c.BuilderContactId);
        builder.HasOne<Job>().WithMany(j => j.Contacts).HasForeignKey(c => new { c.TenantId, c.JobId }).HasPrincipalKey(j => new { j.TenantId, j.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<BuilderContact>().WithMany().HasForeignKey(c => c.BuilderContactId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<JobAccessCode> builder)
    {
        builder.Property(c => c.Label).HasMaxLength(JobAccessCode.LabelMaxLength);
        builder.Property(c => c.Code).HasMaxLength(JobAccessCode.CodeMaxLength);
        builder.HasIndex(c => new { c.TenantId, c.JobId });
        builder.HasOne<Job>().WithMany().HasForeignKey(c => new { c.TenantId, c.JobId }).HasPrincipalKey(j => new { j.TenantId, j.Id }).OnDelete(DeleteBehavior.Cascade);
    }
}
