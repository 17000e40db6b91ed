-- Portals: where the office gets permits and does business, with each company's logins and the rules that propose them.

-- One portal is one portal, however it is capitalised; an archived one gives its name away.
create unique index ux_portal_definitions_name on app.portal_definitions (app.plain(name)) where archived_at is null;
create unique index ux_portal_accounts_login on app.portal_accounts (tenant_id, definition_id, lower(login_identifier), coalesce(account_number, '')) where archived_at is null;

-- How many companies' logins keep a shared portal from being archived: a number leaves this function, never a row.
create function app.active_portal_accounts(of_definition uuid) returns int language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select count(*)::int from app.portal_accounts a where a.definition_id = of_definition and a.archived_at is null
$$;
grant select on app.portal_accounts to plumbing_search;
grant create on schema app to plumbing_search;
alter function app.active_portal_accounts(uuid) owner to plumbing_search;
revoke create on schema app from plumbing_search;
revoke all on function app.active_portal_accounts(uuid) from public;
grant execute on function app.active_portal_accounts(uuid) to plumbing_app;

call app.guard('app.portal_accounts');
call app.guard('app.builder_portal_accounts');
call app.guard('app.portal_rules');

call history.track('app.portal_definitions');
call history.track('app.portal_accounts');
call history.track('app.builder_portal_accounts', 'portal_accounts', 'account_id');
call history.track('app.portal_rules');
