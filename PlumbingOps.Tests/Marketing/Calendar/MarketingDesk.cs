using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Marketing.Calendar;

/// <summary>H2O's marketing on a Wednesday morning: the cast with their roles in the database, and accounts and content as a test wants them.</summary>
public sealed class MarketingDesk : IAsyncLifetime
{
    public static readonly DateOnly Today = new(2026, 3, 18);

    private static int named;

    public TestOffice Office { get; private set; } = null!;
    public Actor Ana => Office.Ana;
    public Actor Mia => Office.Mia;
    public Actor Omar => Office.Omar;
    public PostService Posts => Office.Get<PostService>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Office = await TestOffice.OpenAsync();
        await Office.AddAccountsAsync();
    }

    public ValueTask DisposeAsync() => Office.DisposeAsync();

    public async Task<ChannelAccount> AddAccountAsync(string channel = "facebook_page", Action<ChannelAccount>? with = null, string tenant = TestOffice.H2o)
    {
        await using var db = await Office.DbAsync();
        var account = new ChannelAccount { TenantId = tenant, ChannelId = await db.Channels.Where(c => c.Key == channel).Select(c => c.Id).SingleAsync(Now), Name = $"Account {Interlocked.Increment(ref named)}" };
        with?.Invoke(account);
        db.Add(account);
        await db.SaveChangesAsync(Now);
        return account;
    }

    public async Task<ContentItem> AddContentAsync(string title = "Winter drains", Actor? owner = null, ContentCategory? category = null, Action<ContentItem>? with = null, string? caption = "Keep them warm.")
    {
        var content = new ContentItem { TenantId = TestOffice.H2o, Title = title, Caption = caption, OwnerId = owner?.UserId, Category = category, CreatedAt = Office.Clock.Now.ToUniversalTime() };
        content.Draft();
        with?.Invoke(content);
        await Office.AddAsync(content);
        return content;
    }

    /// <summary>A draft of Mia's on an account of its own unless said otherwise; tomorrow at 9.</summary>
    public async Task<Guid> AddPostAsync(DateOnly? day = null, TimeOnly? time = null, ChannelAccount? account = null, ContentItem? content = null, Actor? by = null, bool slot = false, Guid? reviewer = null)
    {
        account ??= await AddAccountAsync();
        var input = new NewPostInput
        {
            ContentId = slot ? null : (content ?? await AddContentAsync()).Id,
            ReviewerId = reviewer,
            Placements = [new PlacementInput { AccountId = account.Id, Day = day ?? Today.AddDays(1), Time = time ?? new TimeOnly(9, 0) }],
        };
        return (await Posts.CreateAsync(TestOffice.H2o, input, by ?? Mia, Now))[0].Id;
    }

    public async Task<Guid> AddPostInAsync(PostStatus status, DateOnly? day = null, TimeOnly? time = null, ChannelAccount? account = null, ContentItem? content = null)
    {
        var id = await AddPostAsync(day, time, account, content, slot: status == PostStatus.Planned);
        if (status is PostStatus.Planned or PostStatus.Draft)
        {
            return id;
        }

        if (status == PostStatus.Cancelled)
        {
            await Posts.CancelAsync(id, Mia, Now);
            return id;
        }

        await Posts.SubmitAsync(id, Mia, Now);
        if (status == PostStatus.NeedsApproval)
        {
            return id;
        }

        await ApproveAsync(id);
        await using var db = await Office.DbAsync();
        var post = await db.Posts.SingleAsync(p => p.Id == id, Now);
        switch (status)
        {
            case PostStatus.Posted:
                await Posts.MarkPostedAsync(id, "https://social.example.com/1", null, null, Mia, Now);
                return id;
            case PostStatus.Failed:
                post.BeginSending();
                post.Fail("The network refused the text.", "Shorten it.");
                break;
            case PostStatus.Unknown:
                post.BeginSending();
                post.LoseTrack("No answer.", "Look at the page.");
                break;
            case PostStatus.Skipped:
                post.Skip("Too late.", "Reopen it.");
                break;
            default:
                return id;
        }

        await db.SaveChangesAsync(Now);
        return id;
    }

    public async Task ApproveAsync(Guid id, Actor? by = null) => await Posts.ApproveAsync(id, (await Posts.GetAsync(id, Ana, Now)).Seen, false, by ?? Omar, Now);

    public async Task<PostRow> RowAsync(Guid id) => (await Posts.GetAsync(id, Ana, Now)).Row;

    public async Task<int> ChangeSetsAsync(string summary)
    {
        await using var db = await Office.DbAsync();
        return await db.ChangeSets.CountAsync(s => s.Summary == summary, Now);
    }
}
