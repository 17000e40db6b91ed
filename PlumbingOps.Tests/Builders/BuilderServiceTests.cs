using PlumbingOps.Data;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Tests.Lots;
using static PlumbingOps.Tests.Lots.LotsOffice;

namespace PlumbingOps.Tests.Builders;

public class BuilderServiceTests(LotsOffice office) : IClassFixture<LotsOffice>
{
    private static readonly ListRequest First = new(null, false, null, null, 50);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Cedar Vale", "CEDAR  vale")]
    [InlineData("Quarry-Bend Homes", "Quarry Bend Homes.")]
    public async Task The_same_name_with_other_capitals_blanks_or_dots_is_refused_at_its_field(string first, string second)
    {
        await office.NewBuilderAsync(first);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => office.NewBuilderAsync(second));

        Assert.Equal(nameof(BuilderInput.Name), refusal.Field);
        Assert.Contains(first, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_twenty_who_add_the_same_builder_at_once_one_succeeds_and_the_others_read_a_sentence()
    {
        var name = office.NewName("Rush Homes");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async n =>
        {
            try
            {
                await office.NewBuilderAsync(n % 2 == 0 ? name : name.ToUpperInvariant());
                return "added";
            }
            catch (RuleException refusal)
            {
                return refusal.Field;
            }
        }));

