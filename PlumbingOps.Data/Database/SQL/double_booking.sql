-- Nobody is at two places at once. Each technician of a call carries the time the visit takes from the person; two such times of one person exclude each
-- other, unless the later booking says why. A person who works for two companies is one person.
--
-- What takes no time: calls that are new, on hold, over or archived, and calls for a whole day, which say no hour.

-- When, whose, and whether the reason is needed: kept by the database alone, whatever path the change comes by. A reason that is given for nothing is not kept,
-- and one that was given for another time is no reason for this one.
-- Plans are kept: an import writes fifty thousand rows, and the plan of the first must do for the last.
create function app.busy_row() returns trigger language plpgsql set plan_cache_mode = auto set enable_seqscan = off
as $$
declare
    why text := nullif(current_setting('app.overlap_reason', true), '');
    renewed boolean;
begin
    -- A calendar that books somebody twice did so; it is brought in as it is, and says so.
    if why is null and current_setting('app.source', true) in ('Import', 'Setup') then
        why := 'Booked so in the calendar it came from';
    end if;
    select coalesce(t.user_id, t.id) into new.person_id from app.technicians t where t.tenant_id = new.tenant_id and t.id = new.technician_id;
    select c.starts_at, case when c.ends_at > c.starts_at then c.ends_at else c.starts_at + interval '1 hour' end
    into new.busy_from, new.busy_to
    from app.service_calls c
    where c.tenant_id = new.tenant_id and c.id = new.service_call_id
        and c.status in ('Scheduled', 'Dispatched', 'InProgress') and c.archived_at is null and not c.all_day and c.starts_at is not null;
    if new.busy_from is null then
        return new;
    end if;
    -- Written with the row itself, as when a change is taken back, a reason stands.
    if tg_op = 'INSERT' then
        renewed := new.overlap_reason is null;
    else
        renewed := new.overlap_reason is not distinct from old.overlap_reason and (new.busy_from, new.busy_to, new.person_id) is distinct from (old.busy_from, old.busy_to, old.person_id);
    end if;
    if renewed then
        new.overlap_reason := case when why is not null and app.is_elsewhere(new.person_id, new.service_call_id, new.busy_from, new.busy_to) then why end;
    end if;
    return new;
end
$$;

-- Whether the person is busy with another call then. No visit lasts longer than two months, which bounds how far back the index is read.
create function app.is_elsewhere(person uuid, except_call uuid, since timestamptz, until timestamptz, only_excused boolean default false) returns boolean language sql stable set enable_seqscan = off
as $$
    select exists (
        select from app.call_technicians o
        where o.person_id = person and o.service_call_id <> except_call and o.busy_from < until and o.busy_from > since - interval '62 days' and o.busy_to > since
            and (not only_excused or o.overlap_reason is not null))
$$;

create function app.visit_moved() returns trigger language plpgsql
as $$
begin
    update app.call_technicians set busy_from = null where tenant_id = new.tenant_id and service_call_id = new.id;
    return null;
end
$$;

create function app.person_changed() returns trigger language plpgsql
as $$
declare
    before text := current_setting('app.overlap_reason', true);
begin
    perform set_config('app.overlap_reason', 'Booked so before the two were known to be one person', true), set_config('app.overlaps_known', 'yes', true);
    update app.call_technicians set person_id = null where tenant_id = new.tenant_id and technician_id = new.id;
    perform set_config('app.overlap_reason', coalesce(before, ''), true);
    return null;
end
$$;

-- The constraint below does not look at rows that have a reason, so this does: a visit without one may not lie over a visit with one either. At the end of
-- the transaction, and by turns for each person, so that two who book at once see each other.
create function app.refuse_double_booking() returns trigger language plpgsql set plan_cache_mode = auto set enable_seqscan = off
as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('visits of ' || new.person_id, 0));
    -- What comes in together, or comes back together, carries its reason on the later of two; the earlier needs none.
    if current_setting('app.source', true) in ('Import', 'Setup', 'Undo') or current_setting('app.overlaps_known', true) = 'yes' then
        return null;
    end if;
    if exists (
        select from app.call_technicians n
        where n.id = new.id and n.busy_from is not null and n.overlap_reason is null
            and app.is_elsewhere(n.person_id, n.service_call_id, n.busy_from, n.busy_to, only_excused => true))
    then
        raise exception 'the person is booked at that time' using errcode = 'exclusion_violation', constraint = 'ex_call_technicians_busy';
    end if;
    return null;
end
$$;

create index ix_call_technicians_person_busy on app.call_technicians (person_id, busy_from) where busy_from is not null;

drop trigger log_insert on app.call_technicians;
drop trigger log_update on app.call_technicians;
drop trigger log_delete on app.call_technicians;
create trigger busy_row before insert or update on app.call_technicians for each row execute function app.busy_row();

-- What is booked already stays as it is. The migration runs under row-level security too.
select set_config('app.tenants', (select string_agg(id, ',') from app.tenants), true), set_config('app.overlap_reason', 'Booked so before double bookings were refused', true);
update app.call_technicians set busy_from = null;
select set_config('app.tenants', '', true), set_config('app.overlap_reason', '', true);

call history.track('app.call_technicians', 'service_calls', 'service_call_id', skipped => 'person_id,busy_from,busy_to');

-- Checked at the end: two visits may change places, and a call may change its time and its people in one go.
alter table app.call_technicians add constraint ex_call_technicians_busy
    exclude using gist (person_id with =, tstzrange(busy_from, busy_to) with &&) where (busy_from is not null and overlap_reason is null) deferrable initially deferred;

create trigger visit_moved after update of starts_at, ends_at, all_day, status, archived_at on app.service_calls for each row
    when ((old.starts_at, old.ends_at, old.all_day, old.status, old.archived_at) is distinct from (new.starts_at, new.ends_at, new.all_day, new.status, new.archived_at))
    execute function app.visit_moved();
create trigger person_changed after update of user_id on app.technicians for each row when (old.user_id is distinct from new.user_id) execute function app.person_changed();
create constraint trigger refuse_double_booking_of_new after insert on app.call_technicians deferrable initially deferred for each row
    when (new.busy_from is not null) execute function app.refuse_double_booking();
create constraint trigger refuse_double_booking after update on app.call_technicians deferrable initially deferred for each row
    when (new.busy_from is not null and (old.busy_from, old.busy_to, old.person_id, old.overlap_reason) is distinct from (new.busy_from, new.busy_to, new.person_id, new.overlap_reason))
    execute function app.refuse_double_booking();
