using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Portals;

public class PortalConfiguration : IEntityTypeConfiguration<PortalDefinition>, IEntityTypeConfiguration<PortalAccount>, IEntityTypeConfiguration<BuilderPortalAccount>, IEntityTypeConfiguration<PortalRule>
{
    /// <summary>Both without regard to capitals, and among the active only: see portals.sql.</summary>
    internal const string OneName = "ux_portal_definitions_name";
    internal const string OneLogin = "ux_portal_accounts_login";
    internal const string OneLink = "ux_builder_portal_accounts_tenant_builder_id_account_id";

    public void Configure(EntityTypeBuilder<PortalDefinition> builder)
    {
        builder.ToTable("portal_definitions");
        builder.Property(p => p.Name).HasMaxLength(PortalDefinition.NameMaxLength);
        builder.Property(p => p.Jurisdiction).HasMaxLength(PortalDefinition.NameMaxLength);
        builder.Property(p => p.BaseUrl).HasMaxLength(PortalDefinition.UrlMaxLength);
        builder.Property(p => p.SupportPhone).HasMaxLength(40);
        builder.Property(p => p.Description).HasMaxLength(PortalDefinition.DescriptionMaxLength);
        builder.Property(p => p.Version).IsRowVersion();
        builder.HasIndex(p => new { p.Name, p.Id });
        // A page opens it: nothing but the web's own addresses may stand here, whatever path it came by.
        builder.ToTable(t => t.HasCheckConstraint("ck_portal_definitions_base_url", @"base_url ~* '^https?://[^/\s]+'"));
    }

    public void Configure(EntityTypeBuilder<PortalAccount> builder)
    {
        builder.ToTable("portal_accounts");
        builder.Property(a => a.LoginIdentifier).HasMaxLength(PortalAccount.LoginMaxLength);
        builder.Property(a => a.AccountNumber).HasMaxLength(PortalAccount.NumberMaxLength);
        builder.Property(a => a.VaultReference).HasMaxLength(PortalAccount.VaultMaxLength);
        builder.Property(a => a.Notes).HasMaxLength(PortalAccount.NotesMaxLength);
        builder.Property(a => a.Version).IsRowVersion();
        builder.HasAlternateKey(a => new { a.TenantId, a.Id });
        builder.HasIndex(a => new { a.TenantId, a.LastVerifiedAt });
        builder.HasIndex(a => a.DefinitionId);
        builder.HasIndex(a => a.OwnerId);
        builder.HasIndex(a => a.LastVerifiedById);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(a => a.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(a => a.Definition).WithMany().HasForeignKey(a => a.DefinitionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(a => a.OwnerId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(a => a.LastVerifiedById).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<BuilderPortalAccount> builder)
    {
        builder.ToTable("builder_portal_accounts");
        builder.HasIndex(l => new { l.TenantId, l.BuilderId, l.AccountId }).IsUnique();
        builder.HasIndex(l => l.BuilderId);
        builder.HasIndex(l => new { l.TenantId, l.AccountId });
        builder.HasOne<PortalAccount>().WithMany(a => a.Builders).HasForeignKey(l => new { l.TenantId, l.AccountId }).HasPrincipalKey(a => new { a.TenantId, a.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Builder>().WithMany().HasForeignKey(l => l.BuilderId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<PortalRule> builder)
    {
        builder.ToTable("portal_rules");
        builder.Property(r => r.City).HasMaxLength(PortalRule.PlaceMaxLength);
        builder.Property(r => r.County).HasMaxLength(PortalRule.PlaceMaxLength);
        builder.Property(r => r.Version).IsRowVersion();
        builder.HasIndex(r => new { r.TenantId, r.AppliesTo, r.Priority });
        builder.HasIndex(r => new { r.TenantId, r.AccountId });
        builder.HasIndex(r => r.BuilderId);
        builder.HasOne(r => r.Account).WithMany().HasForeignKey(r => new { r.TenantId, r.AccountId }).HasPrincipalKey(a => new { a.TenantId, a.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Builder>().WithMany().HasForeignKey(r => r.BuilderId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(t =>
        {
            t.HasCheckConstraint("ck_portal_rules_phase_of_jobs", "phase is null or applies_to = 'Job'");
            t.HasCheckConstraint("ck_portal_rules_priority", $"priority between 0 and {PortalRule.LastPriority}");
        });
    }
}
