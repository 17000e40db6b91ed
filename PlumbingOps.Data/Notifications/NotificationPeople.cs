using PlumbingOps.Data.Database;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Notifications;

/// <summary>Who can be told something: active, with a role; and what each of them wants.</summary>
internal sealed class NotificationPeople
{
    private readonly IReadOnlyList<TenantRow> companies;

    private NotificationPeople(IReadOnlyList<NotificationPerson> all, IReadOnlyList<TenantRow> companies) =>
        (All, ById, this.companies) = (all, all.ToDictionary(person => person.Id), companies);

    public IReadOnlyList<NotificationPerson> All { get; }

    public IReadOnlyDictionary<Guid, NotificationPerson> ById { get; }

    public static async Task<NotificationPeople> ReadAsync(AppDbContext db, IReadOnlyList<TenantRow> companies, CancellationToken cancellationToken)
    {
        var all = await db.ReadAsync(
            """
            select u.id, u.full_name, u.email, u.tenant_id, r.name, s.user_id is not null, s.bell_off, s.mail_on, s.quiet_from, s.quiet_to
            from identity.users u join identity.user_roles ur on ur.user_id = u.id join identity.roles r on r.id = ur.role_id left join app.notification_settings s on s.user_id = u.id
            where u.is_active order by u.id
            """, [],
            row => new NotificationPerson(
                row.GetGuid(0), row.GetString(1), row.Get<string>(2), row.Get<string>(3), row.GetString(4),
                !row.GetBoolean(5) ? NotificationSettings.Usual(row.GetGuid(0), row.GetString(4)) : new NotificationSettings
                {
                    UserId = row.GetGuid(0),
                    BellOff = Kinds(row.GetFieldValue<string[]>(6)),
                    MailOn = Kinds(row.GetFieldValue<string[]>(7)),
                    QuietFrom = row.Get<TimeOnly?>(8),
                    QuietTo = row.Get<TimeOnly?>(9),
                }), cancellationToken);
        return new NotificationPeople(all, companies);
    }

    /// <summary>By role, company and the company's rooms; who works with own jobs and calls only is asked for more.</summary>
    /// <param name="root">The record's table.</param>
    public bool MaySee(NotificationPerson person, string tenantId, string root)
    {
        var permission = HistoryRights.ToSee(root);
        return person.SeesCompany(tenantId) && Permissions.Of(person.Role).Contains(permission)
            && companies.Any(c => c.Id == tenantId && (Permissions.FeatureOf(permission) is not { } feature || c.Features.Contains(feature)));
    }

    /// <summary>A kind that the house of a later day knows and this one does not is passed over.</summary>
    private static List<NotificationKind> Kinds(string[] names) => [.. names.Select(name => Enum.TryParse<NotificationKind>(name, out var kind) ? kind : (NotificationKind?)null).OfType<NotificationKind>()];
}

/// <param name="TenantId">The only company, or null for all.</param>
internal sealed record NotificationPerson(Guid Id, string Name, string? Email, string? TenantId, string Role, NotificationSettings Settings)
{
    public bool OnlyOwn => Role == Roles.Technician;

    public bool SeesCompany(string tenantId) => TenantId is null || TenantId == tenantId;

    public bool May(Permission permission) => Permissions.Of(Role).Contains(permission);
}
