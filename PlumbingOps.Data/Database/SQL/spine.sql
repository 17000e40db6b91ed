-- The one change log (DESIGN 6). Every statement on a tracked table, from whatever path, leaves its rows here; one transaction is one change set.
-- The application can read it and cannot write it: the triggers run with the owner's rights.

create table history.change_sets (
    id uuid not null constraint pk_change_sets primary key,
    at timestamptz not null,
    actor_id uuid,
    actor_name text not null,
    source text not null,
    summary text,
    correlation_id text,
    undoes uuid constraint fk_change_sets_undoes references history.change_sets (id)
);
create index ix_change_sets_at on history.change_sets (at desc, id desc);
create index ix_change_sets_actor_at on history.change_sets (actor_id, at desc, id desc);
create index ix_change_sets_summary on history.change_sets using gin (lower(summary) gin_trgm_ops) where summary is not null;
create index ix_change_sets_undoes on history.change_sets (undoes) where undoes is not null;

create sequence history.change_ids;
create table history.changes (
    id bigint not null default nextval('history.change_ids'),
    at timestamptz not null,
    change_set_id uuid not null constraint fk_changes_change_set references history.change_sets (id),
    tenant_id text,
    entity text not null,
    entity_id uuid not null,
    root_entity text not null,
    root_id uuid not null,
    action text not null constraint ck_changes_action check (action in ('insert', 'update', 'delete')),
    before jsonb,
    after jsonb,
    constraint pk_changes primary key (id, at)
) partition by range (at);
create index ix_changes_root on history.changes (root_id, at desc, id desc);
create index ix_changes_entity on history.changes (entity_id, at desc, id desc);
create index ix_changes_tenant_at on history.changes (tenant_id, at desc, id desc);
create index ix_changes_change_set on history.changes (change_set_id, id);
create index ix_changes_kind on history.changes (root_entity, at desc, change_set_id);
create table history.changes_default partition of history.changes default;

-- Makes the partitions of the coming months; recurring work calls it, so it may run any number of times.
create function history.make_partitions(first date, months int) returns int language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    made int := 0;
    month date;
    name text;
begin
    for i in 0 .. months - 1 loop
        month := date_trunc('month', first)::date + make_interval(months => i);
        name := 'changes_' || to_char(month, 'YYYY_MM');
        if to_regclass('history.' || name) is null then
            execute format('create table history.%I partition of history.changes for values from (%L) to (%L)', name, month, (month + interval '1 month')::date);
            made := made + 1;
        end if;
    end loop;
    return made;
end
$$;
select history.make_partitions((now() - interval '1 month')::date, 6);

-- The change set of the running transaction; made with the first change.
create function history.change_set() returns uuid language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    set_id uuid := nullif(current_setting('app.tx_change_set', true), '')::uuid;
begin
    if set_id is null then
        set_id := gen_random_uuid();
        insert into history.change_sets (id, at, actor_id, actor_name, source, summary, correlation_id, undoes)
        values (
            set_id, transaction_timestamp(),
            nullif(current_setting('app.actor_id', true), '')::uuid,
            coalesce(nullif(current_setting('app.actor_name', true), ''), session_user || ' (SQL by hand)'),
            coalesce(nullif(current_setting('app.source', true), ''), 'Sql'),
            nullif(current_setting('app.summary', true), ''),
            nullif(current_setting('app.correlation', true), ''),
            nullif(current_setting('app.undoes', true), '')::uuid);
        perform set_config('app.tx_change_set', set_id::text, true);
    end if;
    return set_id;
end
$$;

create function history.mask(value jsonb, masked text[]) returns jsonb language sql immutable parallel safe
as $$
    select value || coalesce((select jsonb_object_agg(m, '•••') from unnest(masked) m where value -> m <> 'null'), '{}')
$$;

-- tenants are keyed by text; everything else by uuid.
create function history.row_id(value jsonb, id_column text) returns uuid language sql immutable parallel safe
as $$ select case when id_column = '#id' then md5(value ->> 'id')::uuid else (value ->> id_column)::uuid end $$;

-- Arguments: root entity, column with the root's id, id column, masked columns, columns that are only derived.
create function history.log() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = auto
as $$
declare
    masked text[] := nullif(string_to_array(tg_argv[3], ','), '{}');
    skipped text[] := string_to_array(tg_argv[4], ',');
