-- The record of runs is no history: whoever looks at it wants the last weeks. What people decide about recurring work is in the history.

call app.guard('app.recurring_runs', shared_when_null => true);
call history.track('app.recurring_switches');

-- Pages that show runs hear of them as of a change, though runs are in no change set.
create function app.announce_runs() returns trigger language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    perform pg_notify('plumbing_changes', json_build_object('set', gen_random_uuid(), 'records', json_build_array(json_build_object('entity', 'recurring_runs', 'ids', null)))::text);
    return null;
end
$$;
create trigger announce_runs after insert or update on app.recurring_runs for each statement execute function app.announce_runs();
