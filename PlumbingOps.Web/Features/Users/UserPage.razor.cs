using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Users;

public sealed partial class UserPage(
    UserService users, LiveUpdates live, Me me, TenantChoice Tenants, Notices notices, Confirm confirm, NavigationManager navigation)
{
    private readonly PageReads reads = new();
    private UserDetails? user;
    private Edit<UserInput>? edit;
    private PasswordLink? link;
    private string? missing;
    private IDisposable? listening;

    [Parameter] public Guid Id { get; set; }

    protected override void OnInitialized() =>
        listening = live.Subscribe(change => change.Touches("users", Id) ? InvokeAsync(RefreshAsync) : Task.CompletedTask);

    protected override async Task OnParametersSetAsync()
    {
        if (user?.Id != Id)
        {
            (user, edit, missing) = (null, null, null);
            await LoadAsync();
        }
    }

    public void Dispose() => listening?.Dispose();

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            user = await users.GetAsync(Id, await me.ActorAsync());
            edit?.TakeIn(user.Input.Copy());
        }
        catch (NotFoundException)
        {
            missing = "This user was not found";
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private void Edit() => edit = new Edit<UserInput>(() => user!.Input.Copy());

    private async Task SaveAsync()
    {
        var actor = await me.ActorAsync();
        await edit!.SaveAsync((seen, mine) => users.SaveAsync(Id, seen, mine, actor));
        edit = null;
        await LoadAsync();
        notices.Good("Saved");
    }

    private async Task NewLinkAsync()
    {
        var actor = await me.ActorAsync();
        await notices.TryAsync(async () =>
        {
            var token = await users.CreatePasswordLinkAsync(Id, actor);
            link = new PasswordLink(user!.Input.FullName, navigation.ToAbsoluteUri(Urls.PasswordWith(token)).ToString());
        });
        await LoadAsync();
    }

    private async Task SignOutEverywhereAsync()
    {
        var name = user!.Input.FullName;
        if (await confirm.AskAsync($"Sign {name} out everywhere?", "Every page they have open stops at once. They can sign in again with their password.", "Sign out everywhere"))
        {
            await DoAsync(actor => users.SignOutEverywhereAsync(Id, actor), $"{name} is signed out everywhere");
        }
    }

    private async Task ResetSecondFactorAsync()
    {
        var name = user!.Input.FullName;
        if (await confirm.AskAsync(
            $"Reset the second factor of {name}?", "The authenticator app, the recovery codes and all passkeys stop working, and every open page. The password alone lets them in again.", "Reset", danger: true))
        {
            await DoAsync(actor => users.ResetSecondFactorAsync(Id, actor), $"{name} signs in with the password alone until they set up another factor");
        }
    }

    private Task DeactivateAsync() => DoAsync(
        actor => users.DeactivateAsync(Id, actor), $"{user!.Input.FullName} is deactivated and signed out", undo: actor => users.ReactivateAsync(Id, actor));

    private Task ReactivateAsync() => DoAsync(actor => users.ReactivateAsync(Id, actor), $"{user!.Input.FullName} may sign in again");

    private async Task DoAsync(Func<Actor, Task> step, string success, Func<Actor, Task>? undo = null)
    {
        var actor = await me.ActorAsync();
        await notices.TryAsync(() => step(actor), success, undo is null ? null : async () =>
        {
            await undo(actor);
            await InvokeAsync(RefreshAsync);
        });
        await LoadAsync();
    }
}
