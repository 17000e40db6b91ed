using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Customers;

/// <summary>A homeowner, tenant or association that one company serves.</summary>
public class Customer
{
    public const int NameMaxLength = 120;
    public const int NotesMaxLength = 4000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required string Name { get; set; }
    /// <summary>As typed; the database keeps the digits (E.164) beside it.</summary>
    public string? Phone { get; set; }
    public string? PhoneDigits { get; private set; }
    public string? OtherPhone { get; set; }
    public string? OtherPhoneDigits { get; private set; }
    public string? Email { get; set; }
    public string? Street { get; set; }
    public string? City { get; set; }
    public string? State { get; set; }
    public string? Zip { get; set; }
    public string? Notes { get; set; }
    public List<string> Tags { get; set; } = [];
    public bool DoNotService { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ArchivedAt { get; set; }
    public uint Version { get; private set; }

    /// <summary>Name, phones, mail and address in lower case; kept by the database for the search box.</summary>
    public string Search { get; private set; } = "";
}

public class CustomerConfiguration : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> builder)
    {
        builder.Property(c => c.Name).HasMaxLength(Customer.NameMaxLength);
        builder.Property(c => c.Phone).HasMaxLength(40);
        builder.Property(c => c.PhoneDigits).HasComputedColumnSql("app.phone_digits(phone)", stored: true);
        builder.Property(c => c.OtherPhone).HasMaxLength(40);
        builder.Property(c => c.OtherPhoneDigits).HasComputedColumnSql("app.phone_digits(other_phone)", stored: true);
        builder.Property(c => c.Email).HasMaxLength(120);
        builder.Property(c => c.Street).HasMaxLength(120);
        builder.Property(c => c.City).HasMaxLength(60);
        builder.Property(c => c.State).HasMaxLength(2);
        builder.Property(c => c.Zip).HasMaxLength(10);
        builder.Property(c => c.Notes).HasMaxLength(Customer.NotesMaxLength);
        builder.Property(c => c.Version).IsRowVersion();
        builder.Property(c => c.Search).HasComputedColumnSql(
            "lower(name || ' ' || coalesce(app.phone_digits(phone), '') || ' ' || coalesce(app.phone_digits(other_phone), '') || ' ' || coalesce(email, '') || ' ' || coalesce(street, '') || ' ' || coalesce(city, '') || ' ' || coalesce(zip, ''))", stored: true);
        builder.HasAlternateKey(c => new { c.TenantId, c.Id });
        builder.HasIndex(c => new { c.TenantId, c.Name, c.Id });
        builder.HasIndex(c => new { c.TenantId, c.CreatedAt, c.Id });
        builder.HasIndex(c => new { c.TenantId, c.PhoneDigits });
        builder.HasIndex(c => new { c.TenantId, c.Email });
        builder.HasIndex(c => new { c.TenantId, c.OtherPhoneDigits });
        builder.HasIndex(c => c.Tags).HasMethod("gin");
        builder.HasIndex(c => c.Search).HasMethod("gin").HasOperators("gin_trgm_ops");
        builder.HasOne<Tenant>().WithMany().HasForeignKey(c => c.TenantId).OnDelete(DeleteBehavior.Restrict);
    }
}
