using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>H2O's marketing as it stands today: accounts, templates, offers, events, topics, pictures, and content in every state.</summary>
internal sealed class DemoMarketing
{
    private const string Tenant = DemoPeople.H2O;
    private static readonly string[] Services = ["Water heaters", "Drain cleaning", "Sewer repair", "Repipe", "Leak repair", "Emergency plumbing"];
    private static readonly string[] Cities = ["Vancouver", "Camas", "Battle Ground", "Washougal", "Ridgefield"];

    private readonly DemoDays days;
    private readonly DemoDice dice;
    private readonly Actor mia;
    private readonly Actor omar;

    private DemoMarketing(DemoDays days, DemoDice dice, Actor mia, Actor omar, IReadOnlyDictionary<string, Guid> channels)
    {
        (this.days, this.dice, this.mia, this.omar) = (days, dice, mia, omar);
        Pictures = new DemoPictures(Tenant, days, mia.UserId, dice);
        Accounts = MakeAccounts(channels);
        Templates = [.. DemoMarketingWords.Templates.Select(t => new CaptionTemplate { Id = dice.Id(days.Midnight(days.From(-300))), TenantId = Tenant, Category = t.Category, Title = t.Title, Caption = t.Caption })];
        Offers = MakeOffers();
        Events = [.. DemoMarketingWords.Events.Select(e => new SeasonalEvent
        {
            Id = dice.Id(days.Midnight(days.From(-300))),
            TenantId = Tenant,
            Kind = e.Kind,
            Name = e.Name,
            StartsOn = new DateOnly(days.Today.Year, e.Month, e.Day),
            EndsOn = new DateOnly(days.Today.Year, e.Month, e.Day).AddDays(e.Days - 1),
            EveryYear = e.EveryYear,
            City = e.City,
            Suggestions = e.Suggestions,
        })];
        Topics = MakeTopics();
        Contents = MakeContents(channels);
    }

    public DemoPictures Pictures { get; }
    public IReadOnlyList<ChannelAccount> Accounts { get; }
    public IReadOnlyList<CaptionTemplate> Templates { get; }
    public IReadOnlyList<Offer> Offers { get; }
    public IReadOnlyList<SeasonalEvent> Events { get; }
    public IReadOnlyList<LocalTopic> Topics { get; }
    public IReadOnlyList<ContentItem> Contents { get; }

    public static async Task<DemoMarketing> MakeAsync(AppDbContext db, DemoStaff staff, DemoDays days, DemoDice dice, CancellationToken cancellationToken)
    {
        var mia = await db.Users.Where(u => u.UserName == "mia").Select(u => (Guid?)u.Id).SingleOrDefaultAsync(cancellationToken);
        var channels = await db.Channels.ToDictionaryAsync(c => c.Key, c => c.Id, cancellationToken);
        return new DemoMarketing(days, dice, new Actor(mia, "mia", Roles.Marketing, [Tenant], []), staff.Omar, channels);
    }

