using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.ServiceCalls;

public class ServiceCallConfiguration : IEntityTypeConfiguration<ServiceCall>, IEntityTypeConfiguration<CallTechnician>, IEntityTypeConfiguration<UnassignedCall>,
    IEntityTypeConfiguration<CallTask>, IEntityTypeConfiguration<CallPayment>, IEntityTypeConfiguration<CallAccessCode>
{
    internal const string OnePrimary = "ux_call_technicians_primary";
    internal const string TechnicianOnce = "ux_call_technicians_tenant_service_call_id_technician_id";

    public void Configure(EntityTypeBuilder<ServiceCall> builder)
    {
        builder.Property(c => c.Number).ValueGeneratedOnAdd().HasAnnotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.None);
        builder.Property(c => c.Problem).HasMaxLength(ServiceCall.TextMaxLength);
        builder.Property(c => c.Notes).HasMaxLength(ServiceCall.TextMaxLength);
        builder.Property(c => c.ContactName).HasMaxLength(ServiceCall.NameMaxLength);
        builder.Property(c => c.ContactPhone).HasMaxLength(ServiceCall.PhoneMaxLength);
        builder.Property(c => c.ContactPhoneDigits).HasComputedColumnSql("app.phone_digits(contact_phone)", stored: true);
        builder.Property(c => c.ContactEmail).HasMaxLength(ServiceCall.NameMaxLength);
        builder.Property(c => c.ProjectName).HasMaxLength(ServiceCall.NameMaxLength);
        builder.Property(c => c.Street).HasMaxLength(ServiceCall.NameMaxLength);
        builder.Property(c => c.City).HasMaxLength(ServiceCall.CityMaxLength);
        builder.Property(c => c.State).HasMaxLength(ServiceCall.StateMaxLength);
        builder.Property(c => c.Zip).HasMaxLength(ServiceCall.ZipMaxLength);
        builder.Property(c => c.Building).HasMaxLength(ServiceCall.UnitMaxLength);
        builder.Property(c => c.Unit).HasMaxLength(ServiceCall.UnitMaxLength);
        builder.Property(c => c.StatusReason).HasMaxLength(ServiceCall.ReasonMaxLength);
        builder.Property(c => c.CustomerCode).HasMaxLength(ServiceCall.CodeMaxLength);
        builder.Property(c => c.Version).IsRowVersion();
        builder.Property(c => c.StartSort).HasComputedColumnSql("coalesce(starts_at, timestamptz '9999-12-31 00:00:00+00')", stored: true);
        builder.Property(c => c.Search).HasComputedColumnSql(
            "lower('c-' || number::text || ' ' || coalesce(contact_name, '') || ' ' || coalesce(app.phone_digits(contact_phone), '') || ' ' || coalesce(contact_email, '') || ' ' || coalesce(project_name, '') || ' ' || coalesce(street, '') || ' ' || coalesce(city, '') || ' ' || coalesce(customer_code, '') || ' ' || left(problem, 300))", stored: true);
        builder.HasAlternateKey(c => new { c.TenantId, c.Id });
        builder.HasIndex(c => new { c.TenantId, c.Number }).IsUnique();
        builder.HasIndex(c => new { c.TenantId, c.StartSort, c.Id });
        builder.HasIndex(c => new { c.TenantId, c.Status, c.StartSort, c.Id });
        builder.HasIndex(c => new { c.TenantId, c.Kind, c.StartSort, c.Id });
        builder.HasIndex(c => new { c.TenantId, c.EndsAt }).HasFilter("status in ('New', 'Scheduled', 'Dispatched', 'InProgress')").HasDatabaseName("ix_service_calls_open_end");
        // What the list opens with.
        builder.HasIndex(c => new { c.TenantId, c.StartSort, c.Id }, "open").HasFilter("status in ('New', 'Scheduled', 'Dispatched', 'InProgress', 'OnHold')").HasDatabaseName("ix_service_calls_open_start");
        // What the office chases, in the order of the list.
        builder.HasIndex(c => new { c.TenantId, c.StartSort, c.Id }, "needs_write_up").HasFilter("write_up in ('NeedsWriteUp', 'InProgress')").HasDatabaseName("ix_service_calls_needs_write_up");
        builder.HasIndex(c => new { c.TenantId, c.StartSort, c.Id }, "paperwork").HasFilter("status = 'Completed' and not paperwork_turned_in").HasDatabaseName("ix_service_calls_paperwork_missing");
        builder.HasIndex(c => new { c.TenantId, c.StartSort, c.Id }, "unpaid").HasFilter("payment_status in ('Unpaid', 'Pending', 'Partial')").HasDatabaseName("ix_service_calls_unpaid");
        builder.HasIndex(c => new { c.TenantId, c.CompletedAt, c.Id }).IncludeProperties(c => new { c.CreatedAt, c.StartsAt }).HasFilter("status = 'Completed' and archived_at is null").HasDatabaseName("ix_service_calls_completed");
        builder.HasIndex(c => new { c.TenantId, c.CreatedAt, c.Id }).HasFilter("archived_at is null").HasDatabaseName("ix_service_calls_taken");
        builder.HasIndex(c => new { c.TenantId, c.CustomerId });
        builder.HasIndex(c => c.LotId);
        builder.HasIndex(c => c.BuilderId);
        builder.HasIndex(c => c.Search).HasMethod("gin").HasOperators("gin_trgm_ops");
        builder.HasOne<Tenant>().WithMany().HasForeignKey(c => c.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(c => c.Customer).WithMany().HasForeignKey(c => new { c.TenantId, c.CustomerId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Customer>().WithMany().HasForeignKey(c => new { c.TenantId, c.BillToCustomerId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(c => c.Lot).WithMany().HasForeignKey(c => c.LotId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Builder>().WithMany().HasForeignKey(c => c.BuilderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Builder>().WithMany().HasForeignKey(c => c.BillToBuilderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(c => c.WriteUpAssigneeId).OnDelete(DeleteBehavior.SetNull);
        builder.ToTable(t =>
        {
            t.HasCheckConstraint("ck_service_calls_time", "ends_at >= starts_at and (ends_at is null or starts_at is not null)");
            t.HasCheckConstraint("ck_service_calls_for_whom", "num_nonnulls(customer_id, lot_id, street, project_name) > 0");
            t.HasCheckConstraint("ck_service_calls_completed", "status <> 'Completed' or completed_at is not null");
            t.HasCheckConstraint("ck_service_calls_one_payer", "num_nonnulls(bill_to_customer_id, bill_to_builder_id) <= 1");
        });
    }

    public void Configure(EntityTypeBuilder<CallTechnician> builder)
    {
        builder.Property(t => t.OverlapReason).HasMaxLength(CallTechnician.ReasonMaxLength).ValueGeneratedOnAddOrUpdate();
        builder.Property(t => t.PersonId).ValueGeneratedOnAddOrUpdate();
        builder.Property(t => t.BusyFrom).ValueGeneratedOnAddOrUpdate();
        builder.Property(t => t.BusyTo).ValueGeneratedOnAddOrUpdate();
        builder.HasIndex(t => new { t.TenantId, t.ServiceCallId, t.TechnicianId }).IsUnique();
        builder.HasIndex(t => new { t.TenantId, t.ServiceCallId }).IsUnique().HasFilter("is_primary").HasDatabaseName(OnePrimary);
        builder.HasIndex(t => new { t.TenantId, t.TechnicianId });
        builder.HasOne<ServiceCall>().WithMany(c => c.Technicians).HasForeignKey(t => new { t.TenantId, t.ServiceCallId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Technician>().WithMany().HasForeignKey(t => new { t.TenantId, t.TechnicianId }).HasPrincipalKey(t => new { t.TenantId, t.Id }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<UnassignedCall> builder)
    {
        builder.HasKey(u => new { u.TenantId, u.ServiceCallId });
        builder.HasOne<ServiceCall>().WithMany().HasForeignKey(u => new { u.TenantId, u.ServiceCallId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<CallTask> builder)
    {
        builder.Property(t => t.Title).HasMaxLength(OfficeTask.TitleMaxLength);
        builder.Property(t => t.Description).HasMaxLength(Job.NotesMaxLength);
        builder.Property(t => t.Version).IsRowVersion();
        builder.HasIndex(t => new { t.TenantId, t.ServiceCallId });
        builder.HasIndex(t => new { t.TenantId, t.DueDate }).HasFilter("status in ('Pending', 'InProgress')").HasDatabaseName("ix_call_tasks_open_due");
        builder.HasIndex(t => t.AssigneeId);
        builder.HasOne<ServiceCall>().WithMany(c => c.Tasks).HasForeignKey(t => new { t.TenantId, t.ServiceCallId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(t => t.AssigneeId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(t => t.CompletedById).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<CallPayment> builder)
    {
        builder.Property(p => p.Note).HasMaxLength(CallPayment.NoteMaxLength);
        builder.HasIndex(p => new { p.TenantId, p.ServiceCallId });
        builder.HasOne<ServiceCall>().WithMany(c => c.Payments).HasForeignKey(p => new { p.TenantId, p.ServiceCallId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(p => p.RecordedById).OnDelete(DeleteBehavior.SetNull);
        builder.ToTable(t => t.HasCheckConstraint("ck_call_payments_amount", "amount_cents <> 0"));
    }

    public void Configure(EntityTypeBuilder<CallAccessCode> builder)
    {
        builder.Property(c => c.Label).HasMaxLength(CallAccessCode.LabelMaxLength);
        builder.Property(c => c.Code).HasMaxLength(CallAccessCode.CodeMaxLength);
        builder.HasIndex(c => new { c.TenantId, c.ServiceCallId });
        builder.HasOne<ServiceCall>().WithMany(c => c.AccessCodes).HasForeignKey(c => new { c.TenantId, c.ServiceCallId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Cascade);
    }
}
