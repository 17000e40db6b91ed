using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.People;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Marketing;

public sealed class ContentServiceTests : IAsyncLifetime
{
    private TestOffice office = null!;

    private ContentService Contents => office.Get<ContentService>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => office = await TestOffice.OpenAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task An_idea_becomes_a_draft_is_sent_for_approval_and_approved_by_somebody_else()
    {
        var id = await Contents.CreateAsync(TestOffice.H2o, new ContentInput { Title = "Valve" }, office.Mia, Now);
        Assert.Equal(ContentStatus.Idea, await StatusAsync(id));
        await Contents.DraftAsync(id, office.Mia, Now);
        var empty = await Assert.ThrowsAsync<RuleException>(() => Contents.SubmitAsync(id, office.Mia, Now));
        Assert.Equal("Caption", empty.Field);
        await ChangeAsync(id, input => input.Caption = "Find your main valve.");

        await Contents.SubmitAsync(id, office.Mia, Now);
        var own = await Assert.ThrowsAsync<RuleException>(() => Contents.ApproveAsync(id, true, office.Mia, Now));
        await Contents.ApproveAsync(id, false, office.Omar, Now);

        Assert.Equal("This is your own work: somebody else has to approve it.", own.Message);
        var kept = await Contents.GetAsync(id, office.Vera, Now);
        Assert.Equal((ContentStatus.Approved, "Omar Ortiz"), (kept.Row.Status, kept.NameOf(kept.ApprovedById)));
    }

    [Fact]
    public async Task An_administrator_approves_own_work_only_when_saying_so()
    {
        var id = await SubmittedAsync(office.Ana);

        var silent = await Assert.ThrowsAsync<RuleException>(() => Contents.ApproveAsync(id, false, office.Ana, Now));
        await Contents.ApproveAsync(id, true, office.Ana, Now);

        Assert.Contains("say so explicitly", silent.Message, StringComparison.Ordinal);
        Assert.Equal(ContentStatus.Approved, await StatusAsync(id));
    }

    [Fact]
    public async Task What_is_sent_back_says_what_to_change()
    {
        var id = await SubmittedAsync(office.Mia);
        var silent = await Assert.ThrowsAsync<RuleException>(() => Contents.SendBackAsync(id, " ", office.Omar, Now));

        await Contents.SendBackAsync(id, "Shorter, please.", office.Omar, Now);

        Assert.Equal("Note", silent.Field);
        var kept = await Contents.GetAsync(id, office.Mia, Now);
        Assert.Equal((ContentStatus.Draft, "Shorter, please."), (kept.Row.Status, kept.ReviewNote));
    }

    [Fact]
    public async Task Approved_content_that_reads_differently_asks_again_with_its_placements()
    {
        var (id, post) = await PlacedAsync();

        await ChangeAsync(id, input => input.Notes = "For the office only");
        Assert.Equal((ContentStatus.Approved, PostStatus.Scheduled), (await StatusAsync(id), await PostStatusAsync(post)));

        await ChangeAsync(id, input => input.Caption = "Other words");
        Assert.Equal((ContentStatus.NeedsApproval, PostStatus.NeedsApproval), (await StatusAsync(id), await PostStatusAsync(post)));
    }

    [Fact]
    public async Task A_text_for_one_channel_is_a_different_reading_too_and_archived_content_is_not_edited()
    {
        var (id, post) = await PlacedAsync();
        var channel = (await office.Get<ChannelService>().ListAsync(office.Mia, Now))[0];

        await ChangeAsync(id, input => input.Texts = [new(channel.Id, "For Google alone")]);

        Assert.Equal(PostStatus.NeedsApproval, await PostStatusAsync(post));
        Assert.Equal("For Google alone", (await Contents.GetAsync(id, office.Mia, Now)).Input.TextFor(channel.Id));
        await Contents.ArchiveAsync(id, office.Mia, Now);
        await Assert.ThrowsAsync<RuleException>(() => ChangeAsync(id, input => input.Title = "No"));
        await Contents.RestoreAsync(id, office.Mia, Now);
        await ChangeAsync(id, input => input.Title = "Yes");
    }

    [Fact]
    public async Task Two_people_write_different_fields_and_the_same_field_is_asked_about()
    {
        var id = await Contents.CreateAsync(TestOffice.H2o, new ContentInput { Title = "Valve", Caption = "one" }, office.Mia, Now);
        var seen = (await Contents.GetAsync(id, office.Mia, Now)).Input;
        var (mine, theirs) = (seen.Copy(), seen.Copy());
        (mine.Caption, theirs.Tags) = ("mine", ["tips"]);
        await Contents.SaveAsync(id, seen, theirs, office.Omar, Now);

        await Contents.SaveAsync(id, seen, mine, office.Mia, Now);

        var kept = (await Contents.GetAsync(id, office.Mia, Now)).Input;
        Assert.Equal("mine", kept.Caption);
        Assert.Equal(["tips"], kept.Tags);
        theirs.Caption = "theirs";
        var conflict = await Assert.ThrowsAsync<EditConflictException>(() => Contents.SaveAsync(id, seen, theirs, office.Omar, Now));
        Assert.Equal(("Caption", "mine"), (conflict.Conflicts[0].Field, conflict.Conflicts[0].Theirs));
    }