    /// <summary>What content leans on comes first; content itself in the order it was written, so that its numbers count up.</summary>
    public async Task AddAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        db.AddRange(Accounts);
        db.AddRange(Templates);
        db.AddRange(Offers);
        db.AddRange(Events);
        db.AddRange(Topics);
        db.AddRange(Pictures.Assets);
        await db.SaveChangesAsync(cancellationToken);
        db.AddRange(Contents);
        await db.SaveChangesAsync(cancellationToken);
    }

    private List<ChannelAccount> MakeAccounts(IReadOnlyDictionary<string, Guid> channels)
    {
        ChannelAccount Make(string channel, string name, string profile, int posts, DayOfWeek[] on, TimeOnly at, params (ContentCategory Category, int Percent)[] mix)
        {
            var account = new ChannelAccount
            {
                Id = dice.Id(days.Midnight(days.From(-400))),
                TenantId = Tenant,
                ChannelId = channels[channel],
                Name = name,
                ProfileUrl = profile,
                LoginEmail = "marketing@example.com",
                VaultReference = $"Vault / H2O / {name}",
                PostsPerWeek = posts,
                Weekdays = [.. on],
                Times = [at],
            };
            account.Mix.AddRange(mix.Select(m => new AccountShare { Id = dice.Id(days.Midnight(days.From(-400))), TenantId = Tenant, AccountId = account.Id, Category = m.Category, Percent = m.Percent }));
            return account;
        }

        return
        [
            Make("facebook_page", "H2O Plumbers", "https://facebook.example.com/h2oplumbers", 3, [DayOfWeek.Monday, DayOfWeek.Wednesday, DayOfWeek.Friday], new TimeOnly(10, 0),
                (ContentCategory.TeamPost, 40), (ContentCategory.Diy, 20), (ContentCategory.Coupon, 20), (ContentCategory.BlogPost, 20)),
            Make("instagram_business", "@h2oplumbers", "https://instagram.example.com/h2oplumbers", 3, [DayOfWeek.Tuesday, DayOfWeek.Thursday, DayOfWeek.Saturday], new TimeOnly(11, 0),
                (ContentCategory.TeamPost, 50), (ContentCategory.Diy, 30), (ContentCategory.Authority, 20)),
            Make("google_business_profile", "H2O Plumbers Vancouver", "https://maps.example.com/h2oplumbers", 2, [DayOfWeek.Monday, DayOfWeek.Thursday], new TimeOnly(9, 0),
                (ContentCategory.AdContent, 30), (ContentCategory.TeamPost, 35), (ContentCategory.Coupon, 35)),
            Make("nextdoor", "H2O Plumbers neighbors", "https://nextdoor.example.com/h2oplumbers", 1, [DayOfWeek.Wednesday], new TimeOnly(8, 0)),
        ];
    }

    private List<Offer> MakeOffers()
    {
        Offer Make(string title, DiscountKind kind, int from, int to, decimal? percent, long? cents, string? coupon, string? service, string terms) => new()
        {
            Id = dice.Id(days.Midnight(days.From(-90))),
            TenantId = Tenant,
            Title = title,
            Discount = kind,
            ValidFrom = days.From(from),
            ValidTo = days.From(to),
            Percent = percent,
            AmountCents = cents,
            CouponCode = coupon,
            ServiceType = service,
            Terms = terms,
            WebsiteUrl = "https://h2o.example.com/offers",
        };

        return
        [
            Make("$50 off any drain cleaning", DiscountKind.FixedAmount, -20, 40, null, 5_000, "DRAIN50", "Drain cleaning", "One per household. Not with other offers."),
            Make("15 % off a new water heater", DiscountKind.Percentage, -5, 60, 15, null, "WARM15", "Water heaters", "Parts and labor of a standard tank, installed by us."),
            Make("Free sewer camera look", DiscountKind.FreeService, 14, 75, null, null, null, "Sewer repair", "With any sewer repair over $500."),
            Make("Spring repipe check", DiscountKind.FreeService, -120, -60, null, null, "PIPES", "Repipe", "Houses built before 1990."),
        ];
    }

    private List<LocalTopic> MakeTopics() =>
    [
        .. from service in Services
           from city in Cities
           let state = dice.Between(0, 9)
           let posted = days.Now.ToUniversalTime().AddDays(-dice.Between(3, 75))
           select new LocalTopic
           {
               Id = dice.Id(days.Midnight(days.From(-300))),
               TenantId = Tenant,
               ServiceType = service,
               City = city,
               Status = state < 4 ? LocalTopicStatus.Published : state < 6 ? LocalTopicStatus.InProgress : state < 7 ? LocalTopicStatus.NeedsUpdate : LocalTopicStatus.NotStarted,
               LastPostedAt = state < 4 ? posted : null,
               TargetUrl = state < 4 ? $"https://h2o.example.com/{UtmLink.Slug(city)}/{UtmLink.Slug(service)}" : null,
           },
    ];

    private List<ContentItem> MakeContents(IReadOnlyDictionary<string, Guid> channels)
    {
        var contents = new List<ContentItem>();
        var moments = DemoMarketingWords.Contents.Select((_, n) => days.InOffice(days.WorkdayBefore(days.From(-3 * (DemoMarketingWords.Contents.Length - n))), dice)).Order().ToList();
        foreach (var (words, n) in DemoMarketingWords.Contents.Select((w, n) => (w, n)))
        {
            var at = moments[n];
            var content = new ContentItem
            {
                Id = dice.Id(at),
                TenantId = Tenant,
                Title = words.Title,
                Caption = words.Caption,
                Category = words.Category,
                Action = words.Action,
                LinkUrl = words.Action is CallToAction.None or CallToAction.Call ? null : "https://h2o.example.com/book",
                Campaign = words.Category == ContentCategory.Coupon ? "Winter 2026" : null,
                City = dice.Chance(60) ? dice.Pick(Cities) : null,
                ServiceType = dice.Chance(60) ? dice.Pick(Services) : null,
                Tags = [.. words.Tags],
                OwnerId = mia.UserId,
                ReviewerId = omar.UserId,
                DraftDueOn = words.Status is ContentStatus.Idea or ContentStatus.Draft ? days.From(dice.Between(-4, 14)) : null,
                OfferId = words.Category == ContentCategory.Coupon ? Offers[n % 2].Id : null,
                CreatedAt = at,
                CreatedById = mia.UserId,
            };
            if (words.ForInstagram is { } other)
            {
                content.Texts.Add(new ContentText { Id = dice.Id(at), TenantId = Tenant, ContentId = content.Id, ChannelId = channels["instagram_business"], Caption = other });
            }

            content.Media.AddRange(words.Pictures.Select((picture, place) => new ContentMedia { Id = dice.Id(at), TenantId = Tenant, ContentId = content.Id, MediaId = Pictures.Assets[picture].Id, Position = place }));
            Bring(content, words.Status, at);
            contents.Add(content);
        }

        contents[1].Archive(days.Now.ToUniversalTime());
        return contents;
    }

    /// <summary>By its own verbs, as people would.</summary>
    private void Bring(ContentItem content, ContentStatus status, DateTimeOffset at)
    {
        if (status == ContentStatus.Idea)
        {
            return;
        }

        content.Draft();
        if (status == ContentStatus.Draft)
        {
            if (content.Title.StartsWith("Why", StringComparison.Ordinal))
            {
                content.Submit(mia);
                content.SendBack("The first sentence promises more than we can keep. Say what we really do.");
            }

            return;
        }

        content.Submit(mia);
        if (status == ContentStatus.Approved)
        {
            content.Approve(omar, at.AddHours(dice.Between(1, 30)) is var later && later < days.Now ? later : days.Now.ToUniversalTime());
        }
    }
}
