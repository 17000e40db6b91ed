using Microsoft.AspNetCore.Identity;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.People;

public sealed class PasskeyServiceTests : IAsyncLifetime
{
    private const string Here = "198.51.100.1";
    private PeopleOffice office = null!;
    private Actor omar = null!;

    public async ValueTask InitializeAsync()
    {
        office = await PeopleOffice.OpenAsync();
        omar = await office.ActorAsync("omar");
    }

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task A_person_has_at_most_ten_passkeys()
    {
        for (byte n = 0; n < Passkey.MostPerPerson; n++)
        {
            await AddAsync(n, $"Device {n}");
        }

        await Assert.ThrowsAsync<RuleException>(() => AddAsync(99, "One too many"));
        await Passkeys.RemoveAsync((await Passkeys.ListAsync(omar, Now))[0].Id, omar, Now);
        await AddAsync(99, "In its place");
    }

    [Fact]
    public async Task A_passkey_belongs_to_one_person_and_nobody_else_sees_or_removes_it()
    {
        await AddAsync(1, "Office laptop");
        var vera = await office.ActorAsync("vera");
        var id = (await Passkeys.ListAsync(omar, Now)).Single().Id;

        Assert.Empty(await Passkeys.ListAsync(vera, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => Passkeys.RemoveAsync(id, vera, Now));
        await Assert.ThrowsAsync<RuleException>(() => Passkeys.AddAsync(Proven(1), Input("Mine now", "vera"), vera, Now));
        await Assert.ThrowsAsync<RuleException>(() => office.SignIn.SignInWithPasskeyAsync(vera.UserId!.Value, Proven(1), Here, Now));
        Assert.Single(await Passkeys.ListAsync(omar, Now));
    }

    [Fact]
    public async Task A_passkey_signs_in_without_a_code_and_remembers_when()
    {
        await AddAsync(1, "Office laptop");
        await Sql.RunAsync(office.Connections.App, "update identity.users set two_factor_enabled = true where user_name = 'omar'");
        office.Clock.Now += TimeSpan.FromHours(1);

        var signedIn = await office.SignIn.SignInWithPasskeyAsync(omar.UserId!.Value, Proven(1, signCount: 7), Here, Now);

        Assert.Equal("Omar Oakes", signedIn.Rights.Name);
        Assert.Equal(office.Clock.Now, (await Passkeys.ListAsync(omar, Now)).Single().LastUsedAt);
        Assert.Equal("7", await Sql.AskAsync<string>(office.Connections.Admin!, "select data ->> 'SignCount' from identity.user_passkeys"));
    }

    [Fact]
    public async Task Neither_a_removed_passkey_nor_one_of_a_deactivated_person_signs_in()
    {
        await AddAsync(1, "Office laptop");
        await AddAsync(2, "Phone");
        await Passkeys.RemoveAsync((await Passkeys.ListAsync(omar, Now)).Single(p => p.Name == "Phone").Id, omar, Now);
        await Assert.ThrowsAsync<RuleException>(() => office.SignIn.SignInWithPasskeyAsync(omar.UserId!.Value, Proven(2), Here, Now));

        await office.Users.DeactivateAsync(omar.UserId!.Value, await office.ActorAsync("ana"), Now);
        await Assert.ThrowsAsync<RuleException>(() => office.SignIn.SignInWithPasskeyAsync(omar.UserId!.Value, Proven(1), Here, Now));
    }

    [Fact]
    public async Task The_history_names_the_passkey_and_a_sign_in_leaves_no_trace()
    {
        await AddAsync(1, "Office laptop");
        var before = await Sql.AskAsync<long>(office.Connections.Admin!, "select count(*) from history.changes");
        await office.SignIn.SignInWithPasskeyAsync(omar.UserId!.Value, Proven(1), Here, Now);
        Assert.Equal(before, await Sql.AskAsync<long>(office.Connections.Admin!, "select count(*) from history.changes"));

        var page = await office.Get<HistoryService>().ForRecordAsync("users", omar.UserId.Value, new ListRequest(null, true, null, null, 50), await office.ActorAsync("ana"), Now);
        Assert.Equal("Added the passkey “Office laptop”", page.Rows[0].Summary);
        Assert.Contains(page.Rows[0].Changes, change => change is { Entity: "user_passkeys", Action: "insert" });
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private PasskeyService Passkeys => office.Get<PasskeyService>();

    private Task AddAsync(byte number, string name) => Passkeys.AddAsync(Proven(number), Input(name, "omar"), omar, Now);

    private static PasskeyInput Input(string name, string userName) => new() { Name = name, Password = PeopleOffice.PasswordOf(userName) };

    /// <summary>What Identity makes of a device's answer.</summary>
    private UserPasskeyInfo Proven(byte number, uint signCount = 0) =>
        new([number, 1, 2, 3], [4, 5, 6], office.Clock.Now, signCount, ["internal"], isUserVerified: true, isBackupEligible: true, isBackedUp: false, [7], [8]);
}
