using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>What follows the last phases of a house: its warranty, its closing, and the people who move in and become H2O's customers.</summary>
internal sealed class DemoTurnovers
{
    private readonly ILookup<Guid, Job> jobs;

    public DemoTurnovers(IEnumerable<DemoHouse> houses, IEnumerable<Job> jobs, DemoCustomers customers, DemoDays days, DemoDice dice)
    {
        this.jobs = jobs.Where(j => j.Status == JobStatus.Completed && WarrantyRule.Concerns(j.Phase)).ToLookup(j => j.LotId);
        foreach (var house in houses)
        {
            if (LastOf(house) is not { CompletedOn: { } done } last)
            {
                continue;
            }

            Warranties.Add(new LotWarranty
            {
                Id = dice.Id(days.Midnight(done)),
                TenantId = last.TenantId,
                LotId = house.Lot.Id,
                JobId = last.Id,
                StartsOn = done,
                EndsOn = WarrantyRule.LastDay(done, house.Builder.WarrantyMonths),
            });
            if (last.Phase == JobPhase.Final)
            {
                Close(house.Lot, days.Workday(done.AddDays(dice.Between(14, 40))), customers, days, dice);
            }
        }
    }

    public List<LotWarranty> Warranties { get; } = [];
    public List<LotOwner> Owners { get; } = [];
    public Dictionary<Guid, Customer> Residents { get; } = [];

    /// <summary>The later completion of Trim and Final starts the warranty.</summary>
    private Job? LastOf(DemoHouse house) => jobs[house.Lot.Id].OrderByDescending(j => j.CompletedOn).ThenByDescending(j => j.Phase).FirstOrDefault();

    private void Close(Lot lot, DateOnly day, DemoCustomers customers, DemoDays days, DemoDice dice)
    {
        lot.ClosingDate = day;
        if (day > days.Today || dice.Chance(12))
        {
            return;
        }

        MoveIn(lot, day, customers, days, dice);
        var sold = day.AddDays(dice.Between(200, 330));
        if (sold <= days.Today && dice.Chance(20))
        {
            MoveIn(lot, sold, customers, days, dice);
        }
    }

    private void MoveIn(Lot lot, DateOnly since, DemoCustomers customers, DemoDays days, DemoDice dice)
    {
        var resident = customers.Resident(lot, since);
        Owners.Add(new LotOwner { Id = dice.Id(days.Midnight(since)), TenantId = resident.TenantId, LotId = lot.Id, CustomerId = resident.Id, Since = since });
        Residents[lot.Id] = resident;
    }
}
