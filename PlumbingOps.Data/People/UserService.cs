using System.Linq.Expressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.People;

/// <summary>Everything the Users page may ask. Rules that two administrators could break together are the database's (tables.sql).</summary>
public sealed class UserService(Db database, ILookupNormalizer names, TimeProvider clock)
{
    public async Task<ListPage<UserRow>> ListAsync(UserFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageUsers, cancellationToken);
        var managed = await ManagedPeople.OfAsync(db, by, cancellationToken);
        var people = managed.In(db).AsNoTracking().Where(u => u.IsActive == !filter.Deactivated);
        if (filter.Role is { } role)
        {
            people = people.Where(u => db.UserRoles.Any(held => held.UserId == u.Id && db.Roles.Any(r => r.Id == held.RoleId && r.Name == role)));
        }

        if (filter.TenantId is { } tenant)
        {
            people = people.Where(u => u.TenantId == null || u.TenantId == tenant);
        }

        if (filter.PasswordOnly)
        {
            people = people.Where(u => !u.TwoFactorEnabled);
        }

        foreach (var word in SearchWords.Of(filter.Search).Select(SearchWords.Anywhere))
        {
            people = people.Where(u => EF.Functions.ILike(u.FullName, word) || EF.Functions.ILike(u.UserName!, word) || EF.Functions.ILike(u.Email!, word));
        }

