using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Scheduling;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Scheduling;

/// <summary>The schedule's pages over the real services and the real database, for one person of the cast.</summary>
public sealed class BoardPages : OfficePages
{
    public static new TimeSpan Patience => OfficePages.Patience;

    public Notices Notices => Services.GetRequiredService<Notices>();

    public async Task<IRenderedComponent<TPage>> OpenAsync<TPage>(TestOffice office, Actor person, string address) where TPage : IComponent
    {
        foreach (var service in new object[] { office.Get<BoardService>(), office.Get<DispatchService>(), office.Get<CallShiftService>(), office.Get<OutTodayService>(), office.Get<AbsenceService>(), office.Get<StaffService>() })
        {
            Services.AddSingleton(service.GetType(), service);
        }

        await SignInAsync(office, person);
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<TPage>();
    }
}
