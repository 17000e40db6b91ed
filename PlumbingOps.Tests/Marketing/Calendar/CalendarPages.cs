using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Publishing.Metrics;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Marketing.Calendar;

/// <summary>Marketing's pages over the real services and the real database, for one person of the cast.</summary>
public sealed class CalendarPages : OfficePages
{
    public static new TimeSpan Patience => OfficePages.Patience;

    public NavigationManager Address => Services.GetRequiredService<NavigationManager>();

    public Notices Notices => Services.GetRequiredService<Notices>();

    public async Task<IRenderedComponent<TPage>> OpenAsync<TPage>(TestOffice office, Actor person, string address, Action<ComponentParameterCollectionBuilder<TPage>>? with = null) where TPage : IComponent
    {
        foreach (var service in new object[]
        {
            office.Get<PostService>(), office.Get<PostBulkService>(), office.Get<CalendarService>(), office.Get<SlotService>(), office.Get<ApprovalLinks>(), office.Get<ScoreboardService>(),
            office.Get<ProviderOptions>(), office.Get<PreflightService>(), office.Get<MetricService>(),
        })
        {
            Services.AddSingleton(service.GetType(), service);
        }

        await SignInAsync(office, person);
        Address.NavigateTo(address);
        return Render<TPage>(with ?? (_ => { }));
    }
}
