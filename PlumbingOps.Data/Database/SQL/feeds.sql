-- Calendars that a phone or Outlook reads by a secret address.

create table app.calendar_feeds (
    id uuid constraint pk_calendar_feeds primary key,
    tenant_id character varying(40) not null constraint fk_calendar_feeds_tenant references app.tenants (id) on delete restrict,
    name character varying(80) not null,
    token_hash bytea not null,
    created_by_id uuid not null constraint fk_calendar_feeds_created_by_id references identity.users (id) on delete cascade,
    created_at timestamptz not null,
    ended_at timestamptz,
    constraint ak_calendar_feeds_tenant_id unique (tenant_id, id)
);
create unique index ux_calendar_feeds_token_hash on app.calendar_feeds (token_hash);
create index ix_calendar_feeds_tenant_name_id on app.calendar_feeds (tenant_id, name, id) where ended_at is null;
create index ix_calendar_feeds_created_by_id on app.calendar_feeds (created_by_id);

create table app.calendar_feed_people (
    id uuid constraint pk_calendar_feed_people primary key,
    tenant_id character varying(40) not null,
    feed_id uuid not null,
    technician_id uuid not null,
    constraint fk_calendar_feed_people_tenant_feed_id foreign key (tenant_id, feed_id) references app.calendar_feeds (tenant_id, id) on delete cascade,
    constraint fk_calendar_feed_people_tenant_technician_id foreign key (tenant_id, technician_id) references app.technicians (tenant_id, id) on delete cascade
);
create unique index ux_calendar_feed_people_tenant_feed_id_technician_id on app.calendar_feed_people (tenant_id, feed_id, technician_id);
create index ix_calendar_feed_people_tenant_technician_id on app.calendar_feed_people (tenant_id, technician_id);

call app.guard('app.calendar_feeds');
call app.guard('app.calendar_feed_people');
call history.track('app.calendar_feeds', masked => 'token_hash');
call history.track('app.calendar_feed_people', 'calendar_feeds', 'feed_id');
