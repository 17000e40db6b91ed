-- Customers up to :rows beside what is loaded, and a day with 400 visits of 60 people. It runs once.
set app.source = 'Setup'
;;
insert into app.customers (id, tenant_id, name, phone, email, street, city, state, tags, do_not_service, created_at)
select md5('cx' || i)::uuid, 'h2o', 'Customer ' || md5('x' || i), '(' || 200 + i % 700 || ') 555-01' || lpad((i % 100)::text, 2, '0'), 'x' || i || '@example.com', i || ' SE Invented Ave', 'Sampleton', 'WA', '{}', false,
    now() - interval '700 days' + i * interval '1 minute'
from generate_series((select count(*)::int from app.customers) + 1, :rows) i
;;
insert into app.technicians (id, tenant_id, name, is_active) select md5('td' || i)::uuid, 'h2o', 'Desk ' || i, true from generate_series(21, 60) i
;;
insert into app.service_calls (id, tenant_id, number, kind, status, priority, project_name, problem, street, city, starts_at, ends_at, all_day, paperwork_turned_in, created_at)
select md5('sd' || i)::uuid, 'h2o', 5000000 + i, (array['Service', 'Warranty', 'GoBack', 'Estimate'])[i % 4 + 1], 'Scheduled', 'Normal', 'House ' || i, 'Leak under sink', i || ' SE Invented Ave', 'Sampleton',
    s.at, s.at + interval '50 minutes', false, false, now()
from generate_series(0, 399) i, lateral (select timestamptz '2031-03-05 07:00 America/Los_Angeles' + (i / 60) * interval '1 hour' as at) s
;;
insert into app.call_technicians (id, tenant_id, service_call_id, technician_id, is_primary)
select md5('cd' || i)::uuid, 'h2o', md5('sd' || i)::uuid, case when i % 60 < 20 then md5('th2o' || i % 60 + 1)::uuid else md5('td' || i % 60 + 1)::uuid end, true from generate_series(0, 399) i
