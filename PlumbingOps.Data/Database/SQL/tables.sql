-- What EF cannot say about the tables: tenant isolation, history, short numbers, search text, uniqueness without regard to capitals.

grant usage on schema app, identity, keys to plumbing_app;
grant select, insert, update, delete on all tables in schema app, identity, keys to plumbing_app;
grant usage on all sequences in schema app, identity, keys to plumbing_app;
alter default privileges in schema app grant select, insert, update, delete on tables to plumbing_app;
revoke insert, update, delete on app.migrations from plumbing_app;

-- Tenant isolation. The restrictive guard holds even if somebody later adds a careless permissive policy.
create procedure app.guard(guarded regclass, shared_when_null boolean default false) language plpgsql
as $$
declare
    rule text := case when shared_when_null then 'tenant_id is null or ' else '' end || 'tenant_id = any ((select app.tenants())::text[])';
begin
    execute format('alter table %s enable row level security', guarded);
    execute format('alter table %s force row level security', guarded);
    execute format('create policy base on %s as permissive for all to plumbing_app, plumbing_owner, plumbing_search using (true) with check (true)', guarded);
    execute format('create policy guard on %s as restrictive for all to public using (%s) with check (%s)', guarded, rule, rule);
end
$$;

-- Short numbers per company and kind (J-1042). The row of the counter is locked until commit, so no number comes twice and none is skipped.
create table app.number_counters (
    tenant_id text not null constraint fk_number_counters_tenant references app.tenants (id),
    kind text not null,
    last int not null,
    constraint pk_number_counters primary key (tenant_id, kind)
);

-- Takes so many numbers at once and answers the first: imports need a block.
create function app.take_numbers(for_tenant text, of_kind text, many int) returns int language sql
as $$
    insert into app.number_counters as c (tenant_id, kind, last) values (for_tenant, of_kind, 1000 + many)
    on conflict (tenant_id, kind) do update set last = c.last + many
    returning last - many + 1
$$;

create function app.number_row() returns trigger language plpgsql
as $$
begin
    if new.number is null then
        new.number := app.take_numbers(new.tenant_id, tg_argv[0], 1);
    end if;
    return new;
end
$$;
create trigger number_row before insert on app.jobs for each row execute function app.number_row('job');
create trigger number_row before insert on app.service_calls for each row execute function app.number_row('service_call');

-- One builder is one builder, however it is capitalised.
create unique index ux_builders_name on app.builders (app.plain(name));
create unique index ux_builder_aliases_alias on app.builder_aliases (app.plain(alias));
create unique index ux_communities_builder_name on app.communities (builder_id, app.plain(name));
create unique index ux_community_aliases_builder_alias on app.community_aliases (builder_id, app.plain(alias));
create unique index ux_lots_community_number on app.lots (community_id, upper(number)) where number is not null and archived_at is null;

-- A word means one builder (or one community of a builder), whether it stands as a name or as an alias. The unique indexes see one table each;
-- this sees the other. The lock makes two people who type the same word in the same moment take turns.
create function app.one_meaning() returns trigger language plpgsql
as $$
declare
    typed jsonb := to_jsonb(new);
    word text := app.plain(coalesce(typed ->> 'alias', typed ->> 'name'));
    taken boolean;
begin
    perform pg_advisory_xact_lock(hashtextextended(concat_ws('/', tg_argv[0], case tg_argv[0] when 'community' then typed ->> 'builder_id' end, word), 0));
    taken := case tg_table_name
        when 'builders' then exists (select from app.builder_aliases a where app.plain(a.alias) = word and a.builder_id <> new.id)
        when 'builder_aliases' then exists (select from app.builders b where app.plain(b.name) = word and b.id <> (typed ->> 'builder_id')::uuid)
        when 'communities' then exists (
            select from app.community_aliases a where a.builder_id = (typed ->> 'builder_id')::uuid and app.plain(a.alias) = word and a.community_id <> new.id)
        else exists (
            select from app.communities c where c.builder_id = (typed ->> 'builder_id')::uuid and app.plain(c.name) = word and c.id <> (typed ->> 'community_id')::uuid) end;
    if taken then
        raise exception '% already means another %', word, tg_argv[0] using errcode = 'unique_violation', constraint = 'ux_' || tg_argv[0] || '_meaning';
    end if;
    return null;
