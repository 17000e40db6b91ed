using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Publishing;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>Three months of H2O's posts around today, in all states, on the accounts and with the content that are there: about twelve a week.</summary>
internal sealed class DemoPosts(IReadOnlyList<ChannelAccount> accounts, IReadOnlyList<ContentItem> contents, DemoCastOfMarketing cast, DemoDays days, DemoDice dice)
{
    private const int DaysEachWay = 45;
    private const int SureDays = 14;
    private const int InTray = 6;
    private const int ExtrasAWeek = 3;

    private static readonly TimeOnly FirstExtra = new(13, 30);

    private readonly Queue<ContentItem> coming = [];

    public List<Post> All { get; } = [];

    /// <summary>After accounts and content have been saved; without them there is nothing to post.</summary>
    public static async Task AddAsync(AppDbContext db, string tenantId, DemoDays days, DemoDice dice, CancellationToken cancellationToken)
    {
        var accounts = await db.ChannelAccounts.Include(a => a.Channel).Where(a => a.TenantId == tenantId && a.IsActive).OrderBy(a => a.Channel!.Position).ThenBy(a => a.Name).ToListAsync(cancellationToken);
        var contents = await db.ContentItems.Include(c => c.Texts).Include(c => c.Media).ThenInclude(m => m.Media).Where(c => c.TenantId == tenantId && c.ArchivedAt == null && c.Caption != null).OrderBy(c => c.Number).ToListAsync(cancellationToken);
        if (accounts.Count == 0 || contents.Count == 0 || await DemoCastOfMarketing.FindAsync(db, tenantId, cancellationToken) is not { } cast)
        {
            return;
        }

        var posts = new DemoPosts(accounts, contents, cast, days, dice);
        posts.Fill();
        db.AddRange(posts.All);
        await db.SaveChangesAsync(cancellationToken);
    }

    private void Fill()
    {
        for (var week = Scores.MondayOf(days.From(-DaysEachWay)); week <= days.From(DaysEachWay); week = week.AddDays(Scores.DaysAWeek))
        {
            // In the order they go out, so that their numbers count up with time.
            foreach (var (account, day, time) in accounts.SelectMany(a => new SlotPlan(a).Of(week).Select(s => (a, s.Day, s.Time))).OrderBy(s => s.Day).ThenBy(s => s.Time))
            {
                Add(account, day, time);
            }

            // And some beside the rhythm, in the afternoon, where no slot lies.
            for (var n = 0; n < ExtrasAWeek; n++)
            {
                Add(dice.Pick(accounts), week.AddDays(dice.Between(0, Scores.DaysAWeek - 1)), FirstExtra.AddHours(n));
            }
        }

        for (var n = 0; n < InTray; n++)
        {
            var post = Make(accounts[n % accounts.Count], days.Now.AddDays(-1 - n));
            post.Fill(NextContent().Id, null);
            All.Add(post);
        }
    }

    private void Add(ChannelAccount account, DateOnly day, TimeOnly time)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(account.Zone);
        var at = zone.Instant(day, zone.IsInvalidTime(day.ToDateTime(time)) ? time.AddHours(1) : time, again: false, nameof(Post.Time));
        var made = at.AddDays(-dice.Between(5, 12));
        var post = Make(account, made < days.Now ? made : days.Now.AddHours(-dice.Between(1, 30 * 24)));
        post.Move(day, zone.OnTheWall(at).Time, zone);
        var content = NextContent();
        var roll = dice.Between(1, 100);
        All.Add(post);
        var planned = at > days.Now && roll > (day < days.From(SureDays) ? 84 : 42);
        if (planned)
        {
            (post.SuggestedCategory, post.Hint) = (content.Category, content.Title);
            return;
        }

