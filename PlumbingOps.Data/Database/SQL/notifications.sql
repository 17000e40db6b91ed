-- What people are told: a row for each person, with their own mark that they read it. What it is about is in the history; this is no business record.

create table app.notifications (
    id uuid not null constraint pk_notifications primary key,
    tenant_id character varying(40) not null constraint fk_notifications_tenant references app.tenants (id) on delete restrict,
    user_id uuid not null constraint fk_notifications_user_id references identity.users (id) on delete cascade,
    kind character varying(40) not null constraint ck_notifications_kind check (kind in ('Assignment', 'StatusChange', 'Overdue', 'Escalation', 'ReviewReceived', 'WarrantyStarted', 'NeedsYou', 'DailySummary')),
    entity character varying(40) not null,
    records uuid[] not null,
    record_count integer not null,
    subject character varying(120) not null,
    day date not null,
    title character varying(200) not null,
    sentence character varying(600),
    reason character varying(200) not null,
    on_bell boolean not null,
    change_set_id uuid,
    at timestamp with time zone not null,
    read_at timestamp with time zone
);
-- Never the same twice a day, whoever writes it, and however often.
create unique index ux_notifications_once on app.notifications (user_id, kind, subject, day);
create index ix_notifications_user_at on app.notifications (user_id, at, id);
create index ix_notifications_unread on app.notifications (user_id) where read_at is null and on_bell;
create index ix_notifications_tenant on app.notifications (tenant_id);
create index ix_notifications_at on app.notifications (at);

call app.guard('app.notifications');
-- Each sees their own. Whoever writes them has no account.
create policy own on app.notifications as restrictive for all to public
    using ((select nullif(current_setting('app.actor_id', true), '')::uuid) is null or user_id = (select nullif(current_setting('app.actor_id', true), '')::uuid))
    with check ((select nullif(current_setting('app.actor_id', true), '')::uuid) is null or user_id = (select nullif(current_setting('app.actor_id', true), '')::uuid));

create table app.notification_settings (
    user_id uuid not null constraint pk_notification_settings primary key constraint fk_notification_settings_user_id references identity.users (id) on delete cascade,
    bell_off text[] not null,
    mail_on text[] not null,
    quiet_from time without time zone,
    quiet_to time without time zone,
    constraint ck_notification_settings_quiet check (quiet_from is null and quiet_to is null or quiet_from <> quiet_to and quiet_from is not null and quiet_to is not null)
);
alter table app.notification_settings enable row level security;
alter table app.notification_settings force row level security;
create policy own on app.notification_settings for all to plumbing_app, plumbing_owner
    using ((select nullif(current_setting('app.actor_id', true), '')::uuid) is null or user_id = (select nullif(current_setting('app.actor_id', true), '')::uuid))
    with check ((select nullif(current_setting('app.actor_id', true), '')::uuid) is null or user_id = (select nullif(current_setting('app.actor_id', true), '')::uuid));
call history.track('app.notification_settings', 'users', 'user_id', 'user_id');

-- Who was written to on which day, also where there was nothing to say: it is not looked at again.
create table app.daily_summaries (
    user_id uuid not null constraint fk_daily_summaries_user_id references identity.users (id) on delete cascade,
    day date not null,
    constraint pk_daily_summaries primary key (user_id, day)
);

-- Change sets that nobody was told of yet. A row comes into being with the commit of its change set, so no order of commits, no restart and no second reader loses one.
create table app.notification_queue (
    change_set_id uuid not null constraint pk_notification_queue primary key,
    at timestamp with time zone not null,
    not_before timestamp with time zone not null,
    tries integer not null
);
create index ix_notification_queue_due on app.notification_queue (not_before, change_set_id);

-- As it was, and at the same place what may concern somebody is put into the queue: one small row for a transaction, however much it changed.
create or replace function history.announce() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
    message text;
    concerns boolean;
begin
    with changed as (
        select root_entity, root_id, tenant_id from history.changes c where c.change_set_id = new.id and c.at = new.at group by root_entity, root_id, tenant_id)
    select json_build_object('set', new.id, 'tenants', (select json_agg(distinct tenant_id) from changed),
        'records', json_agg(json_build_object('entity', root_entity, 'ids', case when total <= 40 then ids end)))::text,
        bool_or(root_entity in ('jobs', 'service_calls', 'bids', 'recovery_tickets', 'reviews', 'posts', 'lots'))
    into message, concerns
    from (
        select root_entity, json_agg(distinct root_id) as ids, sum(count(distinct root_id)) over () as total from changed group by root_entity) x;
    perform pg_notify('plumbing_changes', message);
    -- What a house begins with is no news to anybody.
    if concerns and new.source <> 'Setup' then
        insert into app.notification_queue (change_set_id, at, not_before, tries) values (new.id, new.at, new.at, 0);
    end if;
    return null;
end
$$;

-- Whoever was told something new, or read it on another screen: their bells look again.
create function app.announce_notifications() returns trigger language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    people json;
    many int;
begin
    select count(*), json_agg(user_id) into many, people from (select distinct user_id from touched) x;
    if many > 0 then
        perform pg_notify('plumbing_changes', json_build_object('set', gen_random_uuid(), 'records',
            json_build_array(json_build_object('entity', 'notifications', 'ids', case when many <= 40 then people end)))::text);
    end if;
    return null;
end
$$;
create trigger announce_insert after insert on app.notifications referencing new table as touched for each statement execute function app.announce_notifications();
create trigger announce_update after update on app.notifications referencing new table as touched for each statement execute function app.announce_notifications();
create trigger announce_delete after delete on app.notifications referencing old table as touched for each statement execute function app.announce_notifications();