    [Fact]
    public async Task Content_is_owned_by_whoever_does_marketing_and_by_nobody_who_only_reads()
    {
        await using (var db = await office.DbAsync())
        {
            foreach (var person in new[] { office.Mia, office.Omar, office.Vera })
            {
                db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = person.UserId!.Value, RoleId = await db.Roles.Where(r => r.Name == person.Role).Select(r => r.Id).SingleAsync(Now) });
            }

            await db.SaveChangesAsync(Now);
        }

        var id = await Contents.CreateAsync(TestOffice.H2o, new ContentInput { Title = "Valve", OwnerId = office.Mia.UserId, ReviewerId = office.Omar.UserId }, office.Mia, Now);

        Assert.Equal("Mia Moore", (await Contents.GetAsync(id, office.Mia, Now)).Row.Owner);
        Assert.Equal(["Mia Moore", "Omar Ortiz"], (await office.Get<StaffService>().FindMarketingAsync(TestOffice.H2o, null, office.Mia, Now)).Select(p => p.Text));
        Assert.Equal("ReviewerId", (await Assert.ThrowsAsync<RuleException>(() => ChangeAsync(id, input => input.ReviewerId = office.Vera.UserId))).Field);
    }

    [Fact]
    public async Task A_copy_is_a_draft_of_its_own_with_the_same_words_and_pictures()
    {
        var picture = Picture("a");
        await office.AddAsync(picture);
        var (id, _) = await PlacedAsync(picture.Id);

        var copy = await Contents.GetAsync(await Contents.DuplicateAsync(id, office.Omar, Now), office.Omar, Now);

        Assert.Equal((ContentStatus.Draft, "Valve (copy)", office.Omar.UserId), (copy.Row.Status, copy.Row.Title, copy.Input.OwnerId));
        Assert.Equal([picture.Id], copy.Input.Pictures);
        Assert.Empty(copy.Placements);
        Assert.Null(copy.ApprovedById);
    }

    [Fact]
    public async Task Pictures_keep_their_order_and_come_from_the_companys_own_library()
    {
        var (a, b) = (Picture("a"), Picture("b"));
        await office.AddAsync(a, b);
        var id = await Contents.CreateAsync(TestOffice.H2o, new ContentInput { Title = "Valve", Pictures = [b.Id, a.Id] }, office.Mia, Now);
        await ChangeAsync(id, input => input.Pictures = [a.Id, b.Id]);

        Assert.Equal([a.Id, b.Id], (await Contents.GetAsync(id, office.Mia, Now)).Pictures.Select(p => p.Id));
        var refusal = await Assert.ThrowsAsync<RuleException>(() => ChangeAsync(id, input => input.Pictures.Add(Guid.CreateVersion7())));
        Assert.Equal("Pictures", refusal.Field);
    }

    [Fact]
    public async Task The_list_finds_by_words_number_and_state_and_pages_by_key()
    {
        for (var n = 1; n <= 5; n++)
        {
            office.Clock.Now = office.Clock.Now.AddMinutes(1);
            await Contents.CreateAsync(TestOffice.H2o, new ContentInput { Title = $"Piece {n}", Caption = n == 3 ? "About copper" : null, Tags = n == 2 ? ["tips"] : [] }, office.Mia, Now);
        }

        Assert.Equal("Piece 3", Assert.Single((await ListAsync(new ContentFilter { Search = "copper" })).Rows).Title);
        Assert.Equal("Piece 2", Assert.Single((await ListAsync(new ContentFilter { Tag = "tips" })).Rows).Title);
        Assert.Equal("Piece 3", Assert.Single((await ListAsync(new ContentFilter { Status = ContentStatus.Draft })).Rows).Title);
        var first = await Contents.ListAsync(new ContentFilter(), new ListRequest("created", true, null, null, 2), office.Mia, Now);
        var second = await Contents.ListAsync(new ContentFilter(), new ListRequest("created", true, first.Next, null, 2), office.Mia, Now);
        Assert.Equal(["Piece 5", "Piece 4", "Piece 3", "Piece 2"], first.Rows.Concat(second.Rows).Select(r => r.Title));
    }

    [Fact]
    public async Task A_draft_is_overdue_the_day_after_in_the_companys_zone()
    {
        // The evening of the 17th in the office; in UTC it is the 18th already.
        office.Clock.Now = new DateTimeOffset(2026, 3, 18, 4, 0, 0, TimeSpan.Zero);
        await Contents.CreateAsync(TestOffice.H2o, new ContentInput { Title = "Due today", DraftDueOn = new(2026, 3, 17) }, office.Mia, Now);
        await Contents.CreateAsync(TestOffice.H2o, new ContentInput { Title = "Late", DraftDueOn = new(2026, 3, 16) }, office.Mia, Now);

        Assert.Equal("Late", Assert.Single((await ListAsync(new ContentFilter { Overdue = true })).Rows).Title);
    }

    [Fact]
    public async Task Viewers_read_and_technicians_do_not_even()
    {
        var id = await SubmittedAsync(office.Mia);

        await Assert.ThrowsAsync<RuleException>(() => Contents.ApproveAsync(id, false, office.Vera, Now));
        await Assert.ThrowsAsync<RuleException>(() => Contents.GetAsync(id, office.Theo, Now));
        Assert.Equal("Valve", (await Contents.GetAsync(id, office.Vera, Now)).Row.Title);
    }

    [Fact]
    public async Task Whoever_sees_content_sees_its_history_and_nobody_puts_it_back_behind_its_approval()
    {
        var (id, _) = await PlacedAsync();
        await ChangeAsync(id, input => input.Caption = "Other words");
        var history = office.Get<HistoryService>();

        var entries = (await history.ForRecordAsync("content_items", id, AccountServiceTests.First, office.Vera, Now)).Rows;

        Assert.Contains(entries, e => e.Summary == "Approved M-1001");
        var change = entries[0].Changes.First(c => c.Entity == "content_items");
        var refusal = await Assert.ThrowsAsync<RuleException>(() => history.PutBackFieldAsync(change.Id, "caption", office.Ana, cancellationToken: Now));
        Assert.Contains("asks for approval again", refusal.Message, StringComparison.Ordinal);
    }

    private Task<ListPage<ContentRow>> ListAsync(ContentFilter filter) => Contents.ListAsync(filter, AccountServiceTests.First, office.Mia, Now);

    private async Task<ContentStatus> StatusAsync(Guid id) => (await Contents.GetAsync(id, office.Ana, Now)).Row.Status;

    private async Task<PostStatus> PostStatusAsync(Guid id)
    {
        await using var db = await office.DbAsync();
        return await db.Posts.Where(p => p.Id == id).Select(p => p.Status).SingleAsync(Now);
    }

    private async Task ChangeAsync(Guid id, Action<ContentInput> change)
    {
        var seen = (await Contents.GetAsync(id, office.Mia, Now)).Input;
        var mine = seen.Copy();
        change(mine);
        await Contents.SaveAsync(id, seen, mine, office.Mia, Now);
    }

    private async Task<Guid> SubmittedAsync(Actor by)
    {
        var id = await Contents.CreateAsync(TestOffice.H2o, new ContentInput { Title = "Valve", Caption = "Find your main valve." }, by, Now);
        await Contents.SubmitAsync(id, by, Now);
        return id;
    }

    /// <summary>Approved, and approved once more where it is placed.</summary>
    private async Task<(Guid Content, Guid Post)> PlacedAsync(params Guid[] pictures)
    {
        var id = await Contents.CreateAsync(TestOffice.H2o, new ContentInput { Title = "Valve", Caption = "Find your main valve.", Pictures = [.. pictures] }, office.Mia, Now);
        await Contents.SubmitAsync(id, office.Mia, Now);
        await Contents.ApproveAsync(id, false, office.Omar, Now);
        var channel = (await office.Get<ChannelService>().ListAsync(office.Mia, Now))[0];
        var account = await office.Get<AccountService>().CreateAsync(TestOffice.H2o, channel.Id, AccountServiceTests.Facebook(), office.Mia, Now);
        var post = new Post { TenantId = TestOffice.H2o, AccountId = account, CreatedAt = office.Clock.Now.ToUniversalTime() };
        post.Fill(id, null);
        post.Move(new DateOnly(2026, 3, 20), new TimeOnly(9, 0), TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles"));
        post.Submit(office.Mia, "Find your main valve.");
        post.Approve(office.Omar, office.Clock.Now.ToUniversalTime(), "seen", null);
        await office.AddAsync(post);
        return (id, post.Id);
    }

    private MediaAsset Picture(string name) => new()
    {
        TenantId = TestOffice.H2o,
        FileName = $"{name}.png",
        ContentType = MediaFormat.Png,
        Bytes = 10,
        Width = 1080,
        Height = 1080,
        Hash = name,
        StorageKey = $"h2o/202603/{name}.png",
        UploadedAt = office.Clock.Now.ToUniversalTime(),
    };
}
