using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PlumbingOps.Data;
using PlumbingOps.Data.Drafts;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Publishing.Connections;
using PlumbingOps.Data.Publishing.Rehearsals;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Marketing;

/// <summary>Marketing's pages over the real services and the real database, for one person of the cast.</summary>
public sealed class MarketingPages : BunitContext
{
    private readonly TestOffice office;

    public MarketingPages(TestOffice office, Actor person)
    {
        this.office = office;
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(office.Clock);
        Services.AddShellParts();
        Services.AddSingleton<AuthenticationStateProvider>(new PersonBehindThePage(person));
        Services.AddScoped<ListTenants>(_ => async (actor, cancellationToken) => [.. (await office.Tenants.ListAsync(cancellationToken)).Where(t => actor.MaySee(t.Id))]);
        Offer<TenantDirectory>();
        Offer<LiveUpdates>();
        Offer<HistoryService>();
        Offer<StaffService>();
        Offer<DraftService>();
        Offer<ChannelService>();
        Offer<AccountService>();
        Offer<ContentService>();
        Offer<ConnectionService>();
        Offer<PublishService>();
        Offer<RehearsalService>();
        Offer<PreflightService>();
        Offer<TemplateService>();
        Offer<OfferService>();
        Offer<SeasonalEventService>();
        Offer<LocalTopicService>();
        Offer<MediaService>();
        Offer<MediaUploadService>();
        Offer<MediaCropService>();
    }

    /// <summary>A page waits for the database; a busy machine for both.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    public NavigationManager Address => Services.GetRequiredService<NavigationManager>();

    /// <summary>Renders the page at its address, with the companies the person may see.</summary>
    public async Task<IRenderedComponent<TPage>> OpenAsync<TPage>(string address, Action<ComponentParameterCollectionBuilder<TPage>>? with = null) where TPage : IComponent
    {
        await Services.GetRequiredService<TenantChoice>().StartAsync(await Services.GetRequiredService<Me>().ActorAsync(), null);
        Address.NavigateTo(address);
        var page = Render<TPage>(with ?? (_ => { }));
        // As a person would: look once the record is there.
        await page.WaitForStateAsync(() => !page.Markup.Contains("skeleton", StringComparison.Ordinal), Patience);
        return page;
    }

    private void Offer<TService>() where TService : class => Services.Replace(ServiceDescriptor.Singleton(office.Get<TService>()));
}
