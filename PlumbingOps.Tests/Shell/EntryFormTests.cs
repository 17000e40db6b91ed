using System.ComponentModel.DataAnnotations;
using Bunit;
using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Shell;

public class EntryFormTests : ShellContext
{
    private readonly TitleInput input = new() { Title = "Top out" };

    [Fact]
    public void A_missing_value_is_told_beside_its_field()
    {
        var form = RenderForm(() => Task.CompletedTask);

        form.Find("input").Change("");
        form.Find("form").Submit();

        form.WaitForAssertion(() => Assert.Contains("Give it a title.", form.Find(".field-error").TextContent));
        Assert.Equal(form.Find("label").GetAttribute("for"), form.Find("input").Id);
        Assert.Contains(form.Find(".field-error").Id!, form.Find("input").GetAttribute("aria-describedby"));
    }

    [Fact]
    public void A_refusal_that_names_a_field_stands_beside_it()
    {
        var form = RenderForm(() => throw new RuleException("That title is taken.", nameof(TitleInput.Title)));

        form.Find("form").Submit();

        form.WaitForAssertion(() => Assert.Contains("That title is taken.", form.Find(".field-error").TextContent));
        form.Find("input").Change("Another");
        Assert.DoesNotContain("taken", form.Markup);
    }

    [Fact]
    public void Any_other_refusal_stands_above_the_form_and_nothing_typed_is_lost()
    {
        var form = RenderForm(() => throw new RuleException("Groundwork comes first."));

        form.Find("input").Change("Trim");
        form.Find("form").Submit();

        form.WaitForAssertion(() => Assert.Contains("Groundwork comes first.", form.Find("[role=alert]").TextContent));
        Assert.Equal("Trim", input.Title);
    }

    [Fact]
    public void Pressing_save_twice_saves_once()
    {
        var saves = 0;
        var saving = new TaskCompletionSource();
        var form = RenderForm(() => { saves++; return saving.Task; });

        form.Find("form").Submit();
        form.WaitForAssertion(() => Assert.True(form.Find("[type=submit]").HasAttribute("disabled")));
        form.Find("form").Submit();
        saving.SetResult();

        form.WaitForAssertion(() => Assert.False(form.Find("[type=submit]").HasAttribute("disabled")));
        Assert.Equal(1, saves);
    }

    [Fact]
    public void What_was_typed_is_not_thrown_away_by_one_cancel()
    {
        var cancelled = 0;
        var form = RenderForm(() => Task.CompletedTask, () => cancelled++);

        form.Find("input").Change("Trim");
        form.Find("[data-dialog-close]").Click();
        Assert.Equal(0, cancelled);

        form.Find(".btn.danger").Click();
        Assert.Equal(1, cancelled);
    }

    [Fact]
    public void A_conflict_shows_three_values_and_two_ways_out()
    {
        var kept = "";
        var field = Render<Field>(p => p
            .Add(f => f.Label, "Phone")
            .Add(f => f.Conflict, new ThreeValues("555-0140", "555-0142", "555-0199", "Omar Vance"))
            .Add(f => f.OnKeepTheirs, () => kept = "theirs")
            .Add(f => f.OnUseMine, () => kept = "mine"));

        Assert.Equal(["555-0140", "555-0142", "555-0199"], field.FindAll("dd").Select(value => value.TextContent));
        field.FindAll("button")[0].Click();
        Assert.Equal("theirs", kept);
        field.FindAll("button")[1].Click();
        Assert.Equal("mine", kept);
    }

    private IRenderedComponent<EntryForm> RenderForm(Func<Task> save, Action? cancel = null) => Render<EntryForm>(p =>
    {
        p.Add(f => f.Model, input);
        p.Add(f => f.OnSave, save);
        if (cancel is not null)
        {
            p.Add(f => f.OnCancel, cancel);
        }

        p.AddChildContent<Field>(field => field
            .Add(f => f.Label, "Title")
            .Add(f => f.For, () => input.Title)
            .AddChildContent<TextInput>(text => text
                .Add(t => t.Value, input.Title)
                .Add(t => t.ValueExpression, () => input.Title)
                .Add(t => t.ValueChanged, EventCallback.Factory.Create<string?>(this, value => input.Title = value))));
    });

    private sealed class TitleInput
    {
        [Required(ErrorMessage = "Give it a title.")]
        public string? Title { get; set; }
    }
}
