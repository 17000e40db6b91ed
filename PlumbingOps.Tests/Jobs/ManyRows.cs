using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Jobs;

/// <summary>In the order in which the rows are made.</summary>
public enum Kind { Builder = 1, Community = 2, Lot = 3, Technician = 4, Job = 5, Crew = 6, Customer = 7, Call = 8, CallTechnician = 9, JobTask = 10, CallTask = 11 }

/// <summary>200,000 jobs and as many calls of one company, made by the database itself without history and checks: only their plans matter.</summary>
public sealed class ManyRows : IAsyncLifetime
{
    private const string Fill = """
        set session_replication_role = replica;
        set synchronous_commit = off;
        create function pg_temp.key(kind int, n int) returns uuid language sql as $$ select (lpad(kind::text, 8, '0') || '-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid $$;
        insert into app.builders (id, name, warranty_months) select pg_temp.key(1, g), 'Builder ' || g, 12 from generate_series(1, 40) g;
        insert into app.communities (id, builder_id, name) select pg_temp.key(2, g), pg_temp.key(1, 1 + g % 40), 'Community ' || g from generate_series(1, 400) g;
        insert into app.lots (id, community_id, number, street, search)
            select pg_temp.key(3, g), pg_temp.key(2, 1 + g % 400), (g / 400)::text, g || ' Alder Lane', lower('builder ' || 1 + g % 40 || ' community ' || 1 + g % 400 || ' lot ' || g / 400 || ' ' || g || ' alder lane')
            from generate_series(1, 40000) g;
        insert into app.technicians (id, tenant_id, name, is_active) select pg_temp.key(4, g), 'all_county', 'Tech ' || g, true from generate_series(1, 30) g;
        insert into app.jobs (id, tenant_id, number, lot_id, phase, status, start_date, end_date, completed_on)
            select pg_temp.key(5, g), 'all_county', 5000 + g, pg_temp.key(3, 1 + g / 5), (array['Groundwork', 'PostAndBeam', 'TopOut', 'Trim', 'Final'])[1 + g % 5],
                case when day < date '2026-03-10' then 'Completed' when g % 50 = 0 then 'OnHold' else 'Scheduled' end, day, day + g % 6, case when day < date '2026-03-10' then day + g % 6 end
            from generate_series(0, 199999) g cross join lateral (select date '2021-06-01' + (g * 7919 % 1840) as day) d;
        insert into app.job_crew (id, tenant_id, job_id, technician_id) select pg_temp.key(6, g), 'all_county', pg_temp.key(5, g), pg_temp.key(4, 1 + g % 30) from generate_series(0, 199999) g where g % 20 <> 0;
        insert into app.customers (id, tenant_id, name, phone, street, created_at, tags, do_not_service)
            select pg_temp.key(7, g), 'all_county', 'Customer ' || g, '(360) 555-' || lpad((g % 10000)::text, 4, '0'), g || ' Birch Court', now(), '{}', false from generate_series(1, 20000) g;
        insert into app.service_calls (id, tenant_id, number, kind, status, priority, customer_id, problem, starts_at, ends_at, all_day, completed_at, payment_status, write_up, paperwork_turned_in, created_at)
            select pg_temp.key(8, g), 'all_county', 5000 + g, (array['Service', 'Warranty', 'Estimate', 'GoBack'])[1 + g % 4],
                case when at < timestamptz '2026-03-15' then 'Completed' else 'Scheduled' end, 'Normal', pg_temp.key(7, 1 + g % 20000), 'Leak number ' || g || ' under the sink', at, at + interval '1 hour', false,
                case when at < timestamptz '2026-03-15' then at end, case when g % 40 = 0 then 'Unpaid' else 'Paid' end, case when g % 50 = 0 then 'NeedsWriteUp' else 'WrittenUp' end, g % 60 <> 0, at
            from generate_series(0, 199999) g cross join lateral (select timestamptz '2021-06-01 15:00+00' + (g * 7919 % 42000) * interval '1 hour' as at) a;
        insert into app.call_technicians (id, tenant_id, service_call_id, technician_id, is_primary)
            select pg_temp.key(9, g), 'all_county', pg_temp.key(8, g), pg_temp.key(4, 1 + g % 30), true from generate_series(0, 199999) g where g % 20 <> 0;
        insert into app.job_tasks (id, tenant_id, job_id, title, status, due_date)
            select pg_temp.key(10, g), 'all_county', pg_temp.key(5, g), 'Task ' || g, case when g % 10 = 0 then 'Pending' else 'Completed' end, case when g % 30 <> 0 then date '2026-03-18' + (g % 400 - 100) end
            from generate_series(0, 49999) g;
        insert into app.call_tasks (id, tenant_id, service_call_id, type, title, status, due_date)
            select pg_temp.key(11, g), 'all_county', pg_temp.key(8, g), 'OrderParts', 'Task ' || g, case when g % 10 = 0 then 'Pending' else 'Completed' end, case when g % 30 <> 0 then date '2026-03-18' + (g % 400 - 100) end
            from generate_series(0, 49999) g;
        insert into app.unassigned_calls (tenant_id, service_call_id) select 'all_county', pg_temp.key(8, g) from generate_series(0, 199999) g where g % 20 = 0;
        analyze;
        """;

    public TestOffice Office { get; private set; } = null!;

    /// <summary>The id of the n-th row of its kind, as pg_temp.key makes it.</summary>
    public static Guid Key(Kind kind, int n) => Guid.Parse($"{(int)kind:00000000}-0000-4000-8000-{n:000000000000}");

    public async ValueTask InitializeAsync()
    {
        Office = await TestOffice.OpenAsync();
        await Sql.RunAsync(Office.Connections.Admin! + ";Command Timeout=120", Fill);
    }

    public ValueTask DisposeAsync() => Office.DisposeAsync();
}
