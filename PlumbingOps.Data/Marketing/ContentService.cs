using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Marketing;

/// <summary>Everything a page may ask about content: what is said, before it is placed anywhere.</summary>
public sealed partial class ContentService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <summary>A search that finds more says nothing; the person types another word.</summary>
    private const int MostFound = 2000;
    private const int MostTags = 100;
    private const int MostPlacements = 50;

    public async Task<ListPage<ContentRow>> ListAsync(ContentFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var content = db.ContentItems.AsNoTracking().Where(c => (c.ArchivedAt != null) == filter.Archived);
        if (filter.TenantId is { } tenant) { content = content.Where(c => c.TenantId == tenant); }
        if (filter.Status is { } status) { content = content.Where(c => c.Status == status); }
        if (filter.Category is { } category) { content = content.Where(c => c.Category == category); }
        if (filter.OwnerId is { } owner) { content = content.Where(c => c.OwnerId == owner); }
        if (filter.Tag is { } tag) { content = content.Where(c => c.Tags.Contains(tag)); }
        if (filter.Overdue)
        {
            // Companies of one office keep the same zone or nearly so; the earliest today is never wrong by counting a day too soon.
            var today = (await tenants.ListAsync(cancellationToken)).Where(t => db.Scope!.Tenants.Contains(t.Id)).Select(t => t.Today(clock)).DefaultIfEmpty().Min();
            content = content.Where(c => (c.Status == ContentStatus.Idea || c.Status == ContentStatus.Draft) && c.DraftDueOn < today);
        }

        if (!string.IsNullOrWhiteSpace(filter.Search)) { content = content.Where(c => db.FindContent(filter.Search, MostFound).Any(f => f.Id == c.Id)); }
        var each = content.PerCompany(filter is { TenantId: null, Search: null } ? db.Scope!.Tenants : [], company => c => c.TenantId == company);
        return request.Sort == "number"
            ? await each.ToPageAsync(request, c => c.Number, c => c.Id, AsRow(db), cancellationToken)
            : await each.ToPageAsync(request, c => c.CreatedAt, c => c.Id, AsRow(db), cancellationToken);
    }

    public async Task<ContentDetails> GetAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var content = await db.ContentItems.AsNoTracking().Include(c => c.Texts).Include(c => c.Media).AsSplitQuery().SingleOrDefaultAsync(c => c.Id == id, cancellationToken)
            ?? throw new NotFoundException("The content");
        var row = await db.ContentItems.Where(c => c.Id == id).Select(AsRow(db)).SingleAsync(cancellationToken);
        var input = ContentInput.Of(content);
        var pictures = await db.MediaAssets.Where(m => m.TenantId == content.TenantId && input.Pictures.Contains(m.Id)).Select(MediaService.AsRow).ToListAsync(cancellationToken);
        var people = new[] { content.OwnerId, content.ReviewerId, content.SubmittedById, content.ApprovedById, content.CreatedById }.OfType<Guid>().Distinct().ToList();
        var names = await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.FullName, cancellationToken);
        var offer = content.OfferId is null ? null : await db.Offers.Where(o => o.TenantId == content.TenantId && o.Id == content.OfferId).Select(o => o.Title).SingleOrDefaultAsync(cancellationToken);
        var placements = await db.Posts.Where(p => p.TenantId == content.TenantId && p.ContentId == id && p.Status != PostStatus.Cancelled)
            .OrderByDescending(p => p.ScheduledFor ?? DateTimeOffset.MaxValue).ThenByDescending(p => p.Number).Take(MostPlacements)
            .Select(p => new ContentPlacement(p.Id, p.Number, p.Account!.Name, p.Account.Channel!.Name, p.Status, p.ScheduledFor, p.PostedAt)).ToListAsync(cancellationToken);
        return new ContentDetails(
            row, input, [.. pictures.OrderBy(p => input.Pictures.IndexOf(p.Id))], names, offer, content.ReviewNote, content.SubmittedById, content.ApprovedById, content.ApprovedAt,
            content.CreatedById, by.UserId is { } me && new[] { content.CreatedById, content.OwnerId, content.SubmittedById }.Contains(me), placements);
    }

    /// <summary>Tags in use, the commonest first.</summary>
    public async Task<IReadOnlyList<string>> TagsAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        return await db.ContentItems.Where(c => c.ArchivedAt == null).SelectMany(c => c.Tags).GroupBy(t => t)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).Take(MostTags).ToListAsync(cancellationToken);
    }

    /// <summary>Those who own content now, for a list's filter.</summary>
    public async Task<IReadOnlyList<Choice>> OwnersAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        return await db.Users.Where(u => db.ContentItems.Any(c => c.OwnerId == u.Id && c.ArchivedAt == null)).OrderBy(u => u.FullName).Select(u => new Choice(u.Id, u.FullName, null)).ToListAsync(cancellationToken);
    }

    /// <summary>An idea; with a text it is a draft at once.</summary>
    public async Task<Guid> CreateAsync(string tenantId, ContentInput input, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "marketing", cancellationToken);
        Typed.Check(input);
        var content = new ContentItem { TenantId = tenantId, Title = input.Title, CreatedAt = clock.GetUtcNow(), CreatedById = by.UserId };
        await CheckPartsAsync(db, content, input, new ContentInput(), cancellationToken);
        input.FillIn(content);
        if (content.Caption is not null)
        {
            content.Draft();
        }

        db.ContentItems.Add(content);
        await db.DescribeAsync($"Wrote “{content.Title}”", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return content.Id;
    }

    /// <summary>Stores what the person changed; fields others changed meanwhile stay as they are. What was approved and reads differently now asks again.</summary>
    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, ContentInput seen, ContentInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        Typed.Check(mine);
        var content = await FindAsync(db, id, cancellationToken);
        if (content.ArchivedAt is not null)
        {
            throw new RuleException($"“{content.Title}” is archived: restore it first.");
        }

        var before = ContentInput.Of(content);
        var merged = FieldMerge.Merge(seen, mine, before);
        await CheckPartsAsync(db, content, merged, before, cancellationToken);
        merged.FillIn(content);
        // Texts and pictures are rows of their own: only the content's own row notices that somebody else saved between our reading and our writing.
        db.Entry(content).Property(c => c.Title).IsModified = true;
        if (!merged.ReadsLike(before))
        {
            await ApprovalOfContent.AskAgainAsync(db, content, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
    }, e => e.Violates(ContentConfiguration.OneTextPerChannel) || e.Violates(ContentConfiguration.EachPictureOnce));

    /// <summary>The same words and pictures as a new draft of whoever asks; approvals and placements are not copied.</summary>
    public async Task<Guid> DuplicateAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        var original = await FindAsync(db, id, cancellationToken);
        var input = ContentInput.Of(original);
        const string Mark = " (copy)";
        input.Title = input.Title[..Math.Min(input.Title.Length, ContentItem.TitleMaxLength - Mark.Length)] + Mark;
        (input.OwnerId, input.DraftDueOn) = (by.UserId, null);
        var copy = new ContentItem { TenantId = original.TenantId, Title = input.Title, CreatedAt = clock.GetUtcNow(), CreatedById = by.UserId };
        input.FillIn(copy);
        copy.Draft();
        db.ContentItems.Add(copy);
        await db.DescribeAsync($"Copied {original.ShortNumber}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return copy.Id;
    }

    private static async Task CheckPartsAsync(AppDbContext db, ContentItem content, ContentInput input, ContentInput before, CancellationToken cancellationToken)
    {
        if (input.OwnerId != before.OwnerId)
        {
            await Assignable.RequireMarketingAsync(db, content.TenantId, input.OwnerId, nameof(input.OwnerId), cancellationToken);
        }

        if (input.ReviewerId != before.ReviewerId)
        {
            await Assignable.RequireMarketingAsync(db, content.TenantId, input.ReviewerId, nameof(input.ReviewerId), cancellationToken);
        }

        var added = input.Pictures.Except(before.Pictures).ToList();
        if (added.Count > 0 && await db.MediaAssets.CountAsync(m => m.TenantId == content.TenantId && added.Contains(m.Id), cancellationToken) < added.Count)
        {
            throw new RuleException("A picture you chose is not in this company's library.", nameof(input.Pictures));
        }

        if (input.OfferId is { } offer && offer != before.OfferId && !await db.Offers.AnyAsync(o => o.TenantId == content.TenantId && o.Id == offer, cancellationToken))
        {
            throw new RuleException("The offer you chose is none of this company's.", nameof(input.OfferId));
        }

        var channels = input.Texts.Select(t => t.ChannelId).Distinct().ToList();
        if (await db.Channels.CountAsync(c => channels.Contains(c.Id), cancellationToken) < channels.Count)
        {
            throw new RuleException("A channel you wrote for is not in the catalogue.", nameof(input.Texts));
        }
    }

    private static async Task<ContentItem> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.ContentItems.Include(c => c.Texts).Include(c => c.Media).AsSplitQuery().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) ?? throw new NotFoundException("The content");

    private static Expression<Func<ContentItem, ContentRow>> AsRow(AppDbContext db) => c => new ContentRow(
        c.Id, c.TenantId, c.Number, c.Title, c.Status, c.Category, db.Users.Where(u => u.Id == c.OwnerId).Select(u => u.FullName).FirstOrDefault(), c.DraftDueOn, c.Tags, c.City,
        c.CreatedAt, c.ArchivedAt, c.Media.OrderBy(m => m.Position).Select(m => (Guid?)m.MediaId).FirstOrDefault(),
        db.Posts.Count(p => p.TenantId == c.TenantId && p.ContentId == c.Id && p.Status != PostStatus.Cancelled));
}
