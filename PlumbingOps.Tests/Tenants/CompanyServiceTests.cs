using PlumbingOps.Data;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Tenants;

public sealed class CompanyServiceTests : IAsyncLifetime
{
    private PeopleOffice office = null!;
    private Actor ana = null!;

    private CompanyService Companies => office.Get<CompanyService>();

    public async ValueTask InitializeAsync()
    {
        office = await PeopleOffice.OpenAsync();
        ana = await office.ActorAsync("ana");
    }

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task A_new_company_is_seen_by_people_of_all_companies_without_signing_in_again()
    {
        var me = new Me(new PersonBehindThePage("Ana", Roles.Admin), office.Get<TenantDirectory>());
        var max = new Me(new PersonBehindThePage("Max", Roles.Office, PeopleOffice.H2o), office.Get<TenantDirectory>());

        var id = await Companies.CreateAsync(New("Drain Right, LLC"), ana, Now);

        Assert.Equal("drain_right_llc", id);
        Assert.Equal([PeopleOffice.AllCounty, id, PeopleOffice.H2o], (await me.ActorAsync()).Tenants);
        Assert.Equal([PeopleOffice.H2o], (await max.ActorAsync()).Tenants);
    }

    [Fact]
    public async Task A_room_that_is_switched_off_refuses_every_call()
    {
        await office.Database.OpenAsync(ana, Permission.SeeJobs, Now);
        await EditAsync(PeopleOffice.AllCounty, c => c.Features.Remove(Feature.Jobs));

        var refused = await Assert.ThrowsAsync<RuleException>(() => office.Database.OpenAsync(ana, Permission.SeeJobs, Now));
        Assert.Equal("Your company has switched jobs off.", refused.Message);
        await (await office.Database.OpenAsync(ana, Permission.SeeServiceCalls, Now)).DisposeAsync();
    }

    [Fact]
    public async Task A_room_one_company_lacks_leaves_the_other_companys_records_in_sight_only()
    {
        await using var db = await office.Database.OpenAsync(ana, Permission.SeeCustomers, Now);

        Assert.Equal([PeopleOffice.H2o], db.Scope!.Tenants);
        await Assert.ThrowsAsync<RuleException>(() => office.Database.OpenAsync(ana with { Tenants = [PeopleOffice.AllCounty] }, Permission.SeeCustomers, Now));
    }

