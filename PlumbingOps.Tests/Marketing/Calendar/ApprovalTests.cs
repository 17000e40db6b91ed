using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;

namespace PlumbingOps.Tests.Marketing.Calendar;

public sealed class ApprovalTests(MarketingDesk desk) : IClassFixture<MarketingDesk>
{
    private ApprovalLinks Links => desk.Office.Get<ApprovalLinks>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_nobody_approves_in_time_is_skipped_and_says_so()
    {
        var clock = desk.Office.Clock;
        var (late, waiting) = (await desk.AddPostInAsync(PostStatus.NeedsApproval), await desk.AddPostInAsync(PostStatus.NeedsApproval, MarketingDesk.Today.AddDays(5)));
        var was = clock.Now;
        try
        {
            clock.Now = was.AddDays(1);
            Assert.NotEqual(0, await desk.Office.Get<ApprovalDeadlines>().SkipLateAsync(Now));
            Assert.Equal(0, await desk.Office.Get<ApprovalDeadlines>().SkipLateAsync(Now));

            var row = await desk.RowAsync(late);
            Assert.Equal((PostStatus.Skipped, "Not approved by Thu 19 Mar, 9:00 AM."), (row.Status, row.Cause));
            Assert.StartsWith("Reopen it", row.NextStep, StringComparison.Ordinal);
            Assert.Equal(PostStatus.NeedsApproval, (await desk.RowAsync(waiting)).Status);
            Assert.True(await desk.Posts.ReopenAsync(late, desk.Mia, Now));
        }
        finally
        {
            clock.Now = was;
        }
    }

    [Fact]
    public async Task A_move_moves_the_time_to_approve_by_as_well()
    {
        var id = await desk.AddPostInAsync(PostStatus.NeedsApproval);
        var before = (await desk.RowAsync(id)).ApproveBy;

        await desk.Posts.MoveAsync(id, new PostTime(MarketingDesk.Today.AddDays(3)), desk.Mia, Now);

        Assert.Equal(TimeSpan.FromDays(2), (await desk.RowAsync(id)).ApproveBy - before);
    }

    [Fact]
    public async Task A_link_from_a_mail_shows_the_post_and_approves_it_once()
    {
        var (id, token) = await AskAsync();

        var preview = await Links.FindAsync(token, Now);
        await Links.ApproveAsync(token, Now);

        Assert.Equal(("Omar Ortiz", "H2O Plumbers", "Keep them warm."), (preview!.Approver, preview.Company, preview.Text));
        var post = await desk.Posts.GetAsync(id, desk.Mia, Now);
        Assert.Equal((PostStatus.Scheduled, "Omar Ortiz"), (post.Row.Status, post.ApprovedBy));
        Assert.Null(await Links.FindAsync(token, Now));
        await Assert.ThrowsAsync<RuleException>(() => Links.ApproveAsync(token, Now));
        await using var db = await desk.Office.DbAsync();
        Assert.False(await db.ApprovalLinks.AnyAsync(l => EF.Functions.ILike(l.Fingerprint, token), Now));
        var mail = await db.OutgoingMails.SingleAsync(m => m.Text.Contains(token), Now);
        Assert.Equal(("omar@example.com", "H2O"), (mail.ToAddress, mail.TenantId.ToUpperInvariant()));
    }

    [Fact]
    public async Task A_link_sends_back_with_a_note_too()
    {
        var (id, token) = await AskAsync();
        await Assert.ThrowsAsync<RuleException>(() => Links.SendBackAsync(token, "", Now));

        await Links.SendBackAsync(token, "No hashtags.", Now);

        Assert.Equal("No hashtags.", (await desk.Posts.GetAsync(id, desk.Mia, Now)).ReviewNote);
    }

    [Fact]
    public async Task Of_two_uses_at_once_one_counts()
    {
        var (_, token) = await AskAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            try
            {
                await Links.ApproveAsync(token, Now);
                return true;
            }
            catch (RuleException)
            {
                return false;
            }
        }));

        Assert.Single(outcomes, worked => worked);
    }

    [Theory]
    [InlineData("reworded")]
    [InlineData("expired")]
    [InlineData("replaced")]
    [InlineData("cancelled")]
    [InlineData("deactivated")]
    [InlineData("another role")]
    [InlineData("garbage")]
    public async Task A_link_that_no_longer_holds_shows_and_does_nothing(string why)
    {
        var (id, token) = await AskAsync();
        var was = desk.Office.Clock.Now;
        await using var db = await desk.Office.DbAsync();
        var omar = await db.Users.SingleAsync(u => u.Id == desk.Omar.UserId, Now);
        var viewer = await db.Roles.SingleAsync(r => r.Name == Roles.Viewer, Now);
        var office = await db.Roles.SingleAsync(r => r.Name == Roles.Office, Now);
        try
        {
            switch (why)
            {
                case "reworded":
                    await desk.Posts.RewordAsync(id, "Other words", desk.Mia, Now);
                    break;
                case "expired":
                    desk.Office.Clock.Now = was.AddHours(24);
                    break;
                case "replaced":
                    await Links.SendAsync(id, t => t, desk.Mia, Now);
                    break;
                case "cancelled":
                    await desk.Posts.CancelAsync(id, desk.Mia, Now);
                    break;
                case "deactivated":
                    omar.IsActive = false;
                    await db.SaveChangesAsync(Now);
                    break;
                case "another role":
                    await db.UserRoles.Where(r => r.UserId == omar.Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.RoleId, viewer.Id), Now);
                    break;
                default:
                    token = token[..^1] + (token[^1] == 'A' ? 'B' : 'A');
                    break;
            }

            Assert.Null(await Links.FindAsync(token, Now));
            await Assert.ThrowsAsync<RuleException>(() => Links.ApproveAsync(token, Now));
        }
        finally
        {
            desk.Office.Clock.Now = was;
            omar.IsActive = true;
            await db.SaveChangesAsync(Now);
            await db.UserRoles.Where(r => r.UserId == omar.Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.RoleId, office.Id), Now);
        }
    }

    [Fact]
    public async Task A_mail_needs_an_approver_and_something_to_approve()
    {
        var draft = await desk.AddPostAsync(reviewer: desk.Omar.UserId);
        var nobody = await desk.AddPostInAsync(PostStatus.NeedsApproval);

        await Assert.ThrowsAsync<RuleException>(() => Links.SendAsync(draft, t => t, desk.Mia, Now));
        await Assert.ThrowsAsync<RuleException>(() => Links.SendAsync(nobody, t => t, desk.Mia, Now));
        await Assert.ThrowsAsync<RuleException>(() => Links.SendAsync(nobody, t => t, desk.Office.Vera, Now));
        await Assert.ThrowsAsync<RuleException>(() => desk.AddPostAsync(reviewer: desk.Office.Vera.UserId));
    }

    private async Task<(Guid Id, string Token)> AskAsync()
    {
        var id = await desk.AddPostAsync(reviewer: desk.Omar.UserId);
        await desk.Posts.SubmitAsync(id, desk.Mia, Now);
        string? token = null;
        await Links.SendAsync(id, made => token = made, desk.Mia, Now);
        return (id, token!);
    }
}
