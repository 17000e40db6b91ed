using Bunit;
using Microsoft.AspNetCore.Components.Web;
using PlumbingOps.Data;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Shell;

public class ComboTests : ShellContext
{
    private static readonly Choice Riverbend = new(Guid.CreateVersion7(), "Riverbend Terrace", "Northfork Homes");
    private static readonly Choice Quarry = new(Guid.CreateVersion7(), "Quarry Heights");

    private Guid? value;

    [Fact]
    public void Typing_finds_and_a_click_chooses()
    {
        var combo = RenderCombo();

        combo.Find("input").TriggerEvent("onfocus", new FocusEventArgs());
        Assert.Equal(2, combo.FindAll("[role=option]").Count);
        combo.Find("input").Change("river");
        combo.Find("[role=option]").Click();

        Assert.Equal(Riverbend.Id, value);
        Assert.Equal("Riverbend Terrace", combo.Find("input").GetAttribute("value"));
        Assert.Equal("false", combo.Find("input").GetAttribute("aria-expanded"));
    }

    [Fact]
    public void Leaving_without_a_choice_keeps_the_old_one()
    {
        var combo = RenderCombo(Quarry);

        combo.Find("input").Change("riv");
        combo.Find("input").TriggerEvent("onblur", new FocusEventArgs());

        Assert.Equal("Quarry Heights", combo.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void A_new_one_can_be_made_on_the_way()
    {
        var made = new Choice(Guid.CreateVersion7(), "Salmon Run");
        var combo = RenderCombo(create: _ => Task.FromResult<Choice?>(made));

        combo.Find("input").Change("Salmon Run");
        combo.Find(".combo-create").Click();

        Assert.Equal(made.Id, value);
    }

    [Fact]
    public void Several_can_be_chosen_and_taken_out_again()
    {
        IReadOnlyList<Choice> values = [Quarry];
        var combo = Render<MultiCombo>(p => p
            .Add(c => c.Values, values)
            .Add(c => c.ValuesChanged, chosen => values = chosen)
            .Add(c => c.Label, "Crew")
            .Add(c => c.Search, FindAsync));

        combo.Find("input").Change("");
        combo.Find("input").TriggerEvent("onfocus", new FocusEventArgs());
        Assert.Equal("Riverbend Terrace", Assert.Single(combo.FindAll("[role=option] span")).TextContent);
        combo.Find("[role=option]").Click();
        Assert.Equal([Quarry, Riverbend], values);

        combo.Render(p => p.Add(c => c.Values, values));
        combo.Find("button[aria-label='Remove Quarry Heights']").Click();
        Assert.Equal([Riverbend], values);
    }

    private IRenderedComponent<Combo> RenderCombo(Choice? chosen = null, Func<string, Task<Choice?>>? create = null) => Render<Combo>(p => p
        .Add(c => c.Value, chosen?.Id)
        .Add(c => c.Text, chosen?.Text)
        .Add(c => c.ValueChanged, id => value = id)
        .Add(c => c.Label, "Community")
        .Add(c => c.Search, FindAsync)
        .Add(c => c.Create, create));

    private static Task<IReadOnlyList<Choice>> FindAsync(string text, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Choice>>([.. new[] { Riverbend, Quarry }.Where(choice => choice.Text.Contains(text, StringComparison.OrdinalIgnoreCase))]);
}
