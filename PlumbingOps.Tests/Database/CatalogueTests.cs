using Npgsql;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Database;

/// <summary>Rules every table, function and view must keep, asked of the database's own catalogue; each rule is broken once to show that it can be.</summary>
public sealed class CatalogueTests : IAsyncLifetime
{
    private TestDatabase database = null!;

    /// <summary>Rule → a query that names whatever breaks it.</summary>
    private static readonly Dictionary<string, string> Rules = new()
    {
        ["a table with a company has forced row-level security and the restrictive guard"] = """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'app' and c.relkind in ('r', 'p')
                and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
                and not (c.relrowsecurity and c.relforcerowsecurity and exists (
                    select from pg_policy p where p.polrelid = c.oid and not p.polpermissive and p.polcmd = '*' and p.polroles = '{0}'
                        and pg_get_expr(p.polqual, p.polrelid) like '%app.tenants()%' and pg_get_expr(p.polwithcheck, p.polrelid) like '%app.tenants()%'))
            """,
        ["every business table is in the history"] = """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'app' and c.relkind in ('r', 'p') and c.relname not in ('migrations', 'number_counters', 'import_rows', 'import_links', 'publish_attempts', 'account_limits', 'unassigned_calls',
                    'connection_requests', 'webhook_hints', 'webhook_counts', 'preflight_findings', 'recurring_runs',
                    'metric_readings', 'metric_values', 'dead_metrics', 'form_drafts', 'notifications', 'notification_queue', 'daily_summaries')
                and (select count(*) from pg_trigger t where t.tgrelid = c.oid and t.tgname in ('log_insert', 'log_update', 'log_delete') and t.tgenabled = 'O') < 3
            """,
        ["a function with its owner's rights has a fixed search path and is not everybody's"] = """
            select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname in ('app', 'history', 'identity', 'keys') and p.prosecdef
                and (not exists (select from unnest(p.proconfig) s where s like 'search_path=pg_catalog%') or has_function_privilege('public', p.oid, 'execute'))
            """,
        ["the application owns nothing and is no member of anybody"] = """
            select c.oid::regclass::text from pg_class c where c.relowner = 'plumbing_app'::regrole and c.relpersistence <> 't'
            union all select p.oid::regprocedure::text from pg_proc p where p.proowner = 'plumbing_app'::regrole
            union all select nspname from pg_namespace where nspowner = 'plumbing_app'::regrole
            union all select roleid::regrole::text from pg_auth_members where member = 'plumbing_app'::regrole
            union all select rolname from pg_roles where rolname = 'plumbing_app' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)
            """,
        ["the application changes rows and nothing else"] = """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('app', 'history', 'identity', 'keys') and c.relkind in ('r', 'p', 'v')
                and (has_table_privilege('plumbing_app', c.oid, 'truncate') or has_table_privilege('plumbing_app', c.oid, 'references') or has_table_privilege('plumbing_app', c.oid, 'trigger')
                    or n.nspname = 'history' and has_table_privilege('plumbing_app', c.oid, 'insert, update, delete'))
            union all select nspname from pg_namespace where has_schema_privilege('plumbing_app', oid, 'create') and nspname not like 'pg\_temp%'
            """,
        ["a view asks with its reader's rights"] = """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('app', 'history', 'identity') and (c.relkind = 'm' or c.relkind = 'v' and not coalesce(c.reloptions @> '{security_invoker=true}', false))
            """,
        ["a reference between two tables with a company carries the company"] = """
            select k.conrelid::regclass || ' ' || k.conname from pg_constraint k join pg_class f on f.oid = k.confrelid join pg_namespace n on n.oid = f.relnamespace
            where k.contype = 'f' and n.nspname = 'app'
                and exists (select from pg_attribute a where a.attrelid = k.confrelid and a.attname = 'tenant_id' and a.attnotnull)
                and exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'tenant_id')
                and not exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'tenant_id' and a.attnum = any (k.conkey))
            """,
    };

    public static TheoryData<string> AllRules => [.. Rules.Keys];

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Theory, MemberData(nameof(AllRules))]
    public async Task The_database_keeps_the_rule(string rule) => Assert.Empty(await BreachesAsync(rule, "select"));

    [Theory]
    [InlineData("a table with a company has forced row-level security and the restrictive guard", "create table app.leak (tenant_id text)", "app.leak")]
    [InlineData("a table with a company has forced row-level security and the restrictive guard", "alter table app.jobs no force row level security", "app.jobs")]
    [InlineData("a table with a company has forced row-level security and the restrictive guard", "alter table app.jobs disable row level security", "app.jobs")]
    [InlineData("a table with a company has forced row-level security and the restrictive guard", "drop policy guard on app.jobs", "app.jobs")]
    [InlineData("every business table is in the history", "create table app.secretly (id uuid)", "app.secretly")]
    [InlineData("every business table is in the history", "alter table app.jobs disable trigger log_update", "app.jobs")]
    [InlineData("a function with its owner's rights has a fixed search path and is not everybody's", "create function app.f() returns int language sql security definer as 'select 1'", "app.f()")]
    [InlineData("a function with its owner's rights has a fixed search path and is not everybody's", "grant execute on function app.find_customers(text, int) to public", "app.find_customers(text,integer)")]
    [InlineData("the application owns nothing and is no member of anybody", "alter table app.absences owner to plumbing_app", "app.absences")]
    [InlineData("the application owns nothing and is no member of anybody", "grant plumbing_search to plumbing_app", "plumbing_search")]
    [InlineData("the application changes rows and nothing else", "grant truncate on app.jobs to plumbing_app", "app.jobs")]
    [InlineData("the application changes rows and nothing else", "grant insert on history.changes to plumbing_app", "history.changes")]
    [InlineData("the application changes rows and nothing else", "grant create on schema app to plumbing_app", "app")]
    [InlineData("a view asks with its reader's rights", "create view app.peek as select * from app.jobs", "app.peek")]
    [InlineData("a view asks with its reader's rights", "create materialized view app.peek as select 1 as one", "app.peek")]
    [InlineData("a reference between two tables with a company carries the company",
        "create table app.loose (tenant_id text, job_id uuid constraint loose_job references app.jobs (id))", "app.loose loose_job")]
    public async Task A_broken_rule_is_noticed(string rule, string breach, string culprit) => Assert.Contains(culprit, await BreachesAsync(rule, breach));

    /// <summary>In a transaction that is given up, so that nothing stays broken.</summary>
    private async Task<IReadOnlyList<string>> BreachesAsync(string rule, string first)
    {
        await using var connection = new NpgsqlConnection(database.Connections.Admin);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var change = new NpgsqlCommand(first, connection, transaction))
        {
            await change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using var ask = new NpgsqlCommand(Rules[rule], connection, transaction);
        await using var reader = await ask.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var found = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }
}
