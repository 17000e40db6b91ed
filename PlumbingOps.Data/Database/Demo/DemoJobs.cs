using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>The construction jobs of All County: each planned phase as a job, brought by its own verbs to where it stands today.</summary>
internal sealed class DemoJobs
{
    private const int KeptForVisits = 2;
    private const int SoonDays = 12;
    private static readonly TimeOnly CrewsStart = new(7, 30);
    private static readonly TimeOnly CrewsGoHome = new(16, 0);

    private static readonly string[] Notes =
    [
        "Move the powder room stub out 6 inches to the left.", "Bring extra nail plates.", "Install the trap primer in the garage.", "Owner chose the freestanding tub, rough it in accordingly.",
        "Gas to the range and to the patio.", "Water is on a jumper until the meter is set.", "Sump pit in the crawl space, see sheet P2.", "Second laundry upstairs: drain pan with its own line.",
        "Sewer is shallow on this lot, check the fall before you glue.", "Softener loop in the garage.", "Recirculation line as on lot plan, pump by the tank.", "Pour is at 7 the morning after, has to be inspected the day before.",
        "Two hose bibs on the north side.", "Backing for grab bars in the primary shower.", "Super wants the test left on over the weekend.", "Park on the street, the driveway was just poured.",
    ];

    private static readonly string[] HoldReasons =
    [
        "Waiting for the framer", "Failed inspection, builder has to fix the backing", "Builder changed the plan", "Slab not poured yet", "Tub is on back order", "No water meter yet", "Builder is behind on payment",
    ];

    private static readonly string[] CancelReasons = ["Booked for the wrong lot", "Builder moved the pour", "House not ready, booked anew", "Rained out"];

    private static readonly string[] OfficeTasks =
    [
        "Confirm the start with the superintendent", "Order the tub and valves", "Call in the inspection", "Send the change order", "Get the signed plan back", "Check the fixture list against the options",
    ];

    private readonly DemoDays days;
    private readonly DemoDice dice;
    private readonly DemoNames names;
    private readonly DemoBookings bookings;
    private readonly DemoStaff staff;

    public DemoJobs(IEnumerable<PlannedJob> planned, DemoBookings bookings, DemoStaff staff, DemoNames names, DemoDays days, DemoDice dice)
    {
        (this.days, this.dice, this.names, this.bookings, this.staff) = (days, dice, names, bookings, staff);
        foreach (var plan in planned.OrderBy(p => p.Start ?? DateOnly.MaxValue))
        {
            Add(plan);
        }
    }

    public List<Job> Jobs { get; } = [];
    public List<JobAccessCode> AccessCodes { get; } = [];

    private void Add(PlannedJob plan)
    {
        var booked = plan.Start?.AddDays(-dice.Between(8, 18)) ?? days.From(-dice.Between(1, 12));
        var created = days.InOffice(booked < days.Today ? booked : days.From(-dice.Between(0, 6)), dice);
        var by = staff.Somebody(dice);
        var job = new Job
        {
            Id = dice.Id(created),
            TenantId = DemoPeople.AllCounty,
            LotId = plan.House.Lot.Id,
            Phase = plan.Phase,
            OfficeOwnerId = by.UserId,
            Notes = dice.Chance(35) ? dice.Pick(Notes) : null,
        };
        job.Schedule(plan.Start, plan.End);
        AddCrew(job, plan.Fate);
        Bring(job, plan.Fate);
        AddTasks(job, by, created);
        AddContacts(job, plan.House, created);
        Jobs.Add(job);
        if (plan.Fate == JobFate.BookedAnew)
        {
            Add(plan with { Start = days.Workday(plan.Start!.Value.AddDays(7)), End = days.Workday(plan.Start!.Value.AddDays(7)), Fate = JobFate.InTime });
        }
    }

