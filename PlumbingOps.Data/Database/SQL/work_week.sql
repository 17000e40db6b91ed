-- When each company works: no time outside of it is promised to a caller.

alter table app.tenants
    add column work_begins time not null default '07:00',
    add column work_ends time not null default '18:00',
    add column work_days text[] not null default '{Monday,Tuesday,Wednesday,Thursday,Friday}',
    add column travel_minutes integer not null default 30,
    add constraint ck_tenants_work check (work_begins < work_ends and cardinality(work_days) > 0 and travel_minutes between 0 and 240);
