using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Companies;

public sealed partial class CompanyPage(CompanyService companies, LiveUpdates live, Me me, Notices notices, Confirm confirm)
{
    private readonly PageReads reads = new();
    private CompanyDetails? company;
    private Edit<CompanyInput>? edit;
    private string? missing;
    private bool seesAll;
    private IDisposable? listening;

    [Parameter] public string Id { get; set; } = "";

    protected override async Task OnInitializedAsync()
    {
        listening = live.Subscribe(change => change.Touches("tenants") ? InvokeAsync(RefreshAsync) : Task.CompletedTask);
        seesAll = await companies.ManagesAllAsync(await me.ActorAsync());
    }

    protected override async Task OnParametersSetAsync()
    {
        if (company?.Id != Id)
        {
            (company, edit, missing) = (null, null, null);
            await LoadAsync();
        }
    }

    public void Dispose() => listening?.Dispose();

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            company = await companies.GetAsync(Id, await me.ActorAsync());
            edit?.TakeIn(company.Input.Copy());
        }
        catch (NotFoundException)
        {
            missing = "This company was not found";
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private void Edit() => edit = new Edit<CompanyInput>(() => company!.Input.Copy());

    private async Task SaveAsync()
    {
        var actor = await me.ActorAsync();
        await edit!.SaveAsync((seen, mine) => companies.SaveAsync(Id, seen, mine, actor));
        edit = null;
        await LoadAsync();
        notices.Good("Saved");
    }

    private async Task CloseAsync()
    {
        var actor = await me.ActorAsync();
        var name = company!.Input.Name;
        if (await confirm.AskAsync($"Close {name}?", "Nobody sees or works in it any more; people of this company only are left without one. Everything is kept, and it can be opened again.", "Close company"))
        {
            await notices.TryAsync(() => companies.CloseAsync(Id, actor), $"{name} is closed");
            await LoadAsync();
        }
    }

    private async Task OpenAgainAsync()
    {
        var actor = await me.ActorAsync();
        await notices.TryAsync(() => companies.OpenAgainAsync(Id, actor), $"{company!.Input.Name} is open again");
        await LoadAsync();
    }
}