        return await people.ToPageAsync(request, u => u.FullName, u => u.Id, AsRow(db), cancellationToken);
    }

    public async Task<UserDetails> GetAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageUsers, cancellationToken);
        var person = await FindAsync(db, id, by, cancellationToken);
        var now = clock.GetUtcNow();
        var technicians = await db.Technicians.Where(t => t.UserId == id).OrderBy(t => t.TenantId)
            .Select(t => new Choice(t.Id, t.Name + " (" + db.Tenants.Single(c => c.Id == t.TenantId).ShortName + ")", null)).ToListAsync(cancellationToken);
        var link = await db.OneTimeLinks.Where(l => l.UserId == id && l.UsedAt == null && l.ExpiresAt > now).Select(l => (DateTimeOffset?)l.ExpiresAt).MaxAsync(cancellationToken);
        return new UserDetails(
            id, await InputOfAsync(db, person, cancellationToken), technicians, person.IsActive, person.PasswordHash is not null, person.CreatedAt, person.LastSignInAt,
            person.SessionsEndedAt, link, id == by.UserId, await IsLastAdministratorAsync(db, person, cancellationToken),
            person.TwoFactorEnabled, await db.UserPasskeys.CountAsync(p => p.UserId == id, cancellationToken));
    }

    /// <summary>False for an administrator of one company.</summary>
    public async Task<bool> ManagesAllAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageUsers, cancellationToken);
        return (await ManagedPeople.OfAsync(db, by, cancellationToken)).Only is null;
    }

    /// <summary>The person chooses a password over the link, which the administrator hands on.</summary>
    public async Task<NewUser> CreateAsync(UserInput input, Actor by, CancellationToken cancellationToken = default)
    {
        Typed.Check(input);
        await using var db = await database.OpenAsync(by, Permission.ManageUsers, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        (await ManagedPeople.OfAsync(db, by, cancellationToken)).RequireCompany(input.TenantId);
        await RequireCompanyAsync(db, input.TenantId, cancellationToken);
        var person = NewPeople.Create(input.FullName, input.UserName, input.Email, input.Role, names, clock);
        person.TenantId = input.TenantId;
        await NewPeople.AddAsync(db, person, input.Role, cancellationToken);
        await db.DescribeAsync($"Added {person.FullName} as {input.Role}", cancellationToken);
        await db.SavePersonAsync(cancellationToken);
        await LinkTechniciansAsync(db, person, input.Technicians, cancellationToken);
        var token = await OneTimeLinkService.AddPasswordLinkAsync(db, person.Id, clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new NewUser(person.Id, token);
    }

    /// <summary>Stores what the administrator changed; fields others changed meanwhile stay as they are.</summary>
    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, UserInput seen, UserInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        Typed.Check(mine);
        await using var db = await database.OpenAsync(by, Permission.ManageUsers, cancellationToken);
        var person = await FindAsync(db, id, by, cancellationToken);
        var now = await InputOfAsync(db, person, cancellationToken);
        var merged = FieldMerge.Merge(seen, mine, now);
        if (id == by.UserId && (merged.Role != now.Role || merged.TenantId != now.TenantId))
        {
            throw new RuleException("Nobody changes their own role or company. Ask another administrator.", merged.Role != now.Role ? nameof(mine.Role) : nameof(mine.TenantId));
        }

        (await ManagedPeople.OfAsync(db, by, cancellationToken)).RequireCompany(merged.TenantId);
        await RequireCompanyAsync(db, merged.TenantId, cancellationToken);
        if ((merged.Role != Roles.Admin || merged.TenantId is not null) && await IsLastAdministratorAsync(db, person, cancellationToken))
        {
            throw new RuleException(PeopleRules.LastAdministrator, merged.Role != Roles.Admin ? nameof(mine.Role) : nameof(mine.TenantId));
        }

        NewPeople.Name(person, merged.FullName, merged.UserName, merged.Email, names);
        person.TenantId = merged.TenantId;
        await db.DescribeAsync($"Changed the user {person.FullName}", cancellationToken);
        await db.InOneGoAsync(async () =>
        {
            if (merged.Role != now.Role)
            {
                await ChangeRoleAsync(db, id, merged.Role, cancellationToken);
            }

            await db.SavePersonAsync(cancellationToken, person);
            await LinkTechniciansAsync(db, person, merged.Technicians, cancellationToken);
        }, cancellationToken);
    });

    /// <summary>Signs the person out everywhere, at once, and keeps them out. What they did stays under their name.</summary>
    public Task DeactivateAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => ChangeAsync(id, by, "Deactivated", async (db, person) =>
    {
        if (id == by.UserId)
        {
            throw new RuleException("Nobody deactivates themselves. Ask another administrator.");
        }

        if (await IsLastAdministratorAsync(db, person, cancellationToken))
        {
            throw new RuleException(PeopleRules.LastAdministrator);
        }

        (person.IsActive, person.SecurityStamp) = (false, Passwords.NewStamp());
    }, cancellationToken);

    public Task ReactivateAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => ChangeAsync(id, by, "Reactivated", (_, person) =>
    {
        person.IsActive = true;
        return Task.CompletedTask;
    }, cancellationToken);

    public Task SignOutEverywhereAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => ChangeAsync(id, by, "Signed out everywhere:", (_, person) =>
    {
        (person.SecurityStamp, person.SessionsEndedAt) = (Passwords.NewStamp(), clock.GetUtcNow());
        return Task.CompletedTask;
    }, cancellationToken);

    /// <summary>
    /// For somebody who lost the phone: no authenticator app, no recovery codes, no passkeys any more, and no session that began with them. The password stays.
    /// </summary>
    public Task ResetSecondFactorAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => ChangeAsync(id, by, "Reset the second factor of", async (db, person) =>
    {
        if (id == by.UserId)
        {
            throw new RuleException("Switch your own second factor off on your profile, with your password.");
        }

        await db.SecondFactors.Where(f => f.UserId == id).ExecuteDeleteAsync(cancellationToken);
        await db.UserPasskeys.Where(p => p.UserId == id).ExecuteDeleteAsync(cancellationToken);
        (person.TwoFactorEnabled, person.SecurityStamp, person.SessionsEndedAt) = (false, Passwords.NewStamp(), clock.GetUtcNow());
    }, cancellationToken);

    /// <summary>The token of a fresh link; older ones end. The old password works until the link is used.</summary>
    public async Task<string> CreatePasswordLinkAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageUsers, cancellationToken);
        var person = await FindAsync(db, id, by, cancellationToken);
        if (!person.IsActive)
        {
            throw new RuleException($"{person.FullName} is deactivated. Reactivate them first.");
        }

        await db.DescribeAsync($"Made a password link for {person.FullName}", cancellationToken);
        return await OneTimeLinkService.AddPasswordLinkAsync(db, id, clock, cancellationToken);
    }

    /// <summary>Technicians a person can be linked to: working here, and nobody else's.</summary>
    public async Task<IReadOnlyList<Choice>> FindTechniciansAsync(string? typed, Guid? of, string? tenantId, int most, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageUsers, cancellationToken);
        var technicians = db.Technicians.Where(t => t.IsActive && (t.UserId == null || t.UserId == of) && (tenantId == null || t.TenantId == tenantId));
        foreach (var word in SearchWords.Of(typed).Select(SearchWords.Anywhere))
        {
            technicians = technicians.Where(t => EF.Functions.ILike(t.Name, word));
        }

        return await technicians.OrderBy(t => t.Name).ThenBy(t => t.TenantId).Take(most)
            .Select(t => new Choice(t.Id, t.Name + " (" + db.Tenants.Single(c => c.Id == t.TenantId).ShortName + ")", db.Tenants.Single(c => c.Id == t.TenantId).Name)).ToListAsync(cancellationToken);
    }

    private async Task ChangeAsync(Guid id, Actor by, string did, Func<AppDbContext, AppUser, Task> change, CancellationToken cancellationToken) => await FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.ManageUsers, cancellationToken);
        var person = await FindAsync(db, id, by, cancellationToken);
        await db.DescribeAsync($"{did} {person.FullName}", cancellationToken);
        await db.InOneGoAsync(async () =>
        {
            await change(db, person);
            await db.SavePersonAsync(cancellationToken, person);
        }, cancellationToken);
    });

    private static async Task<AppUser> FindAsync(AppDbContext db, Guid id, Actor by, CancellationToken cancellationToken) =>
        await (await ManagedPeople.OfAsync(db, by, cancellationToken)).In(db).SingleOrDefaultAsync(u => u.Id == id, cancellationToken) ?? throw new NotFoundException("The user");

    private static async Task RequireCompanyAsync(AppDbContext db, string? tenantId, CancellationToken cancellationToken)
    {
        if (tenantId is not null && !await db.Tenants.AnyAsync(t => t.Id == tenantId && t.IsActive, cancellationToken))
        {
            throw new RuleException("Choose a company.", nameof(UserInput.TenantId));
        }
    }

    private static async Task ChangeRoleAsync(AppDbContext db, Guid id, string role, CancellationToken cancellationToken)
    {
        if (!Roles.All.Contains(role))
        {
            throw new RuleException("Choose a role.", nameof(UserInput.Role));
        }

        var roleId = await NewPeople.RoleIdAsync(db, role, cancellationToken);
        await db.UserRoles.Where(held => held.UserId == id).ExecuteUpdateAsync(held => held.SetProperty(h => h.RoleId, roleId), cancellationToken);
    }

    private static async Task LinkTechniciansAsync(AppDbContext db, AppUser person, List<Guid> wanted, CancellationToken cancellationToken)
    {
        var linked = await db.Technicians.Where(t => t.UserId == person.Id || wanted.Contains(t.Id)).ToListAsync(cancellationToken);
        if (linked.Count(t => wanted.Contains(t.Id)) < wanted.Distinct().Count())
        {
            throw new RuleException("A technician you chose was not found.", nameof(UserInput.Technicians));
        }

        foreach (var technician in linked)
        {
            var chosen = wanted.Contains(technician.Id);
            if (chosen && technician.UserId is not null && technician.UserId != person.Id)
            {
                throw new RuleException($"{technician.Name} is linked to somebody else.", nameof(UserInput.Technicians));
            }

            if (chosen && person.TenantId is not null && technician.TenantId != person.TenantId)
            {
                throw new RuleException($"{technician.Name} works for a company this person may not see.", nameof(UserInput.Technicians));
            }

            technician.UserId = chosen ? person.Id : null;
        }

        if (linked.Where(t => t.UserId == person.Id).GroupBy(t => t.TenantId).Any(company => company.Count() > 1))
        {
            throw new RuleException("A person is one technician per company.", nameof(UserInput.Technicians));
        }

        await db.SavePersonAsync(cancellationToken);
    }

    private static async Task<UserInput> InputOfAsync(AppDbContext db, AppUser person, CancellationToken cancellationToken) => new()
    {
        FullName = person.FullName,
        UserName = person.UserName ?? "",
        Email = person.Email ?? "",
        Role = await RoleOf(db, person.Id).SingleAsync(cancellationToken),
        TenantId = person.TenantId,
        Technicians = await db.Technicians.Where(t => t.UserId == person.Id).OrderBy(t => t.Id).Select(t => t.Id).ToListAsync(cancellationToken),
    };

    private static IQueryable<string> RoleOf(AppDbContext db, Guid id) =>
        db.UserRoles.Where(held => held.UserId == id).Join(db.Roles, held => held.RoleId, role => role.Id, (_, role) => role.Name!);

    private static async Task<bool> IsLastAdministratorAsync(AppDbContext db, AppUser person, CancellationToken cancellationToken)
    {
        var administrators = db.Users.Where(u => u.IsActive && u.TenantId == null && db.UserRoles.Any(held => held.UserId == u.Id && db.Roles.Any(r => r.Id == held.RoleId && r.Name == Roles.Admin)));
        return await administrators.AnyAsync(u => u.Id == person.Id, cancellationToken) && !await administrators.AnyAsync(u => u.Id != person.Id, cancellationToken);
    }

    private static Expression<Func<AppUser, UserRow>> AsRow(AppDbContext db) => u => new UserRow(
        u.Id, u.FullName, u.UserName!, u.Email!, db.UserRoles.Where(held => held.UserId == u.Id).Join(db.Roles, held => held.RoleId, role => role.Id, (_, role) => role.Name!).First(),
        u.TenantId, u.IsActive, u.PasswordHash != null, u.LastSignInAt,
        db.Technicians.Where(t => t.UserId == u.Id).OrderBy(t => t.TenantId).Select(t => t.Name).ToList(),
        u.TwoFactorEnabled, db.UserPasskeys.Count(p => p.UserId == u.Id));
}
