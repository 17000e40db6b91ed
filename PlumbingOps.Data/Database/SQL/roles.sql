-- The database's roles, extensions and locks. Run by a superuser, connected to PlumbingOps' database, in one transaction, as often as you like.
-- Passwords come in settings of that transaction, never as text of a statement (a setting that is not there leaves the password as it is):
--   select set_config('plumbing.app_password', …, true), set_config('plumbing.migrate_password', …, true), set_config('plumbing.backup_password', …, true);

-- Two houses that start at once wait for each other here: roles belong to the whole server.
do $$ begin perform pg_advisory_xact_lock(7586246873125); end $$;

do $$
declare
    wanted text;
begin
    foreach wanted in array array['plumbing_owner', 'plumbing_migrate', 'plumbing_app', 'plumbing_search', 'plumbing_backup'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I', wanted);
        end if;
    end loop;
end $$;

-- Owns the schemas. FORCE ROW LEVEL SECURITY applies to it too.
alter role plumbing_owner with nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls inherit;
-- Migrations only; works as the owner from its first statement on, so that whatever it makes is the owner's.
alter role plumbing_migrate with nosuperuser nocreatedb nocreaterole noreplication nobypassrls inherit;
alter role plumbing_migrate set role = 'plumbing_owner';
-- Pages, API, recurring work. Owns nothing, and row-level security always applies to it.
alter role plumbing_app with nosuperuser nocreatedb nocreaterole noreplication nobypassrls inherit;
-- Owns the few guarded SECURITY DEFINER functions that search across rows with an index.
alter role plumbing_search with nologin nosuperuser nocreatedb nocreaterole noreplication bypassrls noinherit;
-- Reads everything, writes nothing: pg_dump.
alter role plumbing_backup with nosuperuser nocreatedb nocreaterole noreplication bypassrls inherit;
alter role plumbing_backup set default_transaction_read_only = on;

do $$
declare
    login record;
begin
    for login in
        select * from (values
            ('plumbing_app', 'plumbing.app_password'),
            ('plumbing_migrate', 'plumbing.migrate_password'),
            ('plumbing_backup', 'plumbing.backup_password')) as logins (role, setting)
    loop
        if coalesce(current_setting(login.setting, true), '') <> '' then
            execute format('alter role %I with login password %L', login.role, current_setting(login.setting));
        end if;
    end loop;
end $$;

-- To hand a function to plumbing_search, the owner must be able to become it. From PostgreSQL 16 on that is said apart from inheriting its rights.
do $$
begin
    if current_setting('server_version_num')::int >= 160000 then
        execute 'grant plumbing_owner to plumbing_migrate with inherit true, set true';
        execute 'grant plumbing_search to plumbing_owner with inherit false, set true';
    else
        grant plumbing_owner to plumbing_migrate;
        grant plumbing_search to plumbing_owner;
    end if;
end $$;
grant pg_read_all_data to plumbing_backup;

-- Nobody may become what they are not meant to, whatever was granted by hand.
do $$
declare
    stray record;
begin
    for stray in
        select granted.rolname as role, member.rolname as member
        from pg_auth_members m
        join pg_roles granted on granted.oid = m.roleid
        join pg_roles member on member.oid = m.member
        where member.rolname = 'plumbing_app' and granted.rolname in ('plumbing_owner', 'plumbing_migrate', 'plumbing_search', 'plumbing_backup')
    loop
        execute format('revoke %I from %I', stray.role, stray.member);
    end loop;
end $$;

-- A page that waits longer has lost its reader; an import that needs more says so itself (set local statement_timeout).
alter role plumbing_app set statement_timeout = '30s';
alter role plumbing_app set lock_timeout = '10s';
alter role plumbing_app set idle_in_transaction_session_timeout = '60s';
-- Statements are prepared, but planned with what was typed: a plan for any text whatever takes a common word for a rare one.
alter role plumbing_app set plan_cache_mode = 'force_custom_plan';
-- A migration that cannot get its lock gives up before it stops everybody behind it.
alter role plumbing_migrate set lock_timeout = '30s';

do $$
begin
    execute format('alter database %I owner to plumbing_owner', current_database());
    execute format('revoke all on database %I from public', current_database());
    -- Temporary tables carry imports past COPY, which row-level security refuses.
    execute format('grant connect, temporary on database %I to plumbing_app, plumbing_migrate', current_database());
    execute format('grant connect on database %I to plumbing_backup', current_database());
end $$;

create extension if not exists pg_trgm with schema public;
create extension if not exists btree_gist with schema public;
create extension if not exists unaccent with schema public;

-- public holds the extensions and nothing else.
revoke all on schema public from public;
grant usage on schema public to plumbing_owner, plumbing_migrate, plumbing_app, plumbing_search, plumbing_backup;
