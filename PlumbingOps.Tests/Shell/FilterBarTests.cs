using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Shell;

public class FilterBarTests : ShellContext
{
    private readonly SlowBrowser address = new();

    public FilterBarTests() => Services.AddSingleton<NavigationManager>(address);

    [Fact]
    public void What_is_typed_stays_while_the_address_is_still_on_its_way()
    {
        var bar = Render<FilterBar>(p => p.Add(b => b.Placeholder, "Search jobs"));

        bar.Find("input").Change("trim");
        Assert.Equal("trim", Typed(bar));
        bar.Find("input").Change("");
        address.Arrive();
        Assert.EndsWith("?q=trim", address.Uri);
        Assert.Equal("", Typed(bar));
        address.Arrive();

        Assert.EndsWith("/jobs", address.Uri);
        Assert.Equal("", Typed(bar));
    }

    [Fact]
    public void The_box_follows_a_link_and_the_back_button()
    {
        var bar = Render<FilterBar>(p => p.Add(b => b.Placeholder, "Search jobs"));
        bar.Find("input").Change("trim");
        address.Arrive();

        address.NavigateTo("/jobs?q=final");
        address.Arrive();
        bar.WaitForAssertion(() => Assert.Equal("final", Typed(bar)));
        address.NavigateTo("/jobs");
        address.Arrive();

        bar.WaitForAssertion(() => Assert.Equal("", Typed(bar)));
    }

    private static string Typed(IRenderedComponent<FilterBar> bar) => bar.Find("input").GetAttribute("value") ?? "";

    /// <summary>Answers a change of address later, as one at the end of a line does.</summary>
    private sealed class SlowBrowser : NavigationManager
    {
        private readonly Queue<string> coming = [];

        public SlowBrowser() => Initialize("http://localhost/", "http://localhost/jobs");

        public void Arrive()
        {
            Uri = coming.Dequeue();
            NotifyLocationChanged(isInterceptedLink: false);
        }

        protected override void NavigateToCore(string uri, NavigationOptions options) => coming.Enqueue(ToAbsoluteUri(uri).ToString());
    }
}
