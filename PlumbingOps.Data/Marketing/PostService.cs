using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Publishing.GoogleBusiness;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Marketing;

/// <summary>Everything a page may ask about single posts; their verbs are in the other half.</summary>
public sealed partial class PostService(Db database, TenantDirectory tenants, PublicationLedger ledger, TimeProvider clock)
{
    private const int MostChoices = 20;

    public async Task<ListPage<PostRow>> ListAsync(PostFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var posts = await PostSearch.ApplyAsync(db, filter, tenants, clock, cancellationToken);
        return request.Sort switch
        {
            "number" => await posts.ToPageAsync(request, p => p.Number, p => p.Id, PostSearch.AsRow(db), cancellationToken),
            _ => await posts.ToPageAsync(request, p => p.TimeSort, p => p.Id, PostSearch.AsRow(db), cancellationToken),
        };
    }

    /// <exception cref="NotFoundException">Unknown or another company's.</exception>
    public async Task<PostDetails> GetAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var post = await db.Posts.AsNoTracking().Include(p => p.Account).SingleOrDefaultAsync(p => p.Id == id, cancellationToken) ?? throw new NotFoundException("The post");
        var row = await db.Posts.Where(p => p.Id == id).Select(PostSearch.AsRow(db)).SingleAsync(cancellationToken);
        var content = await PostContent.OfAsync(db, id, cancellationToken);
        var people = new[] { post.SubmittedById, post.ApprovedById, post.PostedById, post.CreatedById }.OfType<Guid>().ToList();
        var names = await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.FullName, cancellationToken);
        var happening = post.EventId is { } eventId ? await db.SeasonalEvents.Where(e => e.TenantId == post.TenantId && e.Id == eventId).Select(e => e.Name).SingleOrDefaultAsync(cancellationToken) : null;
        var own = by.UserId is { } me && (post.CreatedById == me || post.SubmittedById == me || content.OwnerId == me);
        return new PostDetails(
            row, PostInput.Of(post, PostNeighbours.ZoneOf(post.Zone)), content, content.Text, post.ReviewNote, Name(post.SubmittedById), Name(post.ApprovedById), post.ApprovedAt, Name(post.PostedById),
            post.ProofMediaId, happening, post.CreatedAt, Name(post.CreatedById), own, await WarningsAsync(db, post, cancellationToken),
            await OfferAsync(db, post.ContentId, cancellationToken), await PublishDrafts.LoadAsync(db, id, cancellationToken));

        string? Name(Guid? person) => person is { } known ? names.GetValueOrDefault(known) : null;
    }

    /// <summary>Content to choose from, what was worked on last first.</summary>
    public async Task<IReadOnlyList<Choice>> FindContentAsync(string tenantId, string? typed, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var items = db.ContentItems.Where(c => c.TenantId == tenantId && c.ArchivedAt == null);
        items = SearchWords.Of(typed).Aggregate(items, (found, word) => found.Where(c => EF.Functions.Like(c.Search, SearchWords.Anywhere(word))));
        var found = await items.OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).Take(MostChoices).Select(c => new { c.Id, c.Title, c.Number, c.Category, c.Status }).ToListAsync(cancellationToken);
        return [.. found.Select(c => new Choice(c.Id, c.Title, $"M-{c.Number} · {(c.Category is { } category ? $"{category.InWords()} · " : null)}{c.Status.InWords()}"))];
    }

    /// <summary>Who may approve posts of the company.</summary>
    public async Task<IReadOnlyList<Choice>> FindApproversAsync(string tenantId, string? typed, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var people = db.Scope!.Tenants.Contains(tenantId) ? Approvers(db, tenantId) : Approvers(db, tenantId).Take(0);
        people = SearchWords.Of(typed).Aggregate(people, (found, word) => found.Where(u => EF.Functions.ILike(u.FullName, SearchWords.Anywhere(word))));
        return await people.OrderBy(u => u.FullName).Take(MostChoices).Select(u => new Choice(u.Id, u.FullName, null)).ToListAsync(cancellationToken);
    }

    /// <summary>What a Google post may announce: what happens from today on, the next first.</summary>
    public async Task<IReadOnlyList<Choice>> FindEventsAsync(string tenantId, string? typed, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        if (!db.Scope!.Tenants.Contains(tenantId))
        {
            return [];
        }

        var company = await tenants.GetAsync(tenantId, cancellationToken);
        var today = company.Today(clock);
        var events = await db.SeasonalEvents.AsNoTracking().Where(e => e.TenantId == tenantId && (e.EveryYear || e.EndsOn >= today)).ToListAsync(cancellationToken);
        var times = TimeWords.In(company.Zone, clock);
        return
        [
            .. events.Where(e => SearchWords.Of(typed).All(word => e.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
                .SelectMany(e => EventCalendar.Within(e, today, today.AddYears(1)).Take(1)).OrderBy(d => d.First).Take(MostChoices)
                .Select(d => new Choice(d.Event.Id, d.Event.Name, times.Days(d.First, d.Last))),
        ];
    }

    /// <summary>One piece on one account or several, as one change. Without content the placements are slots.</summary>
    /// <returns>The posts, in the order of their accounts, with what is worth a look.</returns>
    public async Task<IReadOnlyList<PostMoved>> CreateAsync(string tenantId, NewPostInput input, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "marketing", cancellationToken);
        Typed.Check(input);
        if (input.Placements.Count is 0 or > NewPostInput.MostAccounts)
        {
            throw new RuleException($"Choose between 1 and {NewPostInput.MostAccounts} accounts.", nameof(input.Placements));
        }

        await RequireApproverAsync(db, tenantId, input.ReviewerId, null, cancellationToken);
        var content = await ContentAsync(db, tenantId, input, input.Category, by, cancellationToken);
        var ownWords = OwnWords(input);
        var wanted = input.Placements.ConvertAll(p => p.AccountId);
        var accounts = await db.ChannelAccounts.Include(a => a.Channel).Where(a => a.TenantId == tenantId && wanted.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellationToken);
        var made = new List<(Post Post, IReadOnlyList<string> Warnings)>();
        foreach (var placement in input.Placements)
        {
            var account = accounts.GetValueOrDefault(placement.AccountId) ?? throw new RuleException("Choose accounts of this company.", nameof(input.Placements));
            if (!account.IsActive)
            {
                throw new RuleException($"{account.Name} is switched off: nothing is posted there.", nameof(input.Placements));
            }

            var post = new Post { TenantId = tenantId, AccountId = account.Id, SuggestedCategory = input.Category, ReviewerId = input.ReviewerId, CreatedById = by.UserId, CreatedAt = clock.GetUtcNow() };
            post.Move(placement.Day, placement.Day is null ? null : placement.Time ?? UsualTime(account), PostNeighbours.ZoneOf(account));
            if (content is not null)
            {
                post.Fill(content.Value, ownWords);
            }

            made.Add((post, await PostNeighbours.LookAsync(db, post, account, TimesOf(account), cancellationToken)));
            db.Add(post);
        }

        await db.DescribeAsync(made.Count == 1 ? "Planned a post" : $"Planned a piece on {made.Count} accounts", cancellationToken);
        await db.SaveOrRefuseAsync(PostNeighbours.Refusal, cancellationToken);
        return made.ConvertAll(m => new PostMoved(m.Post.Id, m.Post.ShortNumber, PostTime.Tray, new PostTime(m.Post.Day, m.Post.Time), m.Warnings));
    }

    /// <summary>Stores what the person changed; fields others changed meanwhile stay as they are.</summary>
    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, PostInput seen, PostInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        var post = await FindAsync(db, id, cancellationToken);
        Typed.Check(mine);
        var zone = PostNeighbours.ZoneOf(post.Account!);
        var was = PostInput.Of(post, zone);
        var input = FieldMerge.Merge(seen, mine, was);
        if (input.When != was.When)
        {
            await MoveAsync(db, post, input.When, cancellationToken);
        }

        if (!FieldMerge.Same(input.Caption, was.Caption))
        {
            post.Reword(input.Caption);
        }

        if (input.ReviewerId != was.ReviewerId)
        {
            await RequireApproverAsync(db, post.TenantId, input.ReviewerId, was.ReviewerId, cancellationToken);
        }

        if (input.ApproveBy != was.ApproveBy)
        {
            post.ApproveBy = Deadline(post, input.ApproveBy, zone);
        }

        if (input.EventId is { } happening && happening != was.EventId && !await db.SeasonalEvents.AnyAsync(e => e.TenantId == post.TenantId && e.Id == happening, cancellationToken))
        {
            throw new RuleException("Choose an event of this company.", nameof(input.EventId));
        }

        if ((input.GoogleTopic, input.EventId) != (was.GoogleTopic, was.EventId))
        {
            await RequireAnnouncementAsync(db, post, input, cancellationToken);
        }

        (post.SuggestedCategory, post.Notes, post.ReviewerId, post.LateMinutes) = (input.Category, Typed.Text(input.Notes), input.ReviewerId, input.LateMinutes);
        post.Announce(input.GoogleTopic, input.GoogleTopic == GoogleTopic.Event ? input.EventId : null);
        await ledger.PlanAsync(db, post, cancellationToken);
        await db.SaveOrRefuseAsync(PostNeighbours.Refusal, cancellationToken);
    });

    /// <exception cref="RuleException">Nobody could answer by then, or it would be too late.</exception>
    private DateTimeOffset? Deadline(Post post, PostTime by, TimeZoneInfo zone)
    {
        if (by.Day is not { } day)
        {
            return null;
        }

        var at = zone.Instant(day, by.Time ?? UsualTime(post.Account!), again: false, nameof(PostInput.ApproveBy));
        return at > post.ScheduledFor ? throw new RuleException("It goes out before that. Choose an earlier time, or none.", nameof(PostInput.ApproveBy))
            : at <= clock.GetUtcNow() ? throw new RuleException("That time has passed: nobody could answer by then.", nameof(PostInput.ApproveBy))
            : at;
    }

    /// <summary>Google shows a title and days with an event or an offer, and refuses what is longer.</summary>
    private static async Task RequireAnnouncementAsync(AppDbContext db, Post post, PostInput input, CancellationToken cancellationToken)
    {
        if (input.GoogleTopic != GoogleTopic.Standard && post.Account!.Channel!.Provider != Provider.GoogleBusiness)
        {
            throw new RuleException("Only Google knows events and offers.", nameof(input.GoogleTopic));
        }

        var (title, field) = input.GoogleTopic switch
        {
            GoogleTopic.Event => (await db.SeasonalEvents.Where(e => e.TenantId == post.TenantId && e.Id == input.EventId).Select(e => e.Name).SingleOrDefaultAsync(cancellationToken)
                ?? throw new RuleException("Which event does it announce?", nameof(input.EventId)), nameof(input.EventId)),
            GoogleTopic.Offer => ((await OfferAsync(db, post.ContentId, cancellationToken))?.Title
                ?? throw new RuleException("The content has no offer. Choose one on the content's own page.", nameof(input.GoogleTopic)), nameof(input.GoogleTopic)),
            _ => ("", ""),
        };
        if (title.Length > GooglePublisher.EventTitleMaxLength)
        {
            throw new RuleException($"Google takes {GooglePublisher.EventTitleMaxLength} characters in a title; “{title}” has {title.Length}.", field);
        }
    }

    private static async Task<PostOffer?> OfferAsync(AppDbContext db, Guid? contentId, CancellationToken cancellationToken) => contentId is null ? null
        : await db.ContentItems.Where(c => c.Id == contentId && c.OfferId != null)
            .Join(db.Offers, c => new { c.TenantId, Id = c.OfferId!.Value }, o => new { o.TenantId, o.Id }, (_, o) => new PostOffer(o.Id, o.Title, o.ValidFrom, o.ValidTo, o.CouponCode, o.WebsiteUrl, o.Terms))
            .SingleOrDefaultAsync(cancellationToken);

    internal static IQueryable<AppUser> Approvers(AppDbContext db, string tenantId)
    {
        var roles = Roles.All.Where(role => Permissions.Of(role).Contains(Permission.ApprovePosts)).ToList();
        return from user in db.Users
               join held in db.UserRoles on user.Id equals held.UserId
               join role in db.Roles on held.RoleId equals role.Id
               where user.IsActive && (user.TenantId == null || user.TenantId == tenantId) && roles.Contains(role.Name!)
               select user;
    }

    internal static TimeOnly UsualTime(ChannelAccount account) => account.Times.Count > 0 ? account.Times.Min() : account.Channel?.UsualTime ?? new TimeOnly(9, 0);

    private static async Task RequireApproverAsync(AppDbContext db, string tenantId, Guid? person, Guid? had, CancellationToken cancellationToken)
    {
        if (person is { } id && id != had && !await Approvers(db, tenantId).AnyAsync(u => u.Id == id, cancellationToken))
        {
            throw new RuleException("Choose somebody who may approve posts of this company.", nameof(PostInput.ReviewerId));
        }
    }

    /// <summary>Content that is there, or a draft made of what was written in place; null when neither.</summary>
    private async Task<Guid?> ContentAsync(
        AppDbContext db, string tenantId, FillInput input, ContentCategory? category, Actor by, CancellationToken cancellationToken)
    {
        if (input.ContentId is { } id)
        {
            var known = await db.ContentItems.Where(c => c.TenantId == tenantId && c.Id == id).Select(c => new { c.Title, c.ArchivedAt }).SingleOrDefaultAsync(cancellationToken)
                ?? throw new RuleException("Choose content of this company.", nameof(FillInput.ContentId));
            return known.ArchivedAt is null ? id : throw new RuleException($"“{known.Title}” is archived: restore it first.", nameof(FillInput.ContentId));
        }

        if (Typed.Line(input.Title) is not { } named)
        {
            return Typed.Text(input.Caption) is null ? null : throw new RuleException("Give it a title, so that it can be found again.", nameof(FillInput.Title));
        }

        var content = new ContentItem { TenantId = tenantId, Title = named, Caption = Typed.Text(input.Caption), Category = category, OwnerId = by.UserId, CreatedById = by.UserId, CreatedAt = clock.GetUtcNow() };
        content.Draft();
        db.Add(content);
        return content.Id;
    }

    /// <summary>Content that is there keeps its words; what was typed beside it is said on this placement only.</summary>
    private static string? OwnWords(FillInput input) => input.ContentId is null ? null : Typed.Text(input.Caption);

    private TimeWords TimesOf(ChannelAccount account) => TimeWords.In(account.Zone, clock);

    /// <summary>What is worth a look about a post as it stands.</summary>
    private async Task<IReadOnlyList<string>> WarningsAsync(AppDbContext db, Post post, CancellationToken cancellationToken) =>
        PostSearch.Open.Contains(post.Status) ? await PostNeighbours.LookAsync(db, post, post.Account!, TimesOf(post.Account!), cancellationToken) : [];

    private static async Task<Post> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Posts.Include(p => p.Account).ThenInclude(a => a!.Channel).SingleOrDefaultAsync(p => p.Id == id, cancellationToken) ?? throw new NotFoundException("The post");
}
