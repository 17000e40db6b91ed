using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>The visits of both companies: All County's to the builders' houses, H2O's to its customers.</summary>
internal sealed class DemoCalls(DemoNames names, DemoDice dice)
{
    private const double BuildersOnTheBusiestDay = 4.5;
    private const double CustomersOnTheBusiestDay = 7.5;
    private const int WaitingForATime = 13;
    private const int DoorstepDays = 45;
    private const int CodeLetters = 4;

    public List<ServiceCall> All { get; } = [];

    public void AddForHouses(IReadOnlyList<DemoHouse> houses, IReadOnlyList<Job> jobs, DemoTurnovers turnovers, DemoDays days, DemoBookings bookings, DemoStaff staff)
    {
        var (visits, course) = (new DemoVisits(days, bookings, dice), new DemoCallCourse(days, staff, dice));
        var finished = jobs.Where(j => j.Status == JobStatus.Completed).ToLookup(j => j.LotId);
        var warranties = turnovers.Warranties.ToDictionary(w => w.LotId);
        foreach (var day in visits.Days(BuildersOnTheBusiestDay))
        {
            var kind = Roll((60, ServiceCallKind.Warranty), (18, ServiceCallKind.PunchList), (8, ServiceCallKind.GoBack), (9, ServiceCallKind.PayCall), (5, ServiceCallKind.Other));
            var fitting = houses.Where(h => Fits(h, kind, day)).ToList();
            if (fitting.Count == 0)
            {
                (kind, fitting) = (ServiceCallKind.Other, houses.Where(h => h.Stage == HouseStage.Building).ToList());
            }

            var house = dice.Pick(fitting);
            var visit = visits.Hour(day, hours: 2, assigned: !LeftOpen(day, days));
            // The punch lists of neighbors are done in one trip.
            var group = kind == ServiceCallKind.PunchList && dice.Chance(40) ? fitting.Where(h => h.Community == house.Community).Take(3).ToList() : [];
            Guid? groupId = group.Count > 1 ? dice.Id(visit.StartsAt) : null;
            foreach (var one in groupId is null ? [house] : group)
            {
                var call = New(ForHouse(one, kind, turnovers, days, day, groupId));
                course.Run(call, visit, one.Name);
            }
        }

        for (var n = 0; n < WaitingForATime; n++)
        {
            var house = dice.Pick(houses.Where(h => Fits(h, ServiceCallKind.Warranty, days.Today)).ToList());
            course.Run(New(ForHouse(house, ServiceCallKind.Warranty, turnovers, days, days.Today, null)), null, house.Name);
        }

        bool Fits(DemoHouse house, ServiceCallKind kind, DateOnly day) => kind switch
        {
            ServiceCallKind.Warranty => warranties.TryGetValue(house.Lot.Id, out var warranty) && warranty.Covers(day),
            ServiceCallKind.PunchList => finished[house.Lot.Id].Any(j => WarrantyRule.Concerns(j.Phase) && j.CompletedOn < day && j.CompletedOn > day.AddDays(-DoorstepDays)),
            ServiceCallKind.GoBack => finished[house.Lot.Id].Any(j => j.CompletedOn < day && j.CompletedOn > day.AddDays(-DoorstepDays)),
            ServiceCallKind.PayCall => house.Stage != HouseStage.Ahead && finished[house.Lot.Id].Any(j => j.CompletedOn < day),
            _ => house.Stage == HouseStage.Building,
        };
    }

    public void AddForCustomers(IReadOnlyList<Customer> customers, DemoTurnovers turnovers, DemoDays days, DemoBookings bookings, DemoStaff staff)
    {
        var (visits, course) = (new DemoVisits(days, bookings, dice), new DemoCallCourse(days, staff, dice));
        var lots = turnovers.Residents.ToDictionary(r => r.Value.Id, r => r.Key);
        var warranties = turnovers.Warranties.ToDictionary(w => w.LotId);
        var managers = customers.Where(c => c.Tags.Contains("property manager")).ToList();
        var visited = new List<Customer>();
        foreach (var day in visits.Days(CustomersOnTheBusiestDay))
        {
            var kind = Roll((50, ServiceCallKind.Service), (14, ServiceCallKind.Estimate), (12, ServiceCallKind.GoBack), (4, ServiceCallKind.Repipe), (8, ServiceCallKind.Warranty), (4, ServiceCallKind.PayCall), (8, ServiceCallKind.Other));
            var known = customers.Where(c => days.DayOf(c.CreatedAt) <= day && !c.DoNotService).ToList();
            var customer = kind switch
            {
                ServiceCallKind.GoBack when visited.Count > 0 => dice.Pick(visited),
                ServiceCallKind.Warranty when known.Where(c => IsCovered(c, day)).ToList() is { Count: > 0 } covered => dice.Pick(covered),
                _ => dice.Pick(known),
            };
            kind = kind == ServiceCallKind.Warranty && !IsCovered(customer, day) ? ServiceCallKind.Service : kind;
            var visit = kind == ServiceCallKind.Repipe ? WholeDays(visits, day, days) : visits.Hour(day, dice.Chance(70) ? 1 : 2, assigned: !LeftOpen(day, days));
            course.Run(New(ForCustomer(customer, kind, day)), visit, customer.Name);
            visited.Add(customer);
        }

        for (var n = 0; n < WaitingForATime; n++)
        {
            var customer = dice.Pick(customers.Where(c => !c.DoNotService).ToList());
            course.Run(New(ForCustomer(customer, dice.Chance(60) ? ServiceCallKind.Service : ServiceCallKind.Estimate, days.Today)), null, customer.Name);
        }

        bool IsCovered(Customer customer, DateOnly day) => lots.TryGetValue(customer.Id, out var lot) && warranties[lot].Covers(day);

        ServiceCall ForCustomer(Customer customer, ServiceCallKind kind, DateOnly day)
        {
            var created = Created(day, days);
            var call = new ServiceCall
            {
                Id = dice.Id(created),
                TenantId = DemoPeople.H2O,
                CreatedAt = created,
                Kind = kind,
                Problem = Problem(kind, onSite: false),
                CustomerId = customer.Id,
                LotId = lots.TryGetValue(customer.Id, out var lot) ? lot : null,
            };
            if (DemoCustomers.IsFirm(customer))
            {
                AddUnit(call, customer);
            }
            else if (dice.Chance(4))
            {
                call.BillToCustomerId = dice.Pick(managers).Id;
            }

            if (kind == ServiceCallKind.Estimate)
            {
                (call.CustomerCode, call.EstimateNumber) = (Code(customer.Name), dice.Chance(85) ? 1 : 2);
            }

            return call;
        }
    }