begin
    -- Most tables have nothing to mask, and calling the function for nothing costs a save as much as half its log.
    if tg_op = 'INSERT' then
        insert into history.changes (at, change_set_id, tenant_id, entity, entity_id, root_entity, root_id, action, after)
        select transaction_timestamp(), history.change_set(), r ->> 'tenant_id', tg_table_name, history.row_id(r, tg_argv[2]), tg_argv[0], history.row_id(r, tg_argv[1]),
            'insert', case when masked is null then jsonb_strip_nulls(r) else history.mask(jsonb_strip_nulls(r), masked) end
        from (select to_jsonb(n) - skipped as r from new_rows n) x;
    elsif tg_op = 'DELETE' then
        insert into history.changes (at, change_set_id, tenant_id, entity, entity_id, root_entity, root_id, action, before)
        select transaction_timestamp(), history.change_set(), r ->> 'tenant_id', tg_table_name, history.row_id(r, tg_argv[2]), tg_argv[0], history.row_id(r, tg_argv[1]),
            'delete', case when masked is null then jsonb_strip_nulls(r) else history.mask(jsonb_strip_nulls(r), masked) end
        from (select to_jsonb(o) - skipped as r from old_rows o) x;
    else
        insert into history.changes (at, change_set_id, tenant_id, entity, entity_id, root_entity, root_id, action, before, after)
        select transaction_timestamp(), history.change_set(), n ->> 'tenant_id', tg_table_name, history.row_id(n, tg_argv[2]), tg_argv[0], history.row_id(n, tg_argv[1]),
            'update', case when masked is null then d.before else history.mask(d.before, masked) end, case when masked is null then d.after else history.mask(d.after, masked) end
        from (select to_jsonb(o) - skipped as b from old_rows o) was
        join (select to_jsonb(n) - skipped as n from new_rows n) now on history.row_id(b, tg_argv[2]) = history.row_id(n, tg_argv[2])
        cross join lateral (
            select jsonb_object_agg(key, b -> key) as before, jsonb_object_agg(key, value) as after
            from jsonb_each(n) where value is distinct from b -> key) d
        where d.after is not null;
    end if;
    return null;
end
$$;

-- Tracks a table from now on. root: the entity whose History tab shows the change, with the column that holds its id.
create procedure history.track(tracked regclass, root text default null, root_column text default 'id', id_column text default 'id', masked text default '', skipped text default '') language plpgsql
as $$
declare
    arguments text := format('%L, %L, %L, %L, %L', coalesce(root, (select relname from pg_class where oid = tracked)), root_column, id_column, masked, skipped);
begin
    execute format('create trigger log_insert after insert on %s referencing new table as new_rows for each statement execute function history.log(%s)', tracked, arguments);
    execute format('create trigger log_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function history.log(%s)', tracked, arguments);
    execute format('create trigger log_delete after delete on %s referencing old table as old_rows for each statement execute function history.log(%s)', tracked, arguments);
end
$$;

-- Live: one small message per transaction, at its end. Ids only when there are few; pages re-read with their own viewer's rights.
create function history.announce() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = auto
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
create constraint trigger announce after insert on history.change_sets deferrable initially deferred for each row execute function history.announce();

-- Who may read the history of what: a company's changes are that company's; what is shared, everybody's. Nobody but the triggers writes.
alter table history.changes enable row level security;
alter table history.changes force row level security;
create policy base on history.changes as permissive for all to plumbing_app, plumbing_owner using (true) with check (true);
create policy guard on history.changes as restrictive for select to plumbing_app using (tenant_id is null or tenant_id = any ((select app.tenants())::text[]));
alter table history.change_sets enable row level security;
alter table history.change_sets force row level security;
create policy base on history.change_sets as permissive for all to plumbing_app, plumbing_owner using (true) with check (true);
create policy guard on history.change_sets as restrictive for select to plumbing_app
    using (exists (select from history.changes c where c.change_set_id = change_sets.id and c.at = change_sets.at));

-- Whether the person sees all of a change set: half of one cannot be taken back.
create function history.sees_all(set_id uuid) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select not exists (select from history.changes c where c.change_set_id = set_id and c.tenant_id is not null and c.tenant_id <> all (coalesce(app.tenants(), '{}')))
$$;

grant usage on schema history to plumbing_app;
grant select on history.change_sets, history.changes to plumbing_app;
revoke all on all functions in schema history from public;
grant execute on function history.make_partitions(date, int), history.sees_all(uuid) to plumbing_app;
