-- Second factors and passkeys: who may touch them, and what the history keeps (never a key, never a recovery code).

grant select, insert, update, delete on identity.second_factors, identity.user_passkeys to plumbing_app;

call history.track('identity.second_factors', 'users', 'user_id', masked => 'sealed_key,recovery_hashes', skipped => 'last_step');
call history.track('identity.user_passkeys', 'users', 'user_id', skipped => 'credential_id,data,last_used_at');

-- Recurring work and set-up have no account; they stand for the companies they carry.
create function identity.sees_every_company() returns boolean language sql stable
as $$
    select coalesce(app.tenants() <> '{}', false) and not exists (select from app.tenants t where t.is_active and t.id <> all (app.tenants()))
        and not exists (select from identity.users a where a.id = nullif(current_setting('app.actor_id', true), '')::uuid and a.tenant_id is not null)
$$;

-- Whose account the one who asks may see the history of: an administrator of one company that company's people, one of all companies everybody.
-- Roles, links and second factors carry no company of their own, and the company of the person counts as it is now.
create function identity.managed_people() returns uuid[] language sql stable
as $$
    with asking as (select nullif(current_setting('app.actor_id', true), '')::uuid as id)
    select array(
        select u.id from identity.users u cross join asking
        where case
            when asking.id is null then coalesce(u.tenant_id = any (app.tenants()), identity.sees_every_company())
            else exists (select from identity.users a where a.id = asking.id and (a.tenant_id is null or a.tenant_id = u.tenant_id))
        end)
$$;

create policy people on history.changes as restrictive for select to plumbing_app
    using (root_entity <> 'users' or root_id = any ((select identity.managed_people())::uuid[]) or (select identity.sees_every_company()));