    private void AddCrew(Job job, JobFate fate)
    {
        if (job is not { StartDate: { } first, EndDate: { } last } || fate == JobFate.BookedAnew || (first > days.From(SoonDays) && dice.Chance(20)) || (first > days.Today && dice.Chance(8)))
        {
            return;
        }

        var many = job.Phase is JobPhase.TopOut or JobPhase.Trim ? 2 : dice.Between(1, 2);
        var crew = bookings.TakeDays(first, last, many, KeptForVisits);
        if (crew.Count == 0)
        {
            crew = bookings.AtWork(first, last);
        }

        job.Crew.AddRange(crew.Select(t => new JobCrew { Id = dice.Id(days.Now), TenantId = job.TenantId, TechnicianId = t }));
    }

    private void Bring(Job job, JobFate fate)
    {
        switch (fate)
        {
            case JobFate.Late when dice.Chance(60):
            case JobFate.HeldInTheMiddle:
                job.Start();
                break;
            case JobFate.BookedAnew:
                job.Cancel(dice.Pick(CancelReasons));
                break;
            case JobFate.InTime when job is { StartDate: { } first, EndDate: { } last } && first <= days.Today:
                Work(job, first, last);
                break;
        }

        if (fate is JobFate.Held or JobFate.HeldInTheMiddle)
        {
            job.Hold(dice.Pick(HoldReasons));
        }
    }

    private void Work(Job job, DateOnly first, DateOnly last)
    {
        if (first == days.Today && (days.Clock < CrewsStart || dice.Chance(20)))
        {
            return;
        }

        job.Start();
        if (last < days.Today)
        {
            var done = dice.Chance(12) ? days.Workday(last.AddDays(1)) : last;
            job.Complete(days.Today, done < days.Today ? done : last);
        }
        else if (last == days.Today && days.Clock > CrewsGoHome)
        {
            job.Complete(days.Today);
        }
    }

    /// <summary>What the phase brings, and now and then one more. Done when work began, mostly.</summary>
    private void AddTasks(Job job, Actor by, DateTimeOffset created)
    {
        var titles = PhaseTasks.Of(job.Phase).ToList();
        if (job.Status == JobStatus.Cancelled || (job.IsOpen && dice.Chance(22)))
        {
            titles.Add(dice.Pick(OfficeTasks));
        }

        foreach (var title in titles)
        {
            DateOnly? due = job.StartDate is { } start ? days.WorkdayBefore(start.AddDays(-dice.Between(1, 4))) : null;
            var task = new JobTask { Id = dice.Id(created), TenantId = job.TenantId, Title = title, AssigneeId = job.OfficeOwnerId, DueDate = due };
            if (!job.IsOpen || (due < days.Today && dice.Chance(85)))
            {
                Finish(task, job, by, due);
            }
            else if (dice.Chance(15))
            {
                task.Start();
            }

            job.Tasks.Add(task);
        }
    }

    private void Finish(JobTask task, Job job, Actor by, DateOnly? due)
    {
        if (job.Status == JobStatus.Cancelled)
        {
            task.Cancel();
            return;
        }

        task.Complete(by, days.InOffice(due < days.Today ? due.Value : days.Today, dice));
    }

    private void AddContacts(Job job, DemoHouse house, DateTimeOffset created)
    {
        var contacts = house.Contacts(job.TenantId).ToList();
        if (!job.IsOpen && dice.Chance(70))
        {
            return;
        }

        var super = contacts[0];
        job.Contacts.Add(new JobContact { Id = dice.Id(created), TenantId = job.TenantId, BuilderContactId = super.Id, RoleOnJob = super.Role });
        if (dice.Chance(30))
        {
            job.Contacts.Add(new JobContact { Id = dice.Id(created), TenantId = job.TenantId, BuilderContactId = contacts[1].Id, RoleOnJob = "Change orders" });
        }

        if (job.IsOpen && dice.Chance(25))
        {
            (job.ContactName, job.ContactPhone) = (names.FirstName() + ", site lead", names.WorkPhone());
        }

        if (job.IsOpen && job.Phase is JobPhase.Trim or JobPhase.Final && dice.Chance(40))
        {
            AccessCodes.Add(new JobAccessCode { Id = dice.Id(created), TenantId = job.TenantId, JobId = job.Id, Label = "Lockbox, front door", Code = $"{dice.Between(0, 9999):0000}" });
        }
    }
}
