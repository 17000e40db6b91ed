using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Shell;

public class DataListTests : ShellContext
{
    private static readonly LotRow One = new(1, "Lot 1", "Scheduled");
    private static readonly LotRow Two = new(2, "Lot 2", "Scheduled");
    private static readonly LotRow Three = new(3, "Lot 3", "Scheduled");

    private readonly List<ListRequest> asked = [];
    private Func<ListRequest, Task<ListPage<LotRow>>> answer = _ => Task.FromResult(PageOf(One, Two));

    [Fact]
    public void Bones_stand_where_rows_will_be()
    {
        answer = _ => new TaskCompletionSource<ListPage<LotRow>>().Task;

        var list = RenderList();

        Assert.NotEmpty(list.FindAll(".skeleton-row"));
        Assert.Equal("true", list.Find("[data-list]").GetAttribute("aria-busy"));
    }

    [Fact]
    public void A_row_is_named_by_a_real_link()
    {
        var list = RenderList();

        var link = list.Find("tr[data-key='1'] th[scope=row] a");
        Assert.Equal(("/lots/1", "Lot 1"), (link.GetAttribute("href"), link.TextContent));
        Assert.Equal("Status", list.Find("tr[data-key='1'] td[data-label]").GetAttribute("data-label"));
    }

    [Fact]
    public void An_empty_room_says_what_it_is_for_and_offers_the_next_step()
    {
        answer = _ => Task.FromResult(PageOf<LotRow>());

        var list = RenderList();

        Assert.Contains("No lots yet", list.Find(".empty").TextContent);
        Assert.Contains("Add a lot", list.Find(".empty").TextContent);
    }

    [Fact]
    public void Filters_that_hide_everything_offer_to_be_cleared()
    {
        answer = _ => Task.FromResult(PageOf<LotRow>());
        Address.NavigateTo("/lots?q=zzz&sort=-lot&after=abc");
        Address.NavigateTo("/lots?q=zzz&sort=-lot");

        var list = RenderList();

        Assert.Contains("Nothing matches", list.Find(".empty").TextContent);
        Assert.EndsWith("/lots?sort=-lot", list.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public void A_page_beyond_the_end_leads_back_to_the_first()
    {
        answer = _ => Task.FromResult(PageOf<LotRow>());
        Address.NavigateTo("/lots?after=abc");

        var list = RenderList();

        Assert.Contains("No further rows", list.Find(".empty").TextContent);
    }

    [Fact]
    public void A_failure_keeps_the_rows_and_offers_another_try()
    {
        var list = RenderList();
        var good = answer;
        answer = _ => throw new InvalidOperationException("secret detail");

        Address.NavigateTo("/?q=lot");
        list.Render();

        Assert.Contains("could not be loaded", list.Find("[role=alert]").TextContent);
        Assert.DoesNotContain("secret detail", list.Markup);
        Assert.Equal(2, list.FindAll("tr[data-key]").Count);

        answer = good;
        list.Find("[role=alert] button").Click();
        Assert.Empty(list.FindAll("[role=alert]"));
    }

    [Fact]
    public void The_address_says_how_to_sort_and_the_header_shows_it()
    {
        Address.NavigateTo("/lots?sort=-lot&after=abc");

        var list = RenderList();

        Assert.Equal(new ListRequest("lot", true, "abc", null, 50), asked[^1]);
        Assert.Equal("descending", list.Find("thead th[aria-sort]").GetAttribute("aria-sort"));
        Assert.EndsWith("/lots?sort=lot", list.Find("thead th a").GetAttribute("href"));
    }

    [Fact]
    public void A_sort_key_beyond_all_reason_means_the_usual_order()
    {
        Address.NavigateTo($"/lots?sort={new string('x', 5000)}");

        RenderList();

        Assert.Equal(new ListRequest("lot", false, null, null, 50), asked[^1]);
    }

    [Fact]
    public void Pages_are_links_that_keep_the_filters()
    {
        answer = _ => Task.FromResult(new ListPage<LotRow>([One, Two], "next", "prev"));
        Address.NavigateTo("/lots?q=riv&before=abc");

        var list = RenderList();

        Assert.EndsWith("/lots?q=riv&after=next", list.Find("a[rel=next]").GetAttribute("href"));
        Assert.EndsWith("/lots?q=riv&before=prev", list.Find("a[rel=prev]").GetAttribute("href"));
    }

    [Fact]
    public void The_count_holds_while_the_filters_do()
    {
        answer = request => Task.FromResult(new ListPage<LotRow>([One], "n", null, request.After is null ? 10_000 : null, true));
        var list = RenderList();
        Assert.Contains("1 of 10,000+", list.Find(".pager-count").TextContent);

        Address.NavigateTo("/?after=n");
        list.Render();
        Assert.Contains("1 of 10,000+", list.Find(".pager-count").TextContent);

        Address.NavigateTo("/?after=n&q=x");
        list.Render();
        Assert.Contains("1 shown", list.Find(".pager-count").TextContent);
    }

    [Fact]
    public void An_answer_that_comes_late_does_not_replace_a_newer_one()
    {
        var slow = new TaskCompletionSource<ListPage<LotRow>>();
        answer = _ => slow.Task;
        var list = RenderList();
        answer = _ => Task.FromResult(PageOf(Three));
        Address.NavigateTo("/?q=3");
        list.Render();

        list.InvokeAsync(() => slow.SetResult(PageOf(One)));

        Assert.Equal("Lot 3", list.Find("tr[data-key] a").TextContent);
    }

    [Fact]
    public async Task A_live_change_moves_nothing()
    {
        var list = RenderList();
        answer = _ => Task.FromResult(PageOf(Two with { Status = "Completed" }, Three));

        await list.InvokeAsync(list.FindComponent<DataList<LotRow>>().Instance.ReloadAsync);

        Assert.Equal(["1", "2"], list.FindAll("tr[data-key]").Select(row => row.GetAttribute("data-key")));
        Assert.Contains("is-gone", list.Find("tr[data-key='1']").ClassName);
        Assert.Contains("Completed", list.Find("tr[data-key='2']").TextContent);
        Assert.Contains("The list has changed", list.Find("[role=status]").TextContent);

        await list.Find("[role=status] button").ClickAsync();
        Assert.Equal(["2", "3"], list.FindAll("tr[data-key]").Select(row => row.GetAttribute("data-key")));
    }

    [Fact]
    public void Selected_rows_bring_their_actions()
    {
        var list = RenderList();

        list.Find("[data-list]").TriggerEvent("onrowselect", new RowSelectEventArgs { Keys = ["1", "2", "forged"], Selected = true });
        Assert.Contains("2 selected", list.Find(".bulk-bar").TextContent);
        Assert.Contains("Archive 2", list.Find(".bulk-bar").TextContent);

        list.Find("[data-list]").TriggerEvent("onrowselect", new RowSelectEventArgs { Keys = ["1", "2"], Selected = false });
        Assert.Empty(list.FindAll(".bulk-bar"));
    }

    private NavigationManager Address => Services.GetRequiredService<NavigationManager>();

    private IRenderedComponent<ListPageUnderTest> RenderList() => Render<ListPageUnderTest>(page => page.Add(p => p.Load, request =>
    {
        asked.Add(request);
        return answer(request);
    }));
}
