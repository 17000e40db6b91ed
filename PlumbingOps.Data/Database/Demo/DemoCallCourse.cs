using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>What became of a call by now: its technicians, its state, the to-dos and the codes.</summary>
internal sealed class DemoCallCourse(DemoDays days, DemoStaff staff, DemoDice dice)
{
    private const int FreshDays = 6;
    private static readonly TimeOnly WorkEnds = new(16, 0);

    private readonly DemoCallBilling billing = new(days, staff, dice);

    public void Run(ServiceCall call, DemoVisit? visit, string whom)
    {
        AddCodes(call);
        if (visit is null)
        {
            Wait(call, whom);
            return;
        }

        call.Technicians.AddRange(visit.Technicians.Select((id, n) => new CallTechnician { Id = dice.Id(call.CreatedAt), TenantId = call.TenantId, TechnicianId = id, IsPrimary = n == 0 }));
        call.Schedule(visit.StartsAt, visit.EndsAt, visit.AllDay);
        if (visit.EndsAt <= days.Now)
        {
            Past(call, visit);
        }
        else if (visit.StartsAt <= days.Now)
        {
            Present(call);
        }
        else
        {
            Future(call, visit);
        }

        billing.Bill(call);
        AddTasks(call, whom);
    }

    private void Wait(ServiceCall call, string whom)
    {
        if (dice.Chance(12))
        {
            call.Hold(dice.Pick(DemoCallWords.WhyHeld));
        }

        if (dice.Chance(50))
        {
            AddTask(call, CallTaskType.CallBackToSchedule, whom, days.From(dice.Between(-2, 3)));
        }
    }

    private void Past(ServiceCall call, DemoVisit visit)
    {
        var fresh = days.DayOf(visit.StartsAt) >= days.From(-FreshDays);
        switch (dice.Between(1, 100))
        {
            case <= 3:
                call.NoShow(dice.Pick(DemoCallWords.WhyNoShow));
                break;
            case <= 7:
                call.Cancel(dice.Pick(DemoCallWords.WhyCancelled));
                break;
            case <= 9:
                call.Hold(dice.Pick(DemoCallWords.WhyHeld));
                break;
            // Nobody said how it ended: late, and somebody has to ask.
            case <= 14 when fresh:
                call.Start();
                break;
            case <= 18 when fresh:
                break;
            default:
                call.Start();
                call.Complete(days.Now.ToUniversalTime(), Ended(visit));
                break;
        }
    }

    private DateTimeOffset Ended(DemoVisit visit)
    {
        var ended = visit.AllDay ? days.At(days.DayOf(visit.EndsAt.AddHours(-1)), WorkEnds) : visit.EndsAt.AddMinutes(dice.Between(-20, 45));
        return ended < days.Now ? ended : days.Now.ToUniversalTime();
    }

    private void Present(ServiceCall call)
    {
        if (call.Technicians.Count == 0)
        {
            return;
        }

        call.Dispatch();
        if (dice.Chance(85))
        {
            call.Start();
        }
    }

    private void Future(ServiceCall call, DemoVisit visit)
    {
        if (days.DayOf(visit.StartsAt) == days.Today)
        {
            if (call.Technicians.Count > 0 && dice.Chance(40))
            {
                call.Dispatch();
            }

            return;
        }

        switch (dice.Between(1, 100))
        {
            case <= 3:
                call.Cancel(dice.Pick(DemoCallWords.WhyCancelled));
                break;
            case <= 7:
                call.Hold(dice.Pick(DemoCallWords.WhyHeld));
                break;
        }
    }

    private void AddCodes(ServiceCall call)
    {
        if (dice.Chance(14))
        {
            call.AccessCodes.Add(new CallAccessCode { Id = dice.Id(call.CreatedAt), TenantId = call.TenantId, Label = dice.Pick(DemoCallWords.CodeLabels), Code = $"{(dice.Chance(30) ? "#" : "")}{dice.Between(0, 9999):0000}" });
        }
    }

    /// <summary>What the technician asked for on site, and what a visit needs beforehand.</summary>
    private void AddTasks(ServiceCall call, string whom)
    {
        var day = days.DayOf(call.StartsAt!.Value);
        if (call.Kind == ServiceCallKind.Repipe)
        {
            AddTask(call, CallTaskType.PullPermit, whom, days.Workday(day.AddDays(-4)));
        }

        if (call.Status != ServiceCallStatus.Completed)
        {
            if (call.Status == ServiceCallStatus.NoShow)
            {
                AddTask(call, CallTaskType.CallBackToSchedule, whom, days.Workday(day.AddDays(1)));
            }
            else if (dice.Chance(call.Status == ServiceCallStatus.Cancelled ? 50 : 18))
            {
                AddTask(call, CallTaskType.OrderParts, whom, days.Workday(day.AddDays(-dice.Between(1, 3))));
            }

            return;
        }

        if (call.Kind == ServiceCallKind.Estimate)
        {
            AddTask(call, dice.Chance(20) ? CallTaskType.PriceApproval : CallTaskType.SendBid, whom, days.Workday(day.AddDays(3)));
        }
        else if (dice.Chance(28))
        {
            var type = dice.Pick([CallTaskType.OrderParts, CallTaskType.CallBackToSchedule, CallTaskType.PullPermit, CallTaskType.WriteUpBilling, CallTaskType.Other]);
            AddTask(call, type, whom, days.Workday(day.AddDays(dice.Between(1, 5))));
        }
    }

    private void AddTask(ServiceCall call, CallTaskType type, string whom, DateOnly due)
    {
        var by = staff.Somebody(dice);
        var task = new CallTask { Id = dice.Id(call.CreatedAt), TenantId = call.TenantId, Type = type, Title = DemoCallWords.Title(type, whom), AssigneeId = by.UserId, DueDate = due };
        if (call.Status == ServiceCallStatus.Cancelled)
        {
            task.Cancel();
        }
        else if (due < days.From(-FreshDays) || (due < days.Today && dice.Chance(60)))
        {
            task.Complete(by, days.InOffice(due, dice));
        }
        else if (dice.Chance(20))
        {
            task.Start();
        }

        call.Tasks.Add(task);
    }
}
