-- Which calls may have no technician, kept so that nobody has to look at every open call to find the few. A call that has none is always here, whatever
-- path it came by; one that has some may be here too. So no two who work at once can leave one out: whoever takes a technician away writes the call
-- down without asking who else is on it, for what another is just doing cannot be seen; and only whoever adds one strikes it out.
-- Not in the history: it follows from what is.

grant select, insert, update, delete on app.unassigned_calls to plumbing_app;
call app.guard('app.unassigned_calls');

-- A plan is kept from the session's first call, when the list is short, for a later import of fifty thousand: it must never read the list whole.
create function app.call_begins() returns trigger language plpgsql set enable_seqscan = off
as $$
begin
    insert into app.unassigned_calls (tenant_id, service_call_id) select tenant_id, id from new_rows;
    return null;
end
$$;

create function app.technician_added() returns trigger language plpgsql set enable_seqscan = off
as $$
begin
    delete from app.unassigned_calls u using new_rows n where u.tenant_id = n.tenant_id and u.service_call_id = n.service_call_id;
    return null;
end
$$;

-- Not of a call that goes itself.
create function app.technician_removed() returns trigger language plpgsql set enable_seqscan = off
as $$
begin
    insert into app.unassigned_calls (tenant_id, service_call_id)
    select c.tenant_id, c.id from old_rows o join app.service_calls c on c.tenant_id = o.tenant_id and c.id = o.service_call_id
    on conflict do nothing;
    return null;
end
$$;

-- A row that goes to another call leaves the one it was on.
create function app.technician_moved() returns trigger language plpgsql set enable_seqscan = off
as $$
begin
    insert into app.unassigned_calls (tenant_id, service_call_id)
    select c.tenant_id, c.id from old_rows o join new_rows n on n.id = o.id join app.service_calls c on c.tenant_id = o.tenant_id and c.id = o.service_call_id
    where n.service_call_id <> o.service_call_id
    on conflict do nothing;
    return null;
end
$$;

create trigger call_begins after insert on app.service_calls referencing new table as new_rows for each statement execute function app.call_begins();
create trigger technician_added after insert on app.call_technicians referencing new table as new_rows for each statement execute function app.technician_added();
create trigger technician_removed after delete on app.call_technicians referencing old table as old_rows for each statement execute function app.technician_removed();
create trigger technician_moved after update on app.call_technicians referencing old table as old_rows new table as new_rows for each statement execute function app.technician_moved();

-- What there is already. The migration runs under row-level security too.
select set_config('app.tenants', (select string_agg(id, ',') from app.tenants), true);
insert into app.unassigned_calls (tenant_id, service_call_id)
select c.tenant_id, c.id from app.service_calls c
where not exists (select from app.call_technicians t where t.tenant_id = c.tenant_id and t.service_call_id = c.id);
select set_config('app.tenants', '', true);
