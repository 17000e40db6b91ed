using PlumbingOps.Data;
using PlumbingOps.Data.Drafts;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.ServiceCalls.Intake;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Drafts;

public sealed class DraftServiceTests : IAsyncLifetime
{
    private const string Form = "service-call";

    private TestOffice office = null!;

    private DraftService Drafts => office.Get<DraftService>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => office = await TestOffice.OpenAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task What_is_typed_comes_back_whole_and_only_to_whoever_typed_it()
    {
        var (id, day) = (Guid.CreateVersion7(), new DateOnly(2026, 3, 20));
        var typed = new IntakeInput { NewName = "Nora Néw", Problem = "Leak \"behind\" the wall", When = new CallWindow { Day = day, From = new(8, 0), To = new(10, 0) }, Helpers = [id] };
        Assert.True(await Drafts.KeepAsync(id, Form, "Nora", typed, office.Omar, Now));

        var row = Assert.Single(await Drafts.ListAsync(Form, Guid.Empty, office.Omar, Now));
        Assert.Equal((id, "Nora", office.Clock.Now.ToUniversalTime()), (row.Id, row.Title, row.SavedAt));
        var kept = (IntakeInput)await Drafts.TakeAsync(id, typeof(IntakeInput), office.Omar, Now);
        Assert.Equal(("Nora Néw", typed.Problem, typed.When), (kept.NewName, kept.Problem, kept.When));
        Assert.Equal([id], kept.Helpers);

        Assert.Empty(await Drafts.ListAsync(Form, id, office.Omar, Now));
        Assert.Empty(await Drafts.ListAsync("job", Guid.Empty, office.Omar, Now));
        Assert.Empty(await Drafts.ListAsync(Form, Guid.Empty, office.Ana, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => Drafts.TakeAsync(id, typeof(IntakeInput), office.Ana, Now));
        await Drafts.ForgetAsync(id, office.Ana, Now);
        Assert.Single(await Drafts.ListAsync(Form, Guid.Empty, office.Omar, Now));
    }

    [Fact]
    public async Task Nobody_writes_over_somebody_elses_draft()
    {
        var id = Guid.CreateVersion7();
        await Drafts.KeepAsync(id, Form, "Omar's", new IntakeInput { Problem = "Omar's" }, office.Omar, Now);

        await Drafts.KeepAsync(id, Form, "Ana's", new IntakeInput { Problem = "Ana's" }, office.Ana, Now);

        Assert.Equal("Omar's", ((IntakeInput)await Drafts.TakeAsync(id, typeof(IntakeInput), office.Omar, Now)).Problem);
        Assert.Equal("Ana's", ((IntakeInput)await Drafts.TakeAsync(id, typeof(IntakeInput), office.Ana, Now)).Problem);
    }

    [Fact]
    public async Task Saved_or_unwanted_ones_are_gone_and_so_are_old_ones_and_those_beyond_twenty()
    {
        var old = Guid.CreateVersion7();
        await Drafts.KeepAsync(old, "job", null, new IntakeInput(), office.Omar, Now);
        office.Clock.Now += TimeSpan.FromDays(31);
        var ids = Enumerable.Range(0, DraftService.MostKept + 2).Select(_ => Guid.CreateVersion7()).ToList();
        foreach (var id in ids)
        {
            office.Clock.Now += TimeSpan.FromMinutes(1);
            await Drafts.KeepAsync(id, Form, $"{id}", new IntakeInput(), office.Omar, Now);
        }

        await Drafts.ForgetAsync(ids[^1], office.Omar, Now);

        Assert.Equal([ids[^2], ids[^3], ids[^4]], (await Drafts.ListAsync(Form, Guid.Empty, office.Omar, Now)).Select(d => d.Id));
        await Assert.ThrowsAsync<NotFoundException>(() => Drafts.TakeAsync(old, typeof(IntakeInput), office.Omar, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => Drafts.TakeAsync(ids[1], typeof(IntakeInput), office.Omar, Now));
        await Drafts.TakeAsync(ids[2], typeof(IntakeInput), office.Omar, Now);
    }

    [Fact]
    public async Task What_is_too_long_or_of_another_form_is_said_and_breaks_nothing()
    {
        var id = Guid.CreateVersion7();
        Assert.False(await Drafts.KeepAsync(id, Form, null, new IntakeInput { Notes = new string('x', 100_001) }, office.Omar, Now));
        Assert.Empty(await Drafts.ListAsync(Form, Guid.Empty, office.Omar, Now));

        Assert.True(await Drafts.KeepAsync(id, Form, new string('t', 500), new { Priority = "no such priority" }, office.Omar, Now));
        Assert.Equal(DraftService.TitleMaxLength, Assert.Single(await Drafts.ListAsync(Form, Guid.Empty, office.Omar, Now)).Title!.Length);
        await Assert.ThrowsAsync<NotFoundException>(() => Drafts.TakeAsync(id, typeof(IntakeInput), office.Omar, Now));
    }
}
