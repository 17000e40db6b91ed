using System.Text.Json;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing.Connections;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Marketing.Accounts;
using PlumbingOps.Web.Features.Publishing;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Marketing;

/// <summary>Connecting an account, as its page shows it.</summary>
public sealed class AccountConnectionTests : IAsyncLifetime
{
    private TestOffice office = null!;

    private static TimeSpan Patience => MarketingPages.Patience;

    public async ValueTask InitializeAsync() => office = await TestOffice.OpenAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task The_account_says_who_connected_it_what_ends_when_and_who_can_mend_it()
    {
        var account = await AccountAsync(connect: c => (c.TokenExpiresAt, c.State, c.Problem, c.NextStep) =
            (office.Clock.Now.AddDays(9).ToUniversalTime(), ConnectionState.NeedsReconnect, "Facebook has ended the connection.", "Connect it again."));
        await using var pages = new MarketingPages(office, office.Ana);

        var page = await OpenAsync(pages, account);
        await page.WaitForElementAsync(".account-health dl", Patience);
        var text = page.Find(".account-health").TextContent;

        Assert.Contains("Facebook has ended the connection.", text, StringComparison.Ordinal);
        Assert.Contains("Connect it again.", text, StringComparison.Ordinal);
        Assert.Contains(office.Ana.Name, text, StringComparison.Ordinal);
        Assert.Contains("Fri 27 Mar", text, StringComparison.Ordinal);
        Assert.Contains("An administrator", text, StringComparison.Ordinal);
        Assert.Contains("not registered with Facebook", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disconnecting_is_the_administrators_and_asks_first()
    {
        var account = await AccountAsync(connect: _ => { });
        await using (var mias = new MarketingPages(office, office.Mia))
        {
            var page = await OpenAsync(mias, account);
            await page.WaitForElementAsync(".health-verbs button", Patience);
            Assert.DoesNotContain(page.FindAll(".health-verbs button"), b => b.TextContent == "Disconnect");
            Assert.Contains(page.FindAll(".health-verbs button"), b => b.TextContent == "Check again");
        }

        await using var anas = new MarketingPages(office, office.Ana);
        var health = await OpenAsync(anas, account);
        await health.WaitForElementAsync(".health-verbs .danger", Patience);
        // It goes on once the question is answered.
        var pressed = health.ClickAsync(".health-verbs button", b => b.TextContent == "Disconnect");
        var confirm = anas.Services.GetRequiredService<Confirm>();
        await health.WaitForStateAsync(() => confirm.Question is not null, Patience);
        Assert.Equal(ConnectionState.Connected, await StateAsync(account));

        await health.InvokeAsync(() => confirm.Answer(true));
        await pressed;

        await health.WaitForAssertionAsync(() => Assert.Contains("An administrator connects it.", health.Find(".account-health").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(ConnectionState.Disconnected, await StateAsync(account));
    }

    [Fact]
    public async Task Back_from_the_network_the_person_chooses_and_what_cannot_be_chosen_says_why()
    {
        var account = await AccountAsync();
        var request = await RequestAsync(account, r => r.Choices = JsonSerializer.Serialize(new[]
        {
            new ConnectionChoice("1", null, "H2O Plumbers", "https://social.example.com/h2o", null), new ConnectionChoice("2", null, "Somebody's Page", null, "You may not publish on this Page."),
        }));
        await using var pages = new MarketingPages(office, office.Ana);

        var page = await OpenAsync(pages, account, ConnectionEndpoints.Choose(account, request));

        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll("dialog input[type=radio]").Count), Patience);
        Assert.Contains("You may not publish on this Page.", page.Find(".connection-choice.blocked").TextContent, StringComparison.Ordinal);
        Assert.True(page.FindAll("dialog input[type=radio]")[0].HasAttribute("checked"));
    }

    [Fact]
    public async Task A_refusal_of_the_network_is_said_in_words_and_so_is_a_callback_of_nobodys()
    {
        var account = await AccountAsync();
        var request = await RequestAsync(account, r => r.Refusal = "You did not agree at the network, so nothing was connected.");
        await using (var pages = new MarketingPages(office, office.Ana))
        {
            var page = await OpenAsync(pages, account, ConnectionEndpoints.Choose(account, request));
            await page.WaitForAssertionAsync(() => Assert.Contains("You did not agree", page.Find(".banner").TextContent, StringComparison.Ordinal), Patience);
        }

        await using var lists = new MarketingPages(office, office.Ana);
        var list = await lists.OpenAsync<AccountsPage>($"{Urls.Accounts}?connection=refused");
        Assert.Contains("Nothing was connected.", list.Find(".banner").TextContent, StringComparison.Ordinal);
    }

    private static Task<IRenderedComponent<AccountPage>> OpenAsync(MarketingPages pages, Guid account, string? address = null) =>
        pages.OpenAsync<AccountPage>(address ?? Urls.Account(account), p => p.Add(a => a.Id, account));

    private async Task<Guid> AccountAsync(Action<AccountConnection>? connect = null)
    {
        await using var db = await office.DbAsync();
        var channel = await db.Channels.SingleAsync(c => c.Key == "facebook_page");
        var account = new ChannelAccount { TenantId = TestOffice.H2o, ChannelId = channel.Id, Name = "H2O on Facebook" };
        db.Add(account);
        if (connect is not null)
        {
            var connection = new AccountConnection
            {
                TenantId = TestOffice.H2o,
                AccountId = account.Id,
                Provider = Provider.Facebook,
                ExternalId = "1",
                ExternalName = "H2O Plumbers",
                ConnectedById = office.Ana.UserId,
                ConnectedAt = office.Clock.Now.AddDays(-1).ToUniversalTime(),
            };
            connect(connection);
            db.Add(connection);
        }

        await db.SaveChangesAsync();
        return account.Id;
    }

    private async Task<Guid> RequestAsync(Guid account, Action<ConnectionRequest> with)
    {
        var now = office.Clock.Now.ToUniversalTime();
        var request = new ConnectionRequest
        {
            TenantId = TestOffice.H2o,
            AccountId = account,
            UserId = office.Ana.UserId!.Value,
            Provider = Provider.Facebook,
            StateHash = new string('a', 64),
            BrowserHash = new string('b', 64),
            CreatedAt = now,
            ExpiresAt = now.AddMinutes(10),
            Sealed = "sealed",
        };
        with(request);
        await office.AddAsync(request);
        return request.Id;
    }

    private async Task<ConnectionState> StateAsync(Guid account)
    {
        await using var db = await office.DbAsync();
        return await db.AccountConnections.Where(c => c.AccountId == account).Select(c => c.State).SingleAsync();
    }
}