        post.Fill(content.Id, null);
        if (at > days.Now)
        {
            Ahead(post, content, account, roll % 10);
        }
        else
        {
            Behind(post, content, account, at, roll);
        }
    }

    /// <summary>What is still to come: scheduled, waiting for somebody, or a draft.</summary>
    private void Ahead(Post post, ContentItem content, ChannelAccount account, int roll)
    {
        if (roll < 3)
        {
            return;
        }

        post.ReviewerId = roll == 3 ? cast.Omar.UserId : null;
        post.Submit(cast.Mia, content.Caption);
        if (roll == 4)
        {
            post.SendBack("Shorter, please, and name the city.");
        }
        else if (roll > 5)
        {
            post.Approve(cast.Omar, days.Now, Fingerprint(content, account), null);
        }
    }

    /// <summary>What is over: posted, and here and there one that is not, with its reason.</summary>
    private void Behind(Post post, ContentItem content, ChannelAccount account, DateTimeOffset at, int roll)
    {
        if (roll > 96)
        {
            post.Cancel();
            return;
        }

        post.Submit(cast.Mia, content.Caption);
        if (roll > 92)
        {
            post.Skip("Not approved in time.", "Reopen it, choose a new time, and ask for approval again.");
            return;
        }

        post.Approve(cast.Omar, at.AddDays(-1), Fingerprint(content, account), null);
        var url = $"https://social.example.com/{account.Channel!.Key}/{dice.Between(100_000, 999_999)}";
        if (account.Channel.Provider == Provider.Manual)
        {
            post.MarkPosted(cast.Mia, at.AddMinutes(dice.Between(1, 90)), url, null);
        }
        else
        {
            post.BeginSending();
            if (roll > 88)
            {
                post.Fail("The network refused the picture: it is too narrow.", "Choose a wider picture, then reopen and schedule it again.");
            }
            else
            {
                post.Sent($"demo-{dice.Between(100_000, 999_999)}", url, at.AddSeconds(dice.Between(2, 50)));
            }
        }
    }

    private Post Make(ChannelAccount account, DateTimeOffset madeAt) =>
        new() { Id = dice.Id(madeAt), TenantId = account.TenantId, AccountId = account.Id, CreatedById = cast.Mia.UserId, CreatedAt = madeAt.ToUniversalTime() };

    /// <summary>Each piece once before any comes again.</summary>
    private ContentItem NextContent()
    {
        if (coming.Count == 0)
        {
            foreach (var content in dice.Shuffle(contents))
            {
                coming.Enqueue(content);
            }
        }

        return coming.Dequeue();
    }

    private static string Fingerprint(ContentItem content, ChannelAccount account) => new PublishDraft
    {
        Text = content.Texts.Find(t => t.ChannelId == account.ChannelId)?.Caption ?? content.Caption ?? "",
        Link = content.LinkUrl,
        Action = account.Channel!.Provider == Provider.GoogleBusiness ? content.Action : CallToAction.None,
        Pictures = [.. content.Media.OrderBy(m => m.Position).Select(m => new PublishPicture(m.MediaId, m.Media!.Hash, null, m.Media.ContentType, m.Media.Bytes, null, null))],
    }.Fingerprint();
}

/// <summary>Who plans and who approves.</summary>
internal sealed record DemoCastOfMarketing(Actor Mia, Actor Omar)
{
    /// <summary>Null when the cast is not there: a house with people of its own.</summary>
    public static async Task<DemoCastOfMarketing?> FindAsync(AppDbContext db, string tenantId, CancellationToken cancellationToken)
    {
        var people = await db.Users.Where(u => u.UserName == "mia" || u.UserName == "omar").Select(u => new { u.Id, u.UserName, u.FullName }).ToListAsync(cancellationToken);
        Actor? Find(string name, string role) => people.Find(p => p.UserName == name) is { } p ? new Actor(p.Id, p.FullName, role, [tenantId], [], ChangeSource.Setup) : null;
        return Find("mia", Roles.Marketing) is { } mia && Find("omar", Roles.Office) is { } omar ? new DemoCastOfMarketing(mia, omar) : null;
    }
}
