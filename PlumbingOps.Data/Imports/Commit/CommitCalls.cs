using PlumbingOps.Data.Database;
using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.Imports;

/// <summary>Writes the visits of a batch: one call for each lot and each day of a series, with technicians, contact and codes.</summary>
internal sealed class CommitCalls(AppDbContext db, CommitPlaces places, CommitPeople people, CommitCustomers customers, VisitOwner owner, LocalClock clock, CancellationToken cancellationToken)
{
    /// <summary>A day without a time was completed in the middle of it.</summary>
    private static readonly TimeSpan Noon = TimeSpan.FromHours(12);

    public List<(Verdict Entry, Guid Call, string Tenant, int Number)> Made { get; } = [];

    public async Task WriteAsync(IEnumerable<Verdict> entries, IReadOnlyDictionary<int, RowSecrets> secrets, DateTimeOffset now)
    {
        var calls = entries.SelectMany(e => Planned(e, secrets[e.Row.Row])).ToList();
        await NumberAsync(calls.Where(c => !c.IsKnown).ToList());
        await InsertAsync(calls.Where(c => !c.IsKnown).ToList(), now);
        await UpdateAsync(calls.Where(c => c.IsKnown).ToList(), now);
        await WriteTechniciansAsync(calls);
        await WriteCodesAsync(calls);
        Made.AddRange(calls.Select(c => (c.Entry, c.Id, c.Tenant, c.Number)));
    }

    private IEnumerable<PlannedCall> Planned(Verdict entry, RowSecrets secrets)
    {
        var row = entry.Row;
        var lots = Places.Of(row).Select(p => (Guid?)places.Lot(p)).DefaultIfEmpty(null).ToList();
        List<(DateTimeOffset? Start, DateTimeOffset? End, bool AllDay)> times = row.Visits.Count > 0 && !entry.AsVisit
            ? row.Visits.Select(v => ((DateTimeOffset?)At(v.StartUtc), (DateTimeOffset?)At(v.EndUtc), false)).ToList()
            : [Times(row)];
        var earlier = entry.Outcome == RowOutcome.Changed ? entry.Records : [];
        var group = lots.Count * times.Count > 1 && earlier.Count == 0 ? Guid.CreateVersion7() : (Guid?)null;
        var i = 0;
        foreach (var time in times)
        {
            foreach (var lot in lots)
            {
                var known = i < earlier.Count ? earlier[i] : null;
                yield return new PlannedCall(entry, known?.EntityId ?? Guid.CreateVersion7(), known?.EntityTenantId ?? owner.Of(row), known is not null)
                {
                    Number = known is { Label: ['C', '-', .. var number] } && int.TryParse(number, out var n) ? n : 0,
                    Lot = lot,
                    Group = group,
                    StartsAt = time.Start,
                    EndsAt = time.End,
                    AllDay = time.AllDay,
                    Secrets = secrets,
                };
                i++;
            }
        }
    }

    private (DateTimeOffset? Start, DateTimeOffset? End, bool AllDay) Times(RowProposal row)
    {
        if (!row.AllDay && !row.Placeholder && row.StartUtc is { } start)
        {
            return (At(start), row.EndUtc is { } end && end >= start ? At(end) : null, false);
        }
        return (Midnight(row.StartDate!.Value), Midnight(row.EndDate!.Value.AddDays(1)), true);
    }

    private DateTimeOffset Midnight(DateOnly day) => At(clock.Read(new CalendarTime(day.ToDateTime(TimeOnly.MinValue), null, false)).Utc);

