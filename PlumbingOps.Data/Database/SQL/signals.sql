-- Who looks after which signals.

create table app.signal_owners (
    id uuid constraint pk_signal_owners primary key,
    tenant_id character varying(40) not null constraint fk_signal_owners_tenant references app.tenants (id) on delete restrict,
    pattern character varying(80) not null constraint ck_signal_owners_pattern check (pattern ~ '^[a-z_0-9]*[*]?$' and pattern <> ''),
    user_id uuid not null constraint fk_signal_owners_user_id references identity.users (id) on delete cascade
);
create unique index ux_signal_owners_tenant_pattern on app.signal_owners (tenant_id, pattern);
create index ix_signal_owners_user_id on app.signal_owners (user_id);

call app.guard('app.signal_owners');
call history.track('app.signal_owners');

-- What was completed lately, for whom nobody asked what they thought of it.
create index ix_service_calls_completed on app.service_calls (tenant_id, completed_at, id) where status = 'Completed';
