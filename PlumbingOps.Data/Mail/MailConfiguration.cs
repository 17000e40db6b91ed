using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Mail;

public class MailConfiguration : IEntityTypeConfiguration<OutgoingMail>
{
    public void Configure(EntityTypeBuilder<OutgoingMail> builder)
    {
        builder.ToTable("outgoing_mails");
        builder.Property(m => m.Cause).HasMaxLength(120);
        builder.Property(m => m.ToAddress).HasMaxLength(OutgoingMail.AddressMaxLength);
        builder.Property(m => m.ToName).HasMaxLength(OutgoingMail.AddressMaxLength);
        builder.Property(m => m.Subject).HasMaxLength(OutgoingMail.SubjectMaxLength);
        builder.Property(m => m.StopAddress).HasMaxLength(OutgoingMail.StopAddressMaxLength);
        builder.Property(m => m.Error).HasMaxLength(OutgoingMail.ErrorMaxLength);
        builder.Property(m => m.Version).IsRowVersion();
        builder.HasIndex(m => new { m.TenantId, m.Cause }).IsUnique();
        builder.HasIndex(m => new { m.TenantId, m.CreatedAt, m.Id });
        builder.HasIndex(m => m.NextTryAt).HasFilter("state in ('Waiting', 'Sending')").HasDatabaseName("ix_outgoing_mails_due");
        builder.HasOne<Tenant>().WithMany().HasForeignKey(m => m.TenantId).OnDelete(DeleteBehavior.Restrict);
    }
}
