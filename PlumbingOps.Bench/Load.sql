-- Invented data, set-based and always the same. :rows jobs and as many calls; four phases a lot. Runs as the owner; statements end with two semicolons.
-- The log's triggers rest meanwhile (History.sql writes what they would have written, spread over two years as an office makes it).
-- As a calendar that is brought in: what it books twice stays so.
set app.source = 'Setup'
;;
insert into app.builders (id, name, warranty_months) select md5('b' || i)::uuid, 'Builder ' || i, 12 from generate_series(1, 40) i
;;
insert into app.communities (id, builder_id, name) select md5('c' || i)::uuid, md5('b' || (i % 40 + 1))::uuid, 'Community ' || i from generate_series(1, 400) i
;;
insert into app.lots (id, community_id, number, street, city, state)
select md5('l' || i)::uuid, md5('c' || (i % 400 + 1))::uuid, (i / 400 + 1)::text, (1000 + i) || ' NE Sample ' || (i % 97) || ' Ct', 'Sampleton', 'WA'
from generate_series(1, :rows / 4) i
;;
insert into app.technicians (id, tenant_id, name, is_active)
select md5('t' || t || i)::uuid, t, 'Tech ' || i, true from generate_series(1, 20) i, unnest('{all_county,h2o}'::text[]) t
;;
-- Work of the last thousand days is done, but for some that is late, on hold or has no days yet; the next hundred days are booked.
insert into app.jobs (id, tenant_id, number, lot_id, phase, status, start_date, end_date, completed_on, notes)
select md5('j' || i)::uuid, 'all_county', 1000 + i, md5('l' || (i % (:rows / 4) + 1))::uuid,
    (array['Groundwork', 'PostAndBeam', 'TopOut', 'Trim'])[i / (:rows / 4) % 4 + 1],
    s.status, case when s.status <> 'New' then d.day end, case when s.status <> 'New' then d.day + i % 3 end, case when s.status = 'Completed' then d.day + i % 3 end, 'Plan N' || i % 900
from generate_series(0, :rows - 1) i, lateral (select current_date - 1000 + i % 1100 as day) d,
    lateral (select case when i % 50 = 49 then 'New' when d.day >= current_date then 'Scheduled' when d.day > current_date - 3 then 'InProgress' when i % 50 = 48 then 'OnHold' else 'Completed' end as status) s
;;
insert into app.job_crew (id, tenant_id, job_id, technician_id)
select md5('jc' || i)::uuid, 'all_county', md5('j' || i)::uuid, md5('tall_county' || (i % 20 + 1))::uuid from generate_series(0, :rows - 1) i where i % 50 < 46
;;
insert into app.customers (id, tenant_id, name, phone, email, street, city, state, tags, do_not_service, created_at)
select md5('cu' || i)::uuid, (array['h2o', 'all_county'])[i % 2 + 1], 'Customer ' || md5(i::text), '(503) 555-01' || lpad((i % 100)::text, 2, '0'), 'c' || i || '@example.com',
    i || ' SE Invented Ave', 'Sampleton', 'WA', '{}', false, now() - interval '700 days' + i * interval '10 minutes' * 100000 / :rows
from generate_series(1, :rows / 2) i
;;
insert into app.service_calls (id, tenant_id, number, kind, status, priority, customer_id, lot_id, problem, contact_name, contact_phone, street, city, starts_at, ends_at, all_day, completed_at, paperwork_turned_in, created_at)
select md5('s' || i)::uuid, (array['h2o', 'all_county'])[i % 2 + 1], 1000 + i, (array['Service', 'Warranty', 'GoBack', 'Estimate'])[i % 4 + 1],
    s.status, 'Normal',
    md5('cu' || (i % (:rows / 2 / 2) * 2 + i % 2 + case when i % 2 = 0 then 2 else 0 end))::uuid,
    case when i % 4 = 1 then md5('l' || (i % (:rows / 4) + 1))::uuid end, 'Leak under sink ' || md5(i::text), 'Contact ' || i, '(503) 555-01' || lpad((i % 100)::text, 2, '0'),
    i || ' SE Invented Ave', 'Sampleton', case when s.status <> 'New' then w.at end, case when s.status <> 'New' then w.at + interval '1 hour' end, false,
    case when s.status = 'Completed' then w.at + interval '1 hour' end, i % 40 <> 7, w.at - interval '3 days'
from generate_series(0, :rows - 1) i,
    lateral (select date_trunc('day', now()) + (i % 1100 - 1000) * interval '1 day' + (16 + i % 8) * interval '1 hour' as at) w,
    lateral (select case when i % 40 = 39 then 'New' when w.at >= now() or i % 40 = 38 then 'Scheduled' else 'Completed' end as status) s
;;
insert into app.call_technicians (id, tenant_id, service_call_id, technician_id, is_primary)
select md5('ct' || i)::uuid, (array['h2o', 'all_county'])[i % 2 + 1], md5('s' || i)::uuid, md5('t' || (array['h2o', 'all_county'])[i % 2 + 1] || (i % 20 + 1))::uuid, true
from generate_series(0, :rows - 1) i
;;
insert into app.number_counters (tenant_id, kind, last) select t, k, 1000 + :rows from unnest('{all_county,h2o}'::text[]) t, unnest('{job,service_call}'::text[]) k
on conflict (tenant_id, kind) do update set last = excluded.last
