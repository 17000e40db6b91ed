-- What people are typing, until they save it or say it is not wanted. Each sees their own, whatever company it is about; it is no business record and has no history.

create table app.form_drafts (
    id uuid not null,
    user_id uuid not null constraint fk_form_drafts_user references identity.users (id) on delete cascade,
    form text not null constraint ck_form_drafts_form check (length(form) <= 120),
    title text constraint ck_form_drafts_title check (length(title) <= 120),
    content text not null constraint ck_form_drafts_content check (length(content) <= 100000),
    saved_at timestamptz not null,
    constraint pk_form_drafts primary key (user_id, id)
);
create index ix_form_drafts_user on app.form_drafts (user_id, form, saved_at desc);

alter table app.form_drafts enable row level security;
alter table app.form_drafts force row level security;
create policy own on app.form_drafts for all to plumbing_app, plumbing_owner
    using (user_id = nullif(current_setting('app.actor_id', true), '')::uuid) with check (user_id = nullif(current_setting('app.actor_id', true), '')::uuid);
