using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.ServiceCalls.Completion;

public class CompletionConfiguration : IEntityTypeConfiguration<CompletionAnswer>
{
    internal const string OneAnswer = "ux_completion_answers_tenant_service_call_id_step";

    public void Configure(EntityTypeBuilder<CompletionAnswer> builder)
    {
        builder.Property(a => a.Note).HasMaxLength(CompletionAnswer.NoteMaxLength);
        builder.Property(a => a.Version).IsRowVersion();
        builder.HasIndex(a => new { a.TenantId, a.ServiceCallId, a.Step }).IsUnique();
        builder.HasOne<ServiceCall>().WithMany().HasForeignKey(a => new { a.TenantId, a.ServiceCallId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(a => a.AnsweredById).OnDelete(DeleteBehavior.SetNull);
        builder.ToTable(t => t.HasCheckConstraint("ck_completion_answers_estimate", "estimate_cents >= 0"));
    }
}