    private static DateTimeOffset At(DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Utc));

    private async Task NumberAsync(List<PlannedCall> calls)
    {
        foreach (var company in calls.GroupBy(c => c.Tenant))
        {
            var next = await db.AskAsync<int>("select app.take_numbers($1, 'service_call', $2)", [company.Key, company.Count()], cancellationToken);
            foreach (var call in company)
            {
                call.Number = next++;
            }
        }
    }

    private Task InsertAsync(List<PlannedCall> calls, DateTimeOffset now) => calls.Count == 0 ? Task.CompletedTask : db.RunAsync(
        $"""
        insert into app.service_calls (id, tenant_id, number, kind, status, priority, customer_id, lot_id, builder_id, group_id, problem, notes, contact_name, contact_phone, contact_email,
            project_name, street, city, state, zip, building, unit, starts_at, ends_at, all_day, completed_at, paperwork_turned_in, customer_code, estimate_number, created_at)
        select n.id, n.tenant_id, n.number, n.kind, n.status, 'Normal', n.customer_id, n.lot_id, n.builder_id, n.group_id, n.problem, n.notes, n.contact_name, n.contact_phone, n.contact_email,
            n.project_name, n.street, n.city, n.state, n.zip, n.building, n.unit, n.starts_at, n.ends_at, n.all_day, n.completed_at, n.paperwork, n.customer_code, n.estimate_number, $1
        from {Unnested}
        """,
        [now, .. Columns(calls, now)], cancellationToken);

    /// <summary>Only what the calendar says: an empty cell takes nothing away.</summary>
    private Task UpdateAsync(List<PlannedCall> calls, DateTimeOffset now) => calls.Count == 0 ? Task.CompletedTask : db.RunAsync(
        $"""
        update app.service_calls c set kind = n.kind, status = n.status, customer_id = coalesce(c.customer_id, n.customer_id), lot_id = n.lot_id, builder_id = coalesce(n.builder_id, c.builder_id),
            problem = n.problem, notes = coalesce(n.notes, c.notes), contact_name = coalesce(n.contact_name, c.contact_name), contact_phone = coalesce(n.contact_phone, c.contact_phone),
            contact_email = coalesce(n.contact_email, c.contact_email), project_name = coalesce(n.project_name, c.project_name), street = coalesce(n.street, c.street), city = coalesce(n.city, c.city),
            state = coalesce(n.state, c.state), zip = coalesce(n.zip, c.zip), building = coalesce(n.building, c.building), unit = coalesce(n.unit, c.unit), starts_at = n.starts_at, ends_at = n.ends_at,
            all_day = n.all_day, completed_at = n.completed_at, paperwork_turned_in = c.paperwork_turned_in or n.paperwork, customer_code = coalesce(n.customer_code, c.customer_code),
            estimate_number = coalesce(n.estimate_number, c.estimate_number)
        from {Unnested}
        where c.tenant_id = n.tenant_id and c.id = n.id and $1::timestamptz is not null
        """,
        [now, .. Columns(calls, now)], cancellationToken);

    private const string Unnested = """
        unnest($2::uuid[], $3::text[], $4::int[], $5::text[], $6::text[], $7::uuid[], $8::uuid[], $9::uuid[], $10::uuid[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[],
            $17::text[], $18::text[], $19::text[], $20::text[], $21::text[], $22::text[], $23::timestamptz[], $24::timestamptz[], $25::boolean[], $26::timestamptz[], $27::boolean[], $28::text[], $29::int[])
            n (id, tenant_id, number, kind, status, customer_id, lot_id, builder_id, group_id, problem, notes, contact_name, contact_phone, contact_email, project_name,
                street, city, state, zip, building, unit, starts_at, ends_at, all_day, completed_at, paperwork, customer_code, estimate_number)
        """;

    private object?[] Columns(List<PlannedCall> calls, DateTimeOffset now)
    {
        T[] Each<T>(Func<PlannedCall, T> value) => [.. calls.Select(value)];
        // A call of a lot is at the lot's address; only elsewhere the call has its own.
        ImportAddress Where(PlannedCall call) => call.Lot is null ? call.Entry.Row.Address : ImportAddress.None;
        return
        [
            Each(c => c.Id), Each(c => c.Tenant), Each(c => c.Number), Each(c => (c.Entry.AsVisit ? ServiceCallKind.Other : c.Entry.Row.CallKind()).ToString()),
            Each(c => (c.Entry.Row.Completed ? ServiceCallStatus.Completed : ServiceCallStatus.Scheduled).ToString()),
            Each(c => c.Lot is null ? customers.Of(c.Entry.Row) : null), Each(c => c.Lot), Each(c => places.Builder(c.Entry.Row.Builder)), Each(c => c.Group),
            Each(c => CommitText.Problem(c.Entry.Row)), Each(c => CommitText.CallNotes(c.Entry.Row, c.Secrets)),
            Each(c => CommitPlaces.Cut(c.Secrets.ContactName, 120)), Each(c => c.Secrets.Phones.Count > 0 ? CommitText.Phone(c.Secrets.Phones[0]) : null), Each(c => CommitPlaces.Cut(c.Secrets.Email, 120)),
            Each(c => CommitPlaces.Cut(Project(c), 120)), Each(c => CommitPlaces.Cut(Where(c).Street, 120)), Each(c => CommitPlaces.Cut(Where(c).City, 60)),
            Each(c => CommitPlaces.State(Where(c).State)), Each(c => CommitPlaces.Cut(Where(c).Zip, 10)),
            Each(c => CommitPlaces.Cut(c.Entry.Row.Building, 30)), Each(c => CommitPlaces.Cut(c.Entry.Row.Unit, 30)), Each(c => c.StartsAt), Each(c => c.EndsAt), Each(c => c.AllDay),
            Each(c => c.CompletedAt(now)), Each(c => c.Entry.Row.PaperworkTurnedIn), Each(c => CommitPlaces.Cut(c.Entry.Row.CustomerCode, 20)), Each(c => c.Entry.Row.EstimateNumber),
        ];
    }

    /// <summary>Without lot, street and customer a call must still say where it is.</summary>
    private string? Project(PlannedCall call)
    {
        var row = call.Entry.Row;
        return call.Lot is not null ? null
            : row.Project ?? row.Community ?? (row.Address.Street is null && customers.Of(row) is null ? row.Title : null);
    }

    private async Task WriteTechniciansAsync(List<PlannedCall> calls)
    {
        var assigned = calls.SelectMany(c => people.Of(c.Tenant, c.Entry.Row.Technicians).Select((t, i) => (Call: c, Technician: t, IsPrimary: i == 0))).ToList();
        var replaced = assigned.Where(a => a.Call.IsKnown).Select(a => a.Call.Id).Distinct().ToArray();
        if (replaced.Length > 0)
        {
            await db.RunAsync(
                """
                delete from app.call_technicians t where t.service_call_id = any ($1)
                    and not exists (select from unnest($2::uuid[], $3::uuid[], $4::boolean[]) n (call_id, technician_id, is_primary)
                        where n.call_id = t.service_call_id and n.technician_id = t.technician_id and n.is_primary = t.is_primary)
                """,
                [replaced, assigned.Select(a => a.Call.Id).ToArray(), assigned.Select(a => a.Technician).ToArray(), assigned.Select(a => a.IsPrimary).ToArray()], cancellationToken);
        }
        await db.RunAsync(
            """
            insert into app.call_technicians (id, tenant_id, service_call_id, technician_id, is_primary)
            select gen_random_uuid(), n.tenant_id, n.call_id, n.technician_id, n.is_primary from unnest($1::text[], $2::uuid[], $3::uuid[], $4::boolean[]) n (tenant_id, call_id, technician_id, is_primary)
            on conflict (tenant_id, service_call_id, technician_id) do nothing
            """,
            [assigned.Select(a => a.Call.Tenant).ToArray(), assigned.Select(a => a.Call.Id).ToArray(), assigned.Select(a => a.Technician).ToArray(), assigned.Select(a => a.IsPrimary).ToArray()], cancellationToken);
    }

    private async Task WriteCodesAsync(List<PlannedCall> calls)
    {
        var codes = calls.SelectMany(c => c.Secrets.Codes.Distinct().Select(code => (Call: c, Code: CommitPlaces.Cut(code, 60)))).ToList();
        if (codes.Count > 0)
        {
            await db.RunAsync(
                """
                insert into app.call_access_codes (id, tenant_id, service_call_id, code)
                select gen_random_uuid(), n.tenant_id, n.call_id, n.code from unnest($1::text[], $2::uuid[], $3::text[]) n (tenant_id, call_id, code)
                where not exists (select from app.call_access_codes c where c.tenant_id = n.tenant_id and c.service_call_id = n.call_id and c.code = n.code)
                """,
                [codes.Select(c => c.Call.Tenant).ToArray(), codes.Select(c => c.Call.Id).ToArray(), codes.Select(c => c.Code).ToArray()], cancellationToken);
        }
    }

    private sealed class PlannedCall(Verdict entry, Guid id, string tenant, bool isKnown)
    {
        public Verdict Entry { get; } = entry;
        public Guid Id { get; } = id;
        public string Tenant { get; } = tenant;
        public bool IsKnown { get; } = isKnown;
        public int Number { get; set; }
        public Guid? Lot { get; init; }
        public Guid? Group { get; init; }
        public DateTimeOffset? StartsAt { get; init; }
        public DateTimeOffset? EndsAt { get; init; }
        public bool AllDay { get; init; }
        public required RowSecrets Secrets { get; init; }

        /// <summary>The end of the visit; nothing was completed at a moment that has not come.</summary>
        public DateTimeOffset? CompletedAt(DateTimeOffset now)
        {
            if (!Entry.Row.Completed)
            {
                return null;
            }
            var at = AllDay && EndsAt is { } midnight ? midnight - Noon : EndsAt ?? StartsAt ?? now;
            return at > now ? now : at;
        }
    }
}