end
$$;
create trigger one_meaning after insert or update of name on app.builders for each row execute function app.one_meaning('builder');
create trigger one_meaning after insert or update of alias on app.builder_aliases for each row execute function app.one_meaning('builder');
create trigger one_meaning after insert or update of name, builder_id on app.communities for each row execute function app.one_meaning('community');
create trigger one_meaning after insert or update of alias, builder_id on app.community_aliases for each row execute function app.one_meaning('community');

-- What the search boxes look through on a lot: builder, community, aliases, number, address.
create function app.lot_search(of_community uuid, of_number text, of_street text, of_city text, of_plan text) returns text language sql stable
as $$
    select lower(concat_ws(' ', b.name, c.name,
        (select string_agg(a.alias, ' ') from app.community_aliases a where a.community_id = c.id),
        (select string_agg(a.alias, ' ') from app.builder_aliases a where a.builder_id = b.id),
        case when of_number is not null then 'lot ' || of_number || ' #' || of_number end, of_street, of_city, of_plan))
    from app.communities c join app.builders b on b.id = c.builder_id where c.id = of_community
$$;

create function app.lot_search_row() returns trigger language plpgsql
as $$
begin
    new.search := coalesce(app.lot_search(new.community_id, new.number, new.street, new.city, new.plan), '');
    return new;
end
$$;
create trigger lot_search_row before insert or update on app.lots for each row execute function app.lot_search_row();

create function app.refresh_lot_search() returns trigger language plpgsql
as $$
declare
    changed jsonb := to_jsonb(coalesce(new, old));
begin
    update app.lots l set search = ''
    where l.community_id in (
        select c.id from app.communities c
        where case tg_argv[0] when 'builder' then c.builder_id = (changed ->> tg_argv[1])::uuid else c.id = (changed ->> tg_argv[1])::uuid end);
    return null;
end
$$;
create trigger refresh_lot_search after update of name on app.builders for each row when (old.name is distinct from new.name) execute function app.refresh_lot_search('builder', 'id');
create trigger refresh_lot_search after update of name on app.communities for each row when (old.name is distinct from new.name) execute function app.refresh_lot_search('community', 'id');
create trigger refresh_lot_search after insert or update or delete on app.builder_aliases for each row execute function app.refresh_lot_search('builder', 'builder_id');
create trigger refresh_lot_search after insert or update or delete on app.community_aliases for each row execute function app.refresh_lot_search('community', 'community_id');

-- Search under row-level security: LIKE is not leakproof, so a policy would cost it its index. These functions carry the policy's condition themselves.
create function app.like_condition(words text) returns text language sql immutable strict
as $$
    select coalesce(string_agg(format('search like %L', '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%'), ' and '), 'true')
    from (
        -- Phones are searched by their digits, however they are typed: "555-0142", "(360)".
        select case when w ~ '^[0-9()+./-]+$' and w ~ '[0-9]' then regexp_replace(w, '[^0-9]', '', 'g') else w end as w
        from regexp_split_to_table(lower(btrim(words)), '\s+') w where w <> '' limit 8) x
$$;

create function app.find_customers(words text, most int) returns table (id uuid) language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    return query execute format('select id from app.customers where tenant_id = any ($1) and %s limit $2', app.like_condition(words)) using app.tenants(), most;
end
$$;

create function app.find_service_calls(words text, most int) returns table (id uuid) language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    return query execute format('select id from app.service_calls where tenant_id = any ($1) and %s limit $2', app.like_condition(words)) using app.tenants(), most;
end
$$;

-- The newest first. The caller's own policy still decides which of them are seen.
create function history.find_change_sets(words text, most int) returns table (id uuid) language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    return query execute format(
        'select s.id from (select c.id, c.at, lower(c.summary) as search from history.change_sets c where c.summary is not null) s where %s order by s.at desc limit $1',
        app.like_condition(words)) using most;
end
$$;

