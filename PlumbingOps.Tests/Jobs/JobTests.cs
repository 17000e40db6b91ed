using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Tests.Jobs;

public class JobTests
{
    private static readonly DateOnly Today = new(2026, 3, 18);

    /// <summary>DOMAIN 3.2, written out: rows are states, columns verbs; the cell is the state afterwards, "-" a refusal.</summary>
    private static readonly Dictionary<JobStatus, string[]> Expected = new()
    {
        //                          Schedule      Start         Hold      Resume       Complete     Reopen        Cancel
        [JobStatus.New] = ["Scheduled", "InProgress", "OnHold", "-", "Completed", "-", "Cancelled"],
        [JobStatus.Scheduled] = ["Scheduled", "InProgress", "OnHold", "-", "Completed", "-", "Cancelled"],
        [JobStatus.InProgress] = ["InProgress", "-", "OnHold", "-", "Completed", "-", "Cancelled"],
        [JobStatus.OnHold] = ["OnHold", "-", "-", "Scheduled", "Completed", "-", "Cancelled"],
        [JobStatus.Completed] = ["-", "-", "-", "-", "-", "InProgress", "Cancelled"],
        [JobStatus.Cancelled] = ["-", "-", "-", "-", "-", "-", "-"],
    };

    public static TheoryData<JobStatus, JobVerb> EveryStateAndVerb()
    {
        var data = new TheoryData<JobStatus, JobVerb>();
        foreach (var status in Enum.GetValues<JobStatus>())
        {
            foreach (var verb in Enum.GetValues<JobVerb>())
            {
                data.Add(status, verb);
            }
        }

        return data;
    }

    [Theory, MemberData(nameof(EveryStateAndVerb))]
    public void Every_verb_is_legal_exactly_where_the_table_says(JobStatus from, JobVerb verb)
    {
        var job = JobIn(from);
        var expected = Expected[from][(int)verb];

        if (expected == "-")
        {
            var refusal = Assert.Throws<RuleException>(() => Do(job, verb));
            Assert.Equal($"The job is {from.InWords()}: it cannot be {verb.InWords()}.", refusal.Message);
            Assert.Equal(from, job.Status);
        }
        else
        {
            Do(job, verb);
            Assert.Equal(expected, job.Status.ToString());
        }

        Assert.Equal(expected != "-", verb.From().Contains(from));
    }

