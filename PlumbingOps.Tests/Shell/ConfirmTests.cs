using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Shell;

public class ConfirmTests : ShellContext
{
    [Fact]
    public async Task The_question_names_the_thing_and_the_verb()
    {
        var host = Render<ConfirmHost>();

        var answer = host.InvokeAsync(() => Confirm.AskAsync("Merge Ann Example into Anna Example?", "This cannot be undone.", "Merge customers"));

        Assert.Equal("Merge Ann Example into Anna Example?", host.Find("dialog h2").TextContent);
        host.Find(".btn.danger").Click();
        Assert.True(await answer);
        Assert.Empty(host.FindAll("dialog"));
    }

    [Fact]
    public async Task Cancel_means_no()
    {
        var host = Render<ConfirmHost>();
        var answer = host.InvokeAsync(() => Confirm.AskAsync("Merge?", "", "Merge"));

        host.Find("[data-dialog-close]").Click();

        Assert.False(await answer);
    }

    [Fact]
    public async Task The_gravest_steps_ask_for_the_name()
    {
        var host = Render<ConfirmHost>();
        var answer = host.InvokeAsync(() => Confirm.AskAsync("Close the company?", "", "Close", typeThis: "H2O Plumbers"));
        Assert.True(host.Find(".btn.danger").HasAttribute("disabled"));

        host.Find("input").Input("H2O Plumbers");
        host.Find(".btn.danger").Click();

        Assert.True(await answer);
    }

    [Fact]
    public async Task A_newer_question_answers_the_older_one_with_no()
    {
        var host = Render<ConfirmHost>();
        var older = host.InvokeAsync(() => Confirm.AskAsync("First?", "", "Go"));
        var newer = host.InvokeAsync(() => Confirm.AskAsync("Second?", "", "Go"));

        Assert.False(await older);
        host.Find(".btn.danger").Click();
        Assert.True(await newer);
    }

    private Confirm Confirm => Services.GetRequiredService<Confirm>();
}
