using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Database.Demo;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Start;

/// <summary>What happens once, when the database has nobody in it, and what is said about it at every start.</summary>
public static class SetUp
{
    public static async Task SetUpAsync(this WebApplication app, HouseSettings settings, HouseDatabase database)
    {
        await using var turn = await StartTurn.WaitAsync(database.AppConnection);
        // Two processes that start together must not both make the first key.
        app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("start").Protect("");

        var links = app.Services.GetRequiredService<OneTimeLinkService>();
        if (settings.Start == HouseStart.Demo)
        {
            await LoadDemoAsync(app.Services, settings, links);
        }

        var token = await links.CreateSetUpTokenAsync();
        var passwords = token is null ? await DemoPeople.FindPasswordsAsync(settings.DataFolder) : null;
        app.Lifetime.ApplicationStarted.Register(() => Welcome(app, token, passwords));
    }

    private static async Task LoadDemoAsync(IServiceProvider services, HouseSettings settings, OneTimeLinkService links)
    {
        var (database, clock) = (services.GetRequiredService<Db>(), services.GetRequiredService<TimeProvider>());
        if (!await links.IsAnybodyThereAsync())
        {
            var passwords = await DemoPeople.PasswordsOfAsync(settings.DataFolder);
            await DemoPeople.CreateAsync(database, services.GetRequiredService<Passwords>(), services.GetRequiredService<ILookupNormalizer>(), clock, name => passwords[name]);
        }

        // A start that was interrupted behind the cast goes on here; a house with its own people never has theirs.
        if (await DemoPeople.FindPasswordsAsync(settings.DataFolder) is not null && !await DemoData.IsThereWorkAsync(database))
        {
            await DemoData.LoadAsync(database, services.GetRequiredService<TenantDirectory>(), clock, services.GetRequiredService<IFileStore>());
        }
    }

    /// <summary>To the console only: what it says must not lie in a log file.</summary>
    private static void Welcome(WebApplication app, string? setUpToken, IReadOnlyDictionary<string, string>? demoPasswords)
    {
        var address = app.Urls.FirstOrDefault() ?? "";
        var say = Console.Out;
        say.WriteLine();
        say.WriteLine($"PlumbingOps is at {address}");
        if (setUpToken is not null)
        {
            say.WriteLine("Nobody can sign in yet. Make the first administrator here (works once, for a day, until the next start):");
            say.WriteLine($"  {address}{Urls.SetUpWith(setUpToken)}");
        }

        if (demoPasswords is not null && !app.Environment.IsProduction())
        {
            say.WriteLine("Demonstration: who can sign in");
            foreach (var person in DemoPeople.Cast.Where(person => demoPasswords.ContainsKey(person.UserName)))
            {
                say.WriteLine($"  {person.UserName,-5} {demoPasswords[person.UserName],-32} {person.Role,-10} {(person.TenantId is null ? "all companies" : person.TenantId + " only")}");
            }
        }

        say.WriteLine();
    }
}
