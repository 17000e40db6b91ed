using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Tests.Support;

/// <summary>The real program on a test's database, spoken to over HTTP.</summary>
public sealed partial class WebHouse(DatabaseConnections connections, TimeProvider clock) : WebApplicationFactory<Program>
{
    private const int FastIterations = 1000;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("plumbingops-house-");

    /// <summary>A browser of its own: it keeps cookies and follows no redirect by itself.</summary>
    public HttpClient Browser(string address = "http://localhost") =>
        CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri(address) });

    public async Task<HttpClient> SignedInAsync(string userName)
    {
        var browser = Browser();
        var answer = await SignInAsync(browser, userName, PeopleOffice.PasswordOf(userName));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return browser;
    }

    public static Task<HttpResponseMessage> SignInAsync(HttpClient browser, string name, string password, string? returnUrl = null) => SubmitAsync(
        browser, "/account/sign-in" + (returnUrl is null ? "" : "?returnUrl=" + Uri.EscapeDataString(returnUrl)), "sign-in", ("Input.Name", name), ("Input.Password", password));

    /// <summary>Opens the page and sends its form back, as a browser does.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(HttpClient browser, string address, string form, params (string Name, string Value)[] fields)
    {
        var page = await browser.GetStringAsync(address, TestContext.Current.CancellationToken);
        var values = fields.Select(f => KeyValuePair.Create(f.Name, f.Value))
            .Append(new("_handler", form)).Append(new("__RequestVerificationToken", Token().Match(page).Groups[1].Value));
        using var content = new FormUrlEncodedContent(values);
        return await browser.PostAsync(address, content, TestContext.Current.CancellationToken);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:PlumbingOps", connections.App);
        builder.UseSetting("ConnectionStrings:Migrations", connections.Migrations);
        builder.UseSetting("PlumbingOps:DataFolder", folder.FullName);
        builder.UseSetting("PlumbingOps:Start", "empty");
        builder.UseSetting("PlumbingOps:RecurringWork", "false");
        builder.ConfigureTestServices(services => services
            .Configure<PasswordHasherOptions>(options => options.IterationCount = FastIterations)
            .Replace(ServiceDescriptor.Singleton(clock)));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
