using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Marketing;

/// <summary>Everything a page may ask about channel accounts. Connecting one to its network is the connection's own business.</summary>
public sealed class AccountService(Db database, TimeProvider clock)
{
    public async Task<ListPage<AccountRow>> ListAsync(AccountFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var accounts = db.ChannelAccounts.AsNoTracking().Where(a => a.IsActive != filter.Inactive);
        if (filter.ChannelId is { } channel) { accounts = accounts.Where(a => a.ChannelId == channel); }
        foreach (var word in SearchWords.Of(filter.Search))
        {
            accounts = accounts.Where(a => EF.Functions.ILike(a.Name, SearchWords.Anywhere(word)) || EF.Functions.ILike(a.Channel!.Name, SearchWords.Anywhere(word)));
        }

        return request.Sort == "channel"
            ? await accounts.ToPageAsync(request, a => a.Channel!.Name, a => a.Id, AsRow(db), cancellationToken)
            : await accounts.ToPageAsync(request, a => a.Name, a => a.Id, AsRow(db), cancellationToken);
    }

    /// <summary>The active accounts of a company in the catalogue's order, for previews and for choosing where to place something.</summary>
    public async Task<IReadOnlyList<AccountRow>> ListActiveAsync(string tenantId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        return await db.ChannelAccounts.Where(a => a.TenantId == tenantId && a.IsActive).OrderBy(a => a.Channel!.Position).ThenBy(a => a.Name).Select(AsRow(db)).ToListAsync(cancellationToken);
    }

    public async Task<AccountDetails> GetAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var account = await db.ChannelAccounts.AsNoTracking().Include(a => a.Mix).SingleOrDefaultAsync(a => a.Id == id, cancellationToken) ?? throw new NotFoundException("The account");
        var row = await db.ChannelAccounts.Where(a => a.Id == id).Select(AsRow(db)).SingleAsync(cancellationToken);
        var connection = await db.AccountConnections.AsNoTracking().SingleOrDefaultAsync(c => c.TenantId == account.TenantId && c.AccountId == id, cancellationToken);
        var now = clock.GetUtcNow();
        var coming = await db.Posts.CountAsync(p => p.TenantId == account.TenantId && p.AccountId == id && p.ScheduledFor > now && p.Status != PostStatus.Cancelled, cancellationToken);
        return new AccountDetails(row, AccountInput.Of(account), connection, coming);
    }

    public async Task<Guid> CreateAsync(string tenantId, Guid channelId, AccountInput input, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditAccounts, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "marketing", cancellationToken);
        Typed.Check(input);
        if (!await db.Channels.AnyAsync(c => c.Id == channelId && c.IsActive, cancellationToken))
        {
            throw new NotFoundException("The channel");
        }

        var account = new ChannelAccount { TenantId = tenantId, ChannelId = channelId, Name = input.Name };
        input.FillIn(account);
        db.ChannelAccounts.Add(account);
        await db.DescribeAsync($"Added the account {account.Name}", cancellationToken);
        await SaveAsync(db, account, cancellationToken);
        return account.Id;
    }

    /// <summary>Stores what the person changed; fields others changed meanwhile stay as they are.</summary>
    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, AccountInput seen, AccountInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditAccounts, cancellationToken);
        Typed.Check(mine);
        var account = await FindAsync(db, id, cancellationToken);
        FieldMerge.Merge(seen, mine, AccountInput.Of(account)).FillIn(account);
        // The shares are rows of their own: only the account's own row notices that somebody else saved between our reading and our writing.
        db.Entry(account).Property(a => a.Name).IsModified = true;
        await SaveAsync(db, account, cancellationToken);
    }, e => e.Violates(ChannelConfiguration.OneShare));

    /// <summary>Nothing is planned for it any more; what was posted stays.</summary>
    public Task DeactivateAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => SetActiveAsync(id, false, by, cancellationToken);

    public Task ActivateAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => SetActiveAsync(id, true, by, cancellationToken);

    private Task SetActiveAsync(Guid id, bool active, Actor by, CancellationToken cancellationToken) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditAccounts, cancellationToken);
        var account = await FindAsync(db, id, cancellationToken);
        account.IsActive = active;
        await db.DescribeAsync($"Switched the account {account.Name} {(active ? "on" : "off")}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    private static async Task SaveAsync(AppDbContext db, ChannelAccount account, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.Violates(ChannelConfiguration.OneName))
        {
            throw new RuleException($"There is an account “{account.Name}” on this channel already.", nameof(AccountInput.Name));
        }
    }

    private static async Task<ChannelAccount> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.ChannelAccounts.Include(a => a.Mix).SingleOrDefaultAsync(a => a.Id == id, cancellationToken) ?? throw new NotFoundException("The account");

    private static Expression<Func<ChannelAccount, AccountRow>> AsRow(AppDbContext db) => a => new AccountRow(
        a.Id, a.TenantId, a.ChannelId, a.Channel!.Name, a.Channel.Provider, a.Name, a.ProfileUrl, a.PostsPerWeek, a.Weekdays, a.Times, a.IsActive,
        db.AccountConnections.Where(c => c.TenantId == a.TenantId && c.AccountId == a.Id).Select(c => (ConnectionState?)c.State).SingleOrDefault());
}