    [Fact]
    public async Task Working_hours_are_the_companys_own_and_a_day_that_ends_before_it_begins_is_refused()
    {
        await EditAsync(PeopleOffice.H2o, c => (c.WorkBegins, c.WorkEnds, c.WorkDays, c.TravelMinutes) = (new(6, 30), new(15, 0), [DayOfWeek.Saturday, DayOfWeek.Monday], 45));

        var directory = office.Get<TenantDirectory>();
        var work = (await directory.GetAsync(PeopleOffice.H2o, Now)).Work;
        Assert.Equal((new TimeOnly(6, 30), new TimeOnly(15, 0), TimeSpan.FromMinutes(45)), (work.Begins, work.Ends, work.Travel));
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Saturday], work.Days);
        Assert.Equal(WorkWeek.Usual.Days, (await directory.GetAsync(PeopleOffice.AllCounty, Now)).Work.Days);
        Assert.Equal(nameof(CompanyInput.WorkEnds), (await Assert.ThrowsAsync<RuleException>(() => EditAsync(PeopleOffice.H2o, c => c.WorkEnds = c.WorkBegins))).Field);
        Assert.Equal("Choose at least one working day.", (await Assert.ThrowsAsync<RuleException>(() => EditAsync(PeopleOffice.H2o, c => c.WorkDays = []))).Message);
        Assert.Equal("Travel takes 0 to 240 minutes.", (await Assert.ThrowsAsync<RuleException>(() => EditAsync(PeopleOffice.H2o, c => c.TravelMinutes = 241))).Message);
    }

    [Theory]
    [InlineData(nameof(CompanyInput.Zone), "Mars/Olympus")]
    [InlineData(nameof(CompanyInput.Zone), "Pacific Standard Time")]
    [InlineData(nameof(CompanyInput.Color), "#FFFFFF")]
    [InlineData(nameof(CompanyInput.Color), "#000000")]
    [InlineData(nameof(CompanyInput.Color), "#12B980")]
    [InlineData(nameof(CompanyInput.Color), "blue")]
    [InlineData(nameof(CompanyInput.Name), "h2o plumbers")]
    [InlineData(nameof(CompanyInput.ShortName), "h2o")]
    [InlineData(nameof(CompanyInput.DefaultState), "Wash")]
    public async Task A_company_with_a_wrong_field_is_refused_beside_that_field(string field, string value)
    {
        var input = New("Drain Right");
        typeof(CompanyInput).GetProperty(field)!.SetValue(input, value);

        Assert.Equal(field, (await Assert.ThrowsAsync<RuleException>(() => Companies.CreateAsync(input, ana, Now))).Field);
    }

    [Fact]
    public async Task Two_administrators_who_edit_one_company_keep_both_changes()
    {
        var seen = (await Companies.GetAsync(PeopleOffice.H2o, ana, Now)).Input;
        var (one, other) = (seen.Copy(), seen.Copy());
        (one.Zone, other.DefaultState) = ("America/Denver", "OR");

        await Task.WhenAll(Companies.SaveAsync(PeopleOffice.H2o, seen, one, ana, Now), Companies.SaveAsync(PeopleOffice.H2o, seen, other, ana, Now));

        var now = (await Companies.GetAsync(PeopleOffice.H2o, ana, Now)).Input;
        Assert.Equal(("America/Denver", "OR"), (now.Zone, now.DefaultState));
        Assert.Equal("America/Denver", (await office.Get<TenantDirectory>().GetAsync(PeopleOffice.H2o, Now)).Zone);
    }

    [Fact]
    public async Task An_administrator_of_one_company_edits_that_one_and_adds_none()
    {
        var nora = await office.AddAsync("nora", Roles.Admin, PeopleOffice.H2o, ana);

        Assert.Equal([PeopleOffice.H2o], (await Companies.ListAsync(nora, Now)).Select(c => c.Id));
        await Assert.ThrowsAsync<NotFoundException>(() => Companies.GetAsync(PeopleOffice.AllCounty, nora, Now));
        await Assert.ThrowsAsync<RuleException>(() => Companies.CreateAsync(New("Drain Right"), nora, Now));
        await Assert.ThrowsAsync<RuleException>(() => Companies.CloseAsync(PeopleOffice.H2o, nora, Now));
    }

    [Fact]
    public async Task A_closed_company_disappears_and_comes_back_and_one_stays_open()
    {
        await Companies.CloseAsync(PeopleOffice.H2o, ana, Now);

        Assert.Equal([PeopleOffice.AllCounty], (await office.ActorAsync("ana")).Tenants);
        await Assert.ThrowsAsync<RuleException>(() => Companies.CloseAsync(PeopleOffice.AllCounty, ana, Now));
        await Companies.OpenAgainAsync(PeopleOffice.H2o, ana, Now);
        Assert.Equal(2, (await office.ActorAsync("ana")).Tenants.Count);
    }

    [Fact]
    public async Task A_name_or_spelling_means_one_technician_of_a_company()
    {
        var technicians = office.Get<TechnicianService>();
        var bruna = await technicians.AddAsync(PeopleOffice.H2o, "Bruna", ana, Now);
        await technicians.AddSpellingAsync(bruna, "Brunna", ana, Now);

        await Assert.ThrowsAsync<RuleException>(() => technicians.AddAsync(PeopleOffice.H2o, "BRUNNA", ana, Now));
        var theo = (await technicians.ListAsync(PeopleOffice.H2o, ana, Now)).Single(t => t.Name == "Theo");
        await Assert.ThrowsAsync<RuleException>(() => technicians.AddSpellingAsync(theo.Id, "bruna", ana, Now));
        await technicians.AddAsync(PeopleOffice.AllCounty, "Bruna", ana, Now);
        await technicians.RenameAsync(bruna, "Brunhilde", ana, Now);
        await technicians.SetActiveAsync(bruna, false, ana, Now);

        var row = (await technicians.ListAsync(PeopleOffice.H2o, ana, Now)).Single(t => t.Id == bruna);
        Assert.Equal(("Brunhilde", false, "Brunna"), (row.Name, row.IsActive, row.Spellings.Single().Text));
        await technicians.RemoveSpellingAsync(row.Spellings[0].Id, ana, Now);
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static CompanyInput New(string name) => new() { Name = name, ShortName = "DR", Color = "#8B5CF6", Features = [Feature.ServiceCalls] };

    private async Task EditAsync(string id, Action<CompanyInput> change)
    {
        var seen = (await Companies.GetAsync(id, ana, Now)).Input;
        var mine = seen.Copy();
        change(mine);
        await Companies.SaveAsync(id, seen, mine, ana, Now);
    }
}