    [Fact]
    public void A_held_job_goes_back_to_where_it_was()
    {
        var job = JobIn(JobStatus.InProgress);
        job.Hold("No drywall");
        job.Resume();
        Assert.Equal((JobStatus.InProgress, null), (job.Status, job.StatusReason));

        var fresh = JobIn(JobStatus.New);
        fresh.Hold("No plans");
        fresh.Schedule(Today, null);
        fresh.Resume();
        Assert.Equal(JobStatus.Scheduled, fresh.Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void Holding_and_cancelling_say_why(string? reason)
    {
        Assert.Throws<RuleException>(() => JobIn(JobStatus.Scheduled).Hold(reason));
        Assert.Throws<RuleException>(() => JobIn(JobStatus.Scheduled).Cancel(reason));
    }

    [Fact]
    public void Days_make_a_new_job_scheduled_and_no_days_make_it_new_again()
    {
        var job = JobIn(JobStatus.New);
        job.Schedule(Today, null);
        Assert.Equal((JobStatus.Scheduled, Today), (job.Status, job.EndDate!.Value));

        job.Schedule(null, null);
        Assert.Equal((JobStatus.New, null), (job.Status, job.EndDate));
    }

    [Fact]
    public void Days_that_contradict_each_other_are_refused_at_their_field()
    {
        var job = JobIn(JobStatus.New);

        Assert.Equal(nameof(Job.EndDate), Assert.Throws<RuleException>(() => job.Schedule(Today, Today.AddDays(-1))).Field);
        Assert.Equal(nameof(Job.StartDate), Assert.Throws<RuleException>(() => job.Schedule(null, Today)).Field);
        Assert.Equal("That is 367 days. Is the year right?", Assert.Throws<RuleException>(() => job.Schedule(Today, Today.AddDays(366))).Message);
    }

    [Fact]
    public void The_completion_day_is_today_unless_another_is_given_and_never_in_the_future()
    {
        var job = JobIn(JobStatus.Scheduled);
        Assert.Throws<RuleException>(() => job.Complete(Today, Today.AddDays(1)));
        job.Complete(Today);
        Assert.Equal(Today, job.CompletedOn);

        job.CorrectCompletion(Today.AddDays(-3), Today);
        Assert.Equal(Today.AddDays(-3), job.CompletedOn);
        Assert.Throws<RuleException>(() => job.CorrectCompletion(null, Today));
        Assert.Throws<RuleException>(() => JobIn(JobStatus.Scheduled).CorrectCompletion(Today, Today));
    }

    [Fact]
    public void An_archived_job_hears_no_verb_until_it_is_restored()
    {
        var job = JobIn(JobStatus.Scheduled);
        job.Archive(DateTimeOffset.UnixEpoch);
        foreach (var verb in Enum.GetValues<JobVerb>())
        {
            Assert.Equal("The job is archived: restore it first.", Assert.Throws<RuleException>(() => Do(job, verb)).Message);
        }

        job.Restore();
        job.Start();
        Assert.Throws<RuleException>(job.Restore);
    }

    [Theory]
    [InlineData("2025-11-18", 12, "2026-11-17")]
    [InlineData("2024-02-29", 12, "2025-02-28")]
    [InlineData("2023-02-28", 12, "2024-02-27")]
    [InlineData("2023-03-01", 12, "2024-02-29")]
    [InlineData("2025-08-31", 6, "2026-02-28")]
    [InlineData("2025-01-01", 24, "2026-12-31")]
    public void The_warranty_covers_whole_months(string start, int months, string last) =>
        Assert.Equal(DateOnly.ParseExact(last, "yyyy-MM-dd"), WarrantyRule.LastDay(DateOnly.ParseExact(start, "yyyy-MM-dd"), months));

    [Theory]
    [InlineData("2026-03-20", 1, false, "2026-03-21")]
    [InlineData("2026-03-20", 1, true, "2026-03-23")]
    [InlineData("2026-03-21", 1, true, "2026-03-23")]
    [InlineData("2026-03-23", -1, true, "2026-03-20")]
    [InlineData("2026-03-22", -1, true, "2026-03-20")]
    [InlineData("2026-03-18", 10, true, "2026-04-01")]
    [InlineData("2026-12-31", 1, false, "2027-01-01")]
    public void A_shift_counts_calendar_days_or_working_days(string day, int days, bool working, string moved) =>
        Assert.Equal(DateOnly.ParseExact(moved, "yyyy-MM-dd"), new JobShift(days, working).Move(DateOnly.ParseExact(day, "yyyy-MM-dd")));

    private static Job JobIn(JobStatus status)
    {
        var job = new Job { TenantId = "all_county", Phase = JobPhase.TopOut };
        if (status != JobStatus.New)
        {
            job.Schedule(Today, Today);
        }

        switch (status)
        {
            case JobStatus.InProgress: job.Start(); break;
            case JobStatus.OnHold: job.Hold("No drywall"); break;
            case JobStatus.Completed: job.Complete(Today); break;
            case JobStatus.Cancelled: job.Cancel("Wrong lot"); break;
        }

        return job;
    }

    private static void Do(Job job, JobVerb verb)
    {
        switch (verb)
        {
            case JobVerb.Schedule: job.Schedule(Today.AddDays(1), Today.AddDays(2)); break;
            case JobVerb.Start: job.Start(); break;
            case JobVerb.Hold: job.Hold("No drywall"); break;
            case JobVerb.Resume: job.Resume(); break;
            case JobVerb.Complete: job.Complete(Today); break;
            case JobVerb.Reopen: job.Reopen(); break;
            case JobVerb.Cancel: job.Cancel("Wrong lot"); break;
        }
    }
}
