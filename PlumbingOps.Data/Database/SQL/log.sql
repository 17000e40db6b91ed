-- The log's triggers of spine.sql once more: they write the same and cost a save half as much.

-- Each row is made JSON once ("offset 0"): merged into the query around it, it would be made anew for every field that is compared.
create or replace function history.log() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = auto
as $$
declare
    masked text[] := nullif(string_to_array(tg_argv[3], ','), '{}');
    skipped text[] := string_to_array(tg_argv[4], ',');
begin
    -- Most tables have nothing to mask, and calling the function for nothing costs a save as much as half its log.
    if tg_op = 'INSERT' then
        insert into history.changes (at, change_set_id, tenant_id, entity, entity_id, root_entity, root_id, action, after)
        select transaction_timestamp(), history.change_set(), r ->> 'tenant_id', tg_table_name, history.row_id(r, tg_argv[2]), tg_argv[0], history.row_id(r, tg_argv[1]),
            'insert', case when masked is null then r else history.mask(r, masked) end
        from (select jsonb_strip_nulls(to_jsonb(n) - skipped) as r from new_rows n offset 0) x;
    elsif tg_op = 'DELETE' then
        insert into history.changes (at, change_set_id, tenant_id, entity, entity_id, root_entity, root_id, action, before)
        select transaction_timestamp(), history.change_set(), r ->> 'tenant_id', tg_table_name, history.row_id(r, tg_argv[2]), tg_argv[0], history.row_id(r, tg_argv[1]),
            'delete', case when masked is null then r else history.mask(r, masked) end
        from (select jsonb_strip_nulls(to_jsonb(o) - skipped) as r from old_rows o offset 0) x;
    else
        -- A full join is never made by a loop in a loop. The plan is kept from the session's first save, of one row, for a later one of fifty thousand.
        insert into history.changes (at, change_set_id, tenant_id, entity, entity_id, root_entity, root_id, action, before, after)
        select transaction_timestamp(), history.change_set(), n ->> 'tenant_id', tg_table_name, history.row_id(n, tg_argv[2]), tg_argv[0], history.row_id(n, tg_argv[1]),
            'update', case when masked is null then d.before else history.mask(d.before, masked) end, case when masked is null then d.after else history.mask(d.after, masked) end
        from (select to_jsonb(o) - skipped as b from old_rows o offset 0) was
        full join (select to_jsonb(n) - skipped as n from new_rows n offset 0) now on history.row_id(b, tg_argv[2]) = history.row_id(n, tg_argv[2])
        cross join lateral (
            select jsonb_object_agg(key, b -> key) as before, jsonb_object_agg(key, value) as after
            from jsonb_each(n) where value is distinct from b -> key) d
        where d.after is not null;
    end if;
    return null;
end
$$;

-- Live: one small message per transaction, at its end. Ids only when there are few; pages re-read with their own viewer's rights. One plan for
-- all messages: made anew for each, it would look at every month there is.
create or replace function history.announce() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
    message text;
begin
    with changed as (
        select root_entity, root_id, tenant_id from history.changes c where c.change_set_id = new.id and c.at = new.at group by root_entity, root_id, tenant_id)
    select json_build_object('set', new.id, 'tenants', (select json_agg(distinct tenant_id) from changed),
        'records', json_agg(json_build_object('entity', root_entity, 'ids', case when total <= 40 then ids end)))::text
    into message
    from (
        select root_entity, json_agg(distinct root_id) as ids, sum(count(distinct root_id)) over () as total from changed group by root_entity) x;
    perform pg_notify('plumbing_changes', message);
    return null;
end
$$;
