using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Accounts;

public sealed partial class AccountPage(AccountService accounts, LiveUpdates live, Me me, TenantChoice tenants, Notices notices)
{
    private const int MinutesOfAnHour = 60;

    private readonly PageReads reads = new();
    private AccountDetails? account;
    private Edit<AccountInput>? edit;
    private Actor actor = default!;
    private string? missing;
    private bool mayEdit;
    private IDisposable? listening;

    [Parameter] public Guid Id { get; set; }

    private IReadOnlyList<MixShare> Mix => account!.Input.Mix.Count > 0 ? account.Input.Mix : AccountMix.Usual;

    protected override async Task OnInitializedAsync()
    {
        actor = await me.ActorAsync();
        mayEdit = tenants.Offers(actor, Permission.EditAccounts);
        listening = live.Subscribe(change => change.Touches("channel_accounts", Id) ? InvokeAsync(RefreshAsync) : Task.CompletedTask);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (account?.Id != Id)
        {
            (account, edit, missing) = (null, null, null);
            await LoadAsync();
        }
    }

    public void Dispose() => listening?.Dispose();

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            account = await accounts.GetAsync(Id, await me.ActorAsync());
            edit?.TakeIn(account.Input.Copy());
        }
        catch (NotFoundException)
        {
            missing = "This account was not found";
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private void Edit() => edit = new Edit<AccountInput>(() => account!.Input.Copy());

    private async Task SaveAsync()
    {
        await edit!.SaveAsync((seen, mine) => accounts.SaveAsync(Id, seen, mine, actor));
        edit = null;
        await LoadAsync();
    }

    private async Task DeactivateAsync()
    {
        await notices.TryAsync(() => accounts.DeactivateAsync(Id, actor), $"{account!.Row.Name} switched off; nothing more is planned for it", undo: () => accounts.ActivateAsync(Id, actor));
        await LoadAsync();
    }

    private async Task ActivateAsync()
    {
        await notices.TryAsync(() => accounts.ActivateAsync(Id, actor), $"{account!.Row.Name} switched on");
        await LoadAsync();
    }

    private static string Late(int minutes) => minutes switch
    {
        0 => "Never",
        < MinutesOfAnHour => $"{minutes} minutes",
        _ when minutes % MinutesOfAnHour == 0 => minutes == MinutesOfAnHour ? "1 hour" : $"{minutes / MinutesOfAnHour} hours",
        _ => $"{minutes / MinutesOfAnHour} h {minutes % MinutesOfAnHour} min",
    };
}
