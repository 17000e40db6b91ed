using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Publishing;

namespace PlumbingOps.Data.Marketing;

/// <summary>One step on many posts: first shown, then done as one change set.</summary>
public sealed class PostBulkService(Db database, PublicationLedger ledger, TimeProvider clock)
{
    public const int MostPosts = 500;

    public async Task<IReadOnlyList<PostBulkRow>> PreviewAsync(IReadOnlyCollection<Guid> postIds, PostBulk bulk, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Needs(bulk), cancellationToken);
        RefuseNonsense(postIds.Count, bulk);
        return (await PlanAsync(db, postIds, bulk, by, cancellationToken)).Rows;
    }

    /// <summary>Does exactly what the preview showed, or nothing.</summary>
    /// <returns>How many posts were changed.</returns>
    /// <exception cref="RuleException">A post was changed since the preview.</exception>
    public async Task<int> RunAsync(IReadOnlyCollection<PostBulkRow> previewed, PostBulk bulk, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Needs(bulk), cancellationToken);
        RefuseNonsense(previewed.Count, bulk);
        var (now, steps) = await PlanAsync(db, [.. previewed.Select(row => row.Id)], bulk, by, cancellationToken);
        var changed = now.Except(previewed).Concat(previewed.Where(p => now.All(n => n.Id != p.Id))).Select(row => row.ShortNumber).Distinct().ToList();
        if (changed.Count > 0)
        {
            throw ChangedMeanwhile(string.Join(", ", changed));
        }

        if (steps.Count == 0)
        {
            throw new RuleException("There is nothing to do for these posts.");
        }

        foreach (var step in steps)
        {
            step();
        }

        await ledger.PlanAsync(db, [.. db.Posts.Local], cancellationToken);

        await db.DescribeAsync(bulk.Done(steps.Count), cancellationToken);
        try
        {
            await db.SaveOrRefuseAsync(PostNeighbours.Refusal, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw ChangedMeanwhile("Some of the posts");
        }

        return steps.Count;
    }

    /// <summary>
    /// Takes a step back, all of it or nothing: moved posts stand where they stood, cancelled ones are drafts again (or slots), in the same place, and ask for approval anew.
    /// What was sent for approval, approved, or given another account is not taken back: those have verbs of their own, with their own rules.
    /// </summary>
    /// <param name="done">As the preview showed them before the step.</param>
    /// <exception cref="RuleException">Somebody did something with one of them meanwhile.</exception>
    public async Task UndoAsync(IReadOnlyCollection<PostBulkRow> done, PostBulk bulk, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Needs(bulk), cancellationToken);
        if (!bulk.CanBeUndone)
        {
            throw new RuleException("This step has no undo. Open the posts and change them there.");
        }

        var rows = done.Where(row => row.Happens).ToDictionary(row => row.Id);
        var posts = await db.Posts.Include(p => p.Account).Where(p => rows.Keys.Contains(p.Id)).ToListAsync(cancellationToken);
        if (posts.Find(post => !Stands(post, rows[post.Id], bulk)) is { } other)
        {
            throw ChangedMeanwhile(other.ShortNumber);
        }

        foreach (var post in posts)
        {
            TakeBack(post, rows[post.Id], bulk);
        }

        await RefuseOverOrTakenAsync(db, posts, cancellationToken);
        await ledger.PlanAsync(db, posts, cancellationToken);
        await db.DescribeAsync($"Took back: {bulk.Done(posts.Count)}", cancellationToken);
        try
        {
            await db.SaveOrRefuseAsync(PostNeighbours.Refusal, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw ChangedMeanwhile("Some of the posts");
        }
    }

    private static bool Stands(Post post, PostBulkRow row, PostBulk bulk) => bulk.Verb == PostBulkVerb.Cancel
        ? post.Status == PostStatus.Cancelled
        : new PostTime(post.Day, post.Time) == row.To && post.Status == row.Status;

    private static void TakeBack(Post post, PostBulkRow row, PostBulk bulk)
    {
        if (bulk.Verb == PostBulkVerb.Cancel)
        {
            post.Reopen();
        }
        else
        {
            post.Move(row.From.Day, row.From.Time, PostNeighbours.ZoneOf(post.Account!));
        }
    }

    /// <summary>A minute that is over, or that somebody else's post has by now, is nothing to go back to.</summary>
    private async Task RefuseOverOrTakenAsync(AppDbContext db, List<Post> posts, CancellationToken cancellationToken)
    {
        if (posts.Find(p => p.ScheduledFor < clock.GetUtcNow() && p.Status is not (PostStatus.Planned or PostStatus.Draft)) is { } late)
        {
            throw new RuleException($"The time {late.ShortNumber} had is over by now, so nothing was taken back.");
        }

        var (accounts, times, ids) = (posts.Select(p => p.AccountId).ToList(), posts.Select(p => p.ScheduledFor).OfType<DateTimeOffset>().ToList(), posts.Select(p => p.Id).ToList());
        var taken = await db.Posts.Where(p => accounts.Contains(p.AccountId) && p.Status != PostStatus.Cancelled && p.ScheduledFor != null && times.Contains(p.ScheduledFor.Value) && !ids.Contains(p.Id))
            .Select(p => new { p.AccountId, p.ScheduledFor, p.Number }).ToListAsync(cancellationToken);
        if (taken.Find(t => posts.Exists(p => p.AccountId == t.AccountId && p.ScheduledFor == t.ScheduledFor)) is { } other)
        {
            throw new RuleException($"P-{other.Number} has one of the places by now, so nothing was taken back.");
        }
    }

    private static Permission Needs(PostBulk bulk) => bulk.Verb == PostBulkVerb.Approve ? Permission.ApprovePosts : Permission.EditMarketing;

    private static RuleException ChangedMeanwhile(string which) => new($"{which} changed meanwhile. Nothing was done.");

    private static void RefuseNonsense(int posts, PostBulk bulk)
    {
        if (posts is 0 or > MostPosts)
        {
            throw new RuleException($"Choose between 1 and {MostPosts} posts.");
        }

        if (bulk is { Verb: PostBulkVerb.Move, Days: 0 or < -PostBulk.MostDays or > PostBulk.MostDays })
        {
            throw new RuleException($"Give between 1 and {PostBulk.MostDays} days, later or earlier.", nameof(bulk.Days));
        }

        if (bulk is { Verb: PostBulkVerb.ChangeAccount, AccountId: null })
        {
            throw new RuleException("Choose the account.", nameof(bulk.AccountId));
        }
    }

    /// <summary>Tries every step on a copy of its own, so that preview and step cannot differ.</summary>
    private async Task<(IReadOnlyList<PostBulkRow> Rows, IReadOnlyList<Action> Steps)> PlanAsync(
        AppDbContext db, IReadOnlyCollection<Guid> ids, PostBulk bulk, Actor by, CancellationToken cancellationToken)
    {
        var posts = await db.Posts.Include(p => p.Account).Where(p => ids.Contains(p.Id)).OrderBy(p => p.TimeSort).ThenBy(p => p.Number).ToListAsync(cancellationToken);
        var trials = await db.Posts.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
        var contents = await PostContent.OfAsync(db, ids, cancellationToken);
        var account = bulk.AccountId is { } wanted && bulk.Verb == PostBulkVerb.ChangeAccount
            ? await db.ChannelAccounts.SingleOrDefaultAsync(a => a.Id == wanted, cancellationToken) ?? throw new RuleException("Choose an account of this company.", nameof(bulk.AccountId))
            : null;
        if (account is { IsActive: false })
        {
            throw new RuleException($"{account.Name} is switched off: nothing is posted there.", nameof(bulk.AccountId));
        }

        var refused = new Dictionary<Guid, string>();
        foreach (var post in posts.Where(p => trials.ContainsKey(p.Id)))
        {
            try
            {
                if (account is not null && account.TenantId != post.TenantId)
                {
                    throw new RuleException("it belongs to another company");
                }

                Do(trials[post.Id], contents[post.Id], bulk, post.Account!, account, by);
            }
            catch (RuleException refusal)
            {
                refused[post.Id] = refusal.Message;
            }
        }

        if (bulk.Verb is PostBulkVerb.Move or PostBulkVerb.ChangeAccount)
        {
            await RefuseTakenMinutesAsync(db, posts, trials, refused, cancellationToken);
        }

        var rows = posts.ConvertAll(post => new PostBulkRow(
            post.Id, post.ShortNumber, contents[post.Id].Title ?? post.Hint ?? "Empty slot", post.Account!.Name, post.Status, new PostTime(post.Day, post.Time),
            refused.ContainsKey(post.Id) ? new PostTime(post.Day, post.Time) : new PostTime(trials[post.Id].Day, trials[post.Id].Time), refused.GetValueOrDefault(post.Id), contents[post.Id].Fingerprint));
        return (rows, [.. posts.Where(post => !refused.ContainsKey(post.Id)).Select(post => (Action)(() => Do(post, contents[post.Id], bulk, post.Account!, account, by)))]);
    }

    private void Do(Post post, PostContent content, PostBulk bulk, ChannelAccount here, ChannelAccount? there, Actor by)
    {
        var now = clock.GetUtcNow();
        switch (bulk.Verb)
        {
            case PostBulkVerb.Move:
                post.Move(post.Day is { } day ? day.AddDays(bulk.Days) : throw new RuleException("it lies in the tray"), post.Time, PostNeighbours.ZoneOf(here));
                if (post.ScheduledFor < now && post.Status is not (PostStatus.Planned or PostStatus.Draft))
                {
                    throw new RuleException("that time has passed");
                }

                break;
            case PostBulkVerb.Submit:
                PostApproval.Submit(post, content, by, now);
                break;
            case PostBulkVerb.Approve:
                PostApproval.Approve(post, content, content.Fingerprint, bulk.OwnKnowingly, by, now);
                break;
            case PostBulkVerb.Cancel:
                post.Cancel();
                break;
            default:
                if (post.AccountId == there!.Id)
                {
                    throw new RuleException("it is there already");
                }

                post.ChangeAccount(there.Id, PostNeighbours.ZoneOf(there));
                break;
        }
    }

    /// <summary>Against posts that stay, and against each other. Who is refused stays, and may itself be in the way of another.</summary>
    private static async Task RefuseTakenMinutesAsync(
        AppDbContext db, IReadOnlyList<Post> posts, Dictionary<Guid, Post> trials, Dictionary<Guid, string> refused, CancellationToken cancellationToken)
    {
        var moving = posts.Select(p => p.Id).ToList();
        var accounts = trials.Values.Select(t => t.AccountId).Distinct().ToList();
        var times = trials.Values.Select(t => t.ScheduledFor).OfType<DateTimeOffset>().Distinct().ToList();
        var taken = await db.Posts.Where(p => accounts.Contains(p.AccountId) && p.Status != PostStatus.Cancelled && p.ScheduledFor != null && times.Contains(p.ScheduledFor.Value) && !moving.Contains(p.Id))
            .Select(p => new { p.AccountId, p.ScheduledFor, p.Number }).ToListAsync(cancellationToken);
        for (var again = true; again;)
        {
            again = false;
            var places = taken.ToDictionary(t => (t.AccountId, (DateTimeOffset?)t.ScheduledFor), t => $"P-{t.Number}");
            foreach (var stays in posts.Where(p => refused.ContainsKey(p.Id) && p.ScheduledFor is not null && p.Status != PostStatus.Cancelled))
            {
                places[(stays.AccountId, stays.ScheduledFor)] = stays.ShortNumber;
            }

            foreach (var post in posts.Where(p => !refused.ContainsKey(p.Id) && trials[p.Id].ScheduledFor is not null))
            {
                var place = (trials[post.Id].AccountId, trials[post.Id].ScheduledFor);
                if (!places.TryAdd(place, post.ShortNumber))
                {
                    refused[post.Id] = $"{places[place]} has that minute";
                    again = true;
                    break;
                }
            }
        }
    }
}