-- Builders, communities and lots are shared: nobody archives one where any company still has open work, be it one they may not see.
-- Two numbers leave this function, never a row.
create function app.open_work(of_builder uuid, of_community uuid, of_lot uuid) returns table (jobs int, calls int) language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    with places as (
        select of_lot as id where of_lot is not null
        union select l.id from app.lots l where l.community_id = of_community
        union select l.id from app.lots l join app.communities c on c.id = l.community_id where c.builder_id = of_builder)
    select
        (select count(*)::int from app.jobs j join places p on p.id = j.lot_id where j.archived_at is null and j.status not in ('Completed', 'Cancelled')),
        (select count(*)::int from app.service_calls s where s.archived_at is null and s.status not in ('Completed', 'Cancelled', 'NoShow')
            and (s.lot_id in (select p.id from places p) or s.builder_id = of_builder))
$$;

grant usage on schema app, history to plumbing_search;
grant select on history.change_sets to plumbing_search;
grant select on app.customers, app.service_calls, app.jobs, app.lots, app.communities to plumbing_search;
grant create on schema app, history to plumbing_search;
alter function app.find_customers(text, int) owner to plumbing_search;
alter function app.find_service_calls(text, int) owner to plumbing_search;
alter function app.open_work(uuid, uuid, uuid) owner to plumbing_search;
alter function history.find_change_sets(text, int) owner to plumbing_search;
revoke create on schema app, history from plumbing_search;
revoke all on function app.find_customers(text, int), app.find_service_calls(text, int), app.open_work(uuid, uuid, uuid), history.find_change_sets(text, int) from public;
grant execute on function app.find_customers(text, int), app.find_service_calls(text, int), app.open_work(uuid, uuid, uuid), history.find_change_sets(text, int) to plumbing_app;

call app.guard('app.technicians');
call app.guard('app.technician_aliases');
call app.guard('app.absences');
call app.guard('app.builder_contacts', true);
call app.guard('app.lot_owners');
call app.guard('app.lot_warranties');
call app.guard('app.jobs');
call app.guard('app.job_crew');
call app.guard('app.job_tasks');
call app.guard('app.job_contacts');
call app.guard('app.job_access_codes');
call app.guard('app.service_calls');
call app.guard('app.call_technicians');
call app.guard('app.call_tasks');
call app.guard('app.call_payments');
call app.guard('app.call_access_codes');
call app.guard('app.customers');
call app.guard('app.import_batches');
call app.guard('app.import_rows');
call app.guard('app.import_links');
call app.guard('app.import_words');
call app.guard('app.number_counters');

call history.track('app.tenants', id_column => '#id', root_column => '#id');
call history.track('app.technicians');
call history.track('app.technician_aliases', 'technicians', 'technician_id');
call history.track('app.absences');
call history.track('app.builders');
call history.track('app.builder_aliases', 'builders', 'builder_id');
call history.track('app.builder_contacts', 'builders', 'builder_id');
call history.track('app.communities');
call history.track('app.community_aliases', 'communities', 'community_id');
call history.track('app.lots', skipped => 'search,number_sort');
call history.track('app.lot_owners', 'lots', 'lot_id');
call history.track('app.lot_warranties', 'lots', 'lot_id');
call history.track('app.jobs', skipped => 'start_sort,day_count');
call history.track('app.job_crew', 'jobs', 'job_id');
call history.track('app.job_tasks', 'jobs', 'job_id');
call history.track('app.job_contacts', 'jobs', 'job_id');
call history.track('app.job_access_codes', 'jobs', 'job_id', masked => 'code');
call history.track('app.service_calls', skipped => 'start_sort,search,contact_phone_digits');
call history.track('app.call_technicians', 'service_calls', 'service_call_id');
call history.track('app.call_tasks', 'service_calls', 'service_call_id');
call history.track('app.call_payments', 'service_calls', 'service_call_id');
call history.track('app.call_access_codes', 'service_calls', 'service_call_id', masked => 'code');
call history.track('app.customers', skipped => 'search,phone_digits,other_phone_digits');
call history.track('app.import_batches', skipped => 'counts,findings');
call history.track('app.import_words');
call history.track('identity.users', masked => 'password_hash',
    skipped => 'security_stamp,concurrency_stamp,access_failed_count,lockout_end,last_sign_in_at,normalized_user_name,normalized_email,rights_version');
call history.track('identity.one_time_links', 'users', 'subject_id', masked => 'token_hash');
call history.track('identity.user_roles', 'users', 'user_id', 'user_id');
-- Not tracked: import_rows and import_links (staging and bookkeeping, rebuilt from the file), number_counters, identity's tokens and claims, keys.