        Assert.Single(outcomes, "added");
        Assert.Equal(19, outcomes.Count(o => o == nameof(BuilderInput.Name)));
    }

    [Fact]
    public async Task An_alias_that_is_another_builders_name_is_refused_and_names_that_builder()
    {
        var name = office.NewName("Alpine Homes");
        await office.NewBuilderAsync(name);
        var other = await office.NewBuilderAsync();

        var refusal = await Assert.ThrowsAsync<RuleException>(() => office.Aliases.AddAsync(other, name.ToUpperInvariant(), Omar, Now));

        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(nameof(BuilderAlias.Alias), refusal.Field);
    }

    [Fact]
    public async Task An_alias_of_one_builder_can_be_neither_alias_nor_name_of_another()
    {
        var (name, alias) = (office.NewName("Birch Homes"), office.NewName("BRCH"));
        var birch = await office.NewBuilderAsync(name);
        var other = await office.NewBuilderAsync();
        await office.Aliases.AddAsync(birch, alias, Omar, Now);

        var asAlias = await Assert.ThrowsAsync<RuleException>(() => office.Aliases.AddAsync(other, $" {alias.ToLowerInvariant()} ", Omar, Now));
        var asName = await Assert.ThrowsAsync<RuleException>(() => office.NewBuilderAsync(alias));

        Assert.Contains(name, asAlias.Message, StringComparison.Ordinal);
        Assert.Contains(name, asName.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_typed_as_a_name_here_and_as_an_alias_there_at_the_same_moment_ends_up_in_one_place()
    {
        var builder = await office.NewBuilderAsync();
        for (var round = 0; round < 10; round++)
        {
            var word = office.NewName("Twice");
            var asName = Record.ExceptionAsync(() => office.NewBuilderAsync(word));
            var asAlias = Record.ExceptionAsync(() => office.Aliases.AddAsync(builder, word, Omar, Now));

            var refused = (await Task.WhenAll(asName.AsTask(), asAlias.AsTask())).OfType<Exception>().ToList();

            Assert.IsType<RuleException>(Assert.Single(refused));
        }
    }

    [Fact]
    public async Task A_removed_alias_is_free_for_another_builder()
    {
        var (one, other) = (await office.NewBuilderAsync(), await office.NewBuilderAsync());
        var word = office.NewName("Free");
        var alias = await office.Aliases.AddAsync(one, word, Omar, Now);

        await office.Aliases.RemoveAsync(alias, Omar, Now);
        await office.Aliases.AddAsync(other, word, Omar, Now);

        Assert.Equal([word], (await office.Builders.GetAsync(other, Omar, Now)).Aliases.Select(a => a.Alias));
    }

    [Fact]
    public async Task A_contact_of_another_company_is_neither_seen_nor_found_nor_changed()
    {
        var builder = await office.NewBuilderAsync();
        var person = office.NewName("Pat Sample");
        var contact = await office.Contacts.AddAsync(builder, new BuilderContactInput { Name = person, TenantId = AllCounty, Phone = "(360) 555-0188" }, Omar, Now);

        var seen = await office.Builders.GetAsync(builder, Max, Now);
        var byName = await office.Builders.ListAsync(new BuilderFilter { Search = person }, First, Max, Now);
        var refusal = await Assert.ThrowsAsync<NotFoundException>(() => office.Contacts.ArchiveAsync(contact, Max, Now));

        Assert.Empty(seen.Contacts);
        Assert.Empty(byName.Rows);
        Assert.Contains("The contact", refusal.Message, StringComparison.Ordinal);
        Assert.Single((await office.Builders.ListAsync(new BuilderFilter { Search = "555-0188" }, First, Omar, Now)).Rows, r => r.Id == builder);
    }

    [Fact]
    public async Task Nobody_gives_a_contact_to_a_company_they_do_not_see_nor_takes_a_shared_one_from_the_others()
    {
        var builder = await office.NewBuilderAsync();
        var shared = await office.Contacts.AddAsync(builder, new BuilderContactInput { Name = "Sam Shared" }, Omar, Now);
        var seen = new BuilderContactInput { Name = "Sam Shared" };

        var foreign = await Assert.ThrowsAsync<RuleException>(() => office.Contacts.AddAsync(builder, new BuilderContactInput { Name = "X", TenantId = AllCounty }, Max, Now));
        var taken = await Assert.ThrowsAsync<RuleException>(() => office.Contacts.SaveAsync(shared, seen, new BuilderContactInput { Name = "Sam Shared", TenantId = H2o }, Max, Now));

        Assert.Equal(nameof(BuilderContactInput.TenantId), foreign.Field);
        Assert.Equal(nameof(BuilderContactInput.TenantId), taken.Field);
    }

    [Fact]
    public async Task A_builder_with_open_work_is_not_archived_even_by_somebody_who_cannot_see_that_work()
    {
        var builder = await office.NewBuilderAsync();
        var lot = (await office.NewLotsAsync("1", await office.NewCommunityAsync(builder)))[0];
        var job = await office.NewJobAsync(lot, JobPhase.TopOut);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => office.Builders.ArchiveAsync(builder, Max, Now));
        await office.Jobs.CancelAsync(job, "Not built", Omar, Now);
        await office.Builders.ArchiveAsync(builder, Max, Now);

        Assert.Contains("1 open job", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull((await office.Builders.GetAsync(builder, Omar, Now)).ArchivedAt);
    }

    [Fact]
    public async Task An_archived_builder_leaves_the_list_keeps_its_name_and_comes_back()
    {
        var name = office.NewName("Old Homes");
        var builder = await office.NewBuilderAsync(name);
        await office.Builders.ArchiveAsync(builder, Omar, Now);

        Assert.Empty((await office.Builders.ListAsync(new BuilderFilter { Search = name }, First, Omar, Now)).Rows);
        Assert.Single((await office.Builders.ListAsync(new BuilderFilter { Search = name, Archived = true }, First, Omar, Now)).Rows);
        Assert.Contains("restore it", (await Assert.ThrowsAsync<RuleException>(() => office.NewBuilderAsync(name))).Message, StringComparison.Ordinal);

        await office.Builders.RestoreAsync(builder, Omar, Now);

        Assert.Single((await office.Builders.ListAsync(new BuilderFilter { Search = name }, First, Omar, Now)).Rows);
    }

    [Fact]
    public async Task Two_people_edit_different_fields_of_a_builder_and_both_stay()
    {
        var builder = await office.NewBuilderAsync();
        var seen = (await office.Builders.GetAsync(builder, Omar, Now)).Facts;

        await office.Builders.SaveAsync(builder, seen, Changed(seen, b => b.Phone = "(360) 555-0111"), Omar, Now);
        await office.Builders.SaveAsync(builder, seen, Changed(seen, b => b.City = "Camas"), Ana, Now);
        var conflict = await Assert.ThrowsAsync<EditConflictException>(() => office.Builders.SaveAsync(builder, seen, Changed(seen, b => b.City = "Ridgefield"), Omar, Now));

        var facts = (await office.Builders.GetAsync(builder, Omar, Now)).Facts;
        Assert.Equal(("(360) 555-0111", "Camas"), (facts.Phone, facts.City));
        Assert.Equal("City", Assert.Single(conflict.Conflicts).Label);
    }

    [Fact]
    public async Task Open_work_is_counted_for_the_companies_the_reader_may_see()
    {
        var builder = await office.NewBuilderAsync();
        var lots = await office.NewLotsAsync("1-3", await office.NewCommunityAsync(builder));
        await office.NewJobAsync(lots[0], JobPhase.TopOut);
        await office.NewJobAsync(lots[1], JobPhase.TopOut);

        var mine = await office.Builders.GetAsync(builder, Omar, Now);
        var theirs = await office.Builders.GetAsync(builder, Max, Now);
        var name = mine.Facts.Name;

        Assert.Equal(new BuilderWorkRow(AllCounty, 2, 0), Assert.Single(mine.OpenWork));
        Assert.Equal(2, mine.OpenJobs.Count);
        Assert.Empty(theirs.OpenWork);
        // "Summit Homes 9" finds "Summit Homes 97" as well.
        Assert.Equal(2, (await office.Builders.ListAsync(new BuilderFilter { Search = name }, First, Omar, Now)).Rows.Single(r => r.Id == builder).OpenJobs);
        Assert.Equal(0, (await office.Builders.ListAsync(new BuilderFilter { Search = name }, First, Max, Now)).Rows.Single(r => r.Id == builder).OpenJobs);
    }

    [Fact]
    public async Task Who_only_reads_cannot_write_and_a_technician_does_not_see_builders()
    {
        await Assert.ThrowsAsync<RuleException>(() => office.Builders.CreateAsync(new BuilderInput { Name = "No" }, Vera, Now));
        await Assert.ThrowsAsync<RuleException>(() => office.Builders.ListAsync(new BuilderFilter(), First, Theo, Now));
        Assert.NotNull(await office.Builders.ListAsync(new BuilderFilter(), First, Vera, Now));
    }

    [Theory]
    [InlineData("", nameof(BuilderInput.Name))]
    [InlineData(" - . ", nameof(BuilderInput.Name))]
    public async Task A_builder_needs_a_name_with_letters_or_digits(string name, string field) =>
        Assert.Equal(field, (await Assert.ThrowsAsync<RuleException>(() => office.NewBuilderAsync(name))).Field);

    private static BuilderInput Changed(BuilderInput from, Action<BuilderInput> change)
    {
        var copy = from.Copy();
        change(copy);
        return copy;
    }
}