    private ServiceCall New(ServiceCall call)
    {
        call.Notes = dice.Chance(40) ? dice.Pick(DemoCallWords.Notes) : null;
        call.Priority = dice.Between(1, 100) switch
        {
            <= 3 => CallPriority.Emergency,
            <= 13 => CallPriority.High,
            <= 21 => CallPriority.Low,
            _ => CallPriority.Normal,
        };
        All.Add(call);
        return call;
    }

    private ServiceCall ForHouse(DemoHouse house, ServiceCallKind kind, DemoTurnovers turnovers, DemoDays days, DateOnly day, Guid? group)
    {
        var created = Created(day, days);
        var resident = house.Lot.ClosingDate <= day ? turnovers.Residents.GetValueOrDefault(house.Lot.Id) : null;
        var super = house.Contacts(DemoPeople.AllCounty).First();
        return new ServiceCall
        {
            Id = dice.Id(created),
            TenantId = DemoPeople.AllCounty,
            CreatedAt = created,
            Kind = kind,
            Problem = Problem(kind, onSite: true),
            LotId = house.Lot.Id,
            BuilderId = house.Builder.Id,
            GroupId = group,
            BillToBuilderId = kind == ServiceCallKind.PayCall ? house.Builder.Id : null,
            ContactName = resident?.Name ?? super.Name,
            ContactPhone = resident is null ? super.Phone : resident.Phone,
            ContactEmail = resident?.Email,
        };
    }

    /// <summary>Who lives there is not who pays: a manager's customer has units, and somebody in them.</summary>
    private void AddUnit(ServiceCall call, Customer manager)
    {
        (call.ContactName, call.ContactPhone) = (names.Person(), names.WorkPhone());
        if (manager.Tags.Contains("property manager"))
        {
            var address = names.Address(manager.City);
            (call.Street, call.City, call.State, call.Zip) = (address.InSmallLetters, address.City, address.State, address.Zip);
        }

        if (manager.Name.Contains("Apartments", StringComparison.Ordinal) || manager.Tags.Count > 1)
        {
            (call.ProjectName, call.Building, call.Unit) = (manager.Name, dice.Pick(["A", "B", "C", "D"]), $"{dice.Between(1, 3)}0{dice.Between(1, 8)}");
        }
    }

    private DemoVisit WholeDays(DemoVisits visits, DateOnly day, DemoDays days)
    {
        var last = day.AddDays(dice.Between(0, 1));
        return visits.WholeDays(day, days.IsWorkday(last) ? last : day);
    }

    private DateTimeOffset Created(DateOnly day, DemoDays days)
    {
        var booked = day.AddDays(-dice.Between(1, 9));
        return days.InOffice(days.WorkdayBefore(booked < days.Today ? booked : days.From(-dice.Between(0, 4))), dice);
    }

    private string Problem(ServiceCallKind kind, bool onSite) => dice.Pick(DemoCallWords.Problems(kind, onSite)) + (kind == ServiceCallKind.Service && dice.Chance(45) ? " " + dice.Pick(DemoCallWords.More) : "");

    private bool LeftOpen(DateOnly day, DemoDays days) => day >= days.Today && dice.Chance(12);

    /// <summary>The service office's: letters of the surname and the initial, SampP.</summary>
    private static string Code(string name)
    {
        var words = name.Split(' ');
        var surname = words[Math.Min(1, words.Length - 1)];
        return surname[..Math.Min(CodeLetters, surname.Length)] + words[0][0];
    }

    private ServiceCallKind Roll(params (int Share, ServiceCallKind Kind)[] shares)
    {
        var roll = dice.Between(1, shares.Sum(s => s.Share));
        return shares.First(s => (roll -= s.Share) <= 0).Kind;
    }
}