-- The five roles (People/Roles.cs); a person has exactly one.
insert into identity.roles (id, name, normalized_name)
select md5('role ' || role)::uuid, role, upper(role) from unnest(array['Admin', 'Office', 'Marketing', 'Technician', 'Viewer']) role;

-- Failed sign-ins by account and by address (People/SignInAttempts.cs), here so that all processes count together. Unlogged: a crash forgets
-- some failures, no more.
create unlogged table identity.sign_in_attempts (
    key text not null constraint pk_sign_in_attempts primary key,
    since timestamptz not null,
    tries int not null,
    locked_until timestamptz
);
grant select, insert, update, delete on identity.sign_in_attempts to plumbing_app;

-- Rights. Every change of role, company or technician counts the person's rights up; Db refuses whoever still holds the old ones, and the pages
-- of that person hear of it at once, whoever changed it and by whatever path.
create function identity.count_rights_up() returns trigger language plpgsql
as $$
begin
    update identity.users set rights_version = rights_version + 1
    where id in ((to_jsonb(old) ->> 'user_id')::uuid, (to_jsonb(new) ->> 'user_id')::uuid);
    return null;
end
$$;
create trigger count_rights_up after insert or update or delete on identity.user_roles for each row execute function identity.count_rights_up();
create trigger count_rights_up after insert or delete or update of user_id, is_active on app.technicians for each row execute function identity.count_rights_up();

create function identity.count_own_rights_up() returns trigger language plpgsql
as $$
begin
    new.rights_version := old.rights_version + 1;
    return new;
end
$$;
create trigger count_own_rights_up before update of tenant_id on identity.users for each row
    when (old.tenant_id is distinct from new.tenant_id) execute function identity.count_own_rights_up();

create function identity.announce_rights() returns trigger language plpgsql
as $$
begin
    perform pg_notify('plumbing_changes', json_build_object('set', gen_random_uuid(), 'tenants', null,
        'records', json_build_array(json_build_object('entity', 'users', 'ids', json_build_array(new.id))))::text);
    return null;
end
$$;
create trigger announce_rights after update on identity.users for each row
    when (old.security_stamp is distinct from new.security_stamp or old.rights_version <> new.rights_version or old.is_active <> new.is_active)
    execute function identity.announce_rights();

-- Nobody changes their own rights.
create function identity.keep_own_rights() returns trigger language plpgsql
as $$
begin
    if nullif(current_setting('app.actor_id', true), '')::uuid in ((to_jsonb(old) ->> tg_argv[0])::uuid, (to_jsonb(new) ->> tg_argv[0])::uuid) then
        raise exception using errcode = 'check_violation', constraint = 'own_rights', message = 'Nobody changes their own rights.';
    end if;
    return null;
end
$$;
create trigger keep_own_rights after insert or update or delete on identity.user_roles for each row execute function identity.keep_own_rights('user_id');
create trigger keep_own_rights after update of tenant_id, is_active on identity.users for each row
    when (old.tenant_id is distinct from new.tenant_id or old.is_active <> new.is_active) execute function identity.keep_own_rights('id');

-- There is always an active administrator of all companies. The lock lets one such change after the other look: two administrators who demote
-- each other at the same moment do not both succeed.
create function identity.keep_an_administrator() returns trigger language plpgsql
as $$
declare
    administrator constant uuid := md5('role Admin')::uuid;
begin
    if tg_table_name = 'user_roles' then
        if old.role_id <> administrator then
            return null;
        end if;
    elsif not exists (select from identity.user_roles where user_id = old.id and role_id = administrator) then
        return null;
    end if;
    perform pg_advisory_xact_lock(7586246873126);
    if not exists (
        select from identity.users u join identity.user_roles r on r.user_id = u.id
        where r.role_id = administrator and u.is_active and u.tenant_id is null) then
        raise exception using errcode = 'check_violation', constraint = 'last_administrator', message = 'There must be an active administrator of all companies.';
    end if;
    return null;
end
$$;
create constraint trigger keep_an_administrator after update or delete on identity.user_roles deferrable initially deferred
    for each row execute function identity.keep_an_administrator();
create constraint trigger keep_an_administrator after update on identity.users deferrable initially deferred for each row
    when (old.is_active and old.tenant_id is null and not (new.is_active and new.tenant_id is null)) execute function identity.keep_an_administrator();
