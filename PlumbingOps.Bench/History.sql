-- What the log would hold after two years: five changes and more for every job, each set made by one person at one moment. Runs as superuser with
-- session_replication_role = replica, for the application's roles cannot write the log.
select history.make_partitions((now() - interval '25 months')::date, 27)
;;
-- Booked with its crew, later moved: two change sets a job.
create temporary table made as
select 'jobs' as entity, md5('j' || i)::uuid as id, 'all_county' as tenant_id, i, step,
    md5('set j' || i || '/' || step)::uuid as change_set, date_trunc('day', now()) - (700 - i * 7919 % 600 - step * 40) * interval '1 day' - (i % 36000) * interval '1 second' as at
from generate_series(0, :rows - 1) i, generate_series(1, 2) step
union all
select 'service_calls', md5('s' || i)::uuid, (array['h2o', 'all_county'])[i % 2 + 1], i, step,
    md5('set s' || i || '/' || step)::uuid, date_trunc('day', now()) - (690 - i * 7919 % 600 - step * 30) * interval '1 day' - (i % 36000) * interval '1 second'
from generate_series(0, :rows - 1) i, generate_series(1, 1) step
union all
select 'customers', c.id, c.tenant_id, row_number() over (order by c.id), 1, md5('set ' || c.id)::uuid, c.created_at from app.customers c
;;
insert into history.change_sets (id, at, actor_id, actor_name, source, summary)
select m.change_set, m.at, u.id, u.full_name, 'Page', case when entity = 'customers' then 'Added a customer' when step = 1 then 'Booked ' || case entity when 'jobs' then 'J-' else 'C-' end || 1000 + i end
from made m join identity.users u on u.user_name = (array['omar', 'ana'])[m.i % 7 / 6 + 1]
;;
insert into history.changes (at, change_set_id, tenant_id, entity, entity_id, root_entity, root_id, action, after)
select m.at, m.change_set, 'all_county', 'jobs', j.id, 'jobs', j.id, 'insert', jsonb_strip_nulls(to_jsonb(j) - '{start_sort,day_count}'::text[])
from made m join app.jobs j on j.id = m.id where m.step = 1
;;
insert into history.changes (at, change_set_id, tenant_id, entity, entity_id, root_entity, root_id, action, after)
select m.at, m.change_set, 'all_county', 'job_crew', c.id, 'jobs', c.job_id, 'insert', to_jsonb(c)
from made m join app.job_crew c on c.job_id = m.id where m.step = 1
;;
insert into history.changes (at, change_set_id, tenant_id, entity, entity_id, root_entity, root_id, action, before, after)
select m.at, m.change_set, 'all_county', 'jobs', j.id, 'jobs', j.id, 'update', jsonb_build_object('start_date', j.start_date - 2, 'end_date', j.end_date - 2),
    jsonb_build_object('start_date', j.start_date, 'end_date', j.end_date)
from made m join app.jobs j on j.id = m.id where m.entity = 'jobs' and m.step = 2
;;
insert into history.changes (at, change_set_id, tenant_id, entity, entity_id, root_entity, root_id, action, after)
select m.at, m.change_set, m.tenant_id, 'service_calls', s.id, 'service_calls', s.id, 'insert', jsonb_strip_nulls(to_jsonb(s) - '{start_sort,search,contact_phone_digits}'::text[])
from made m join app.service_calls s on s.id = m.id
;;
insert into history.changes (at, change_set_id, tenant_id, entity, entity_id, root_entity, root_id, action, after)
select m.at, m.change_set, m.tenant_id, 'call_technicians', t.id, 'service_calls', t.service_call_id, 'insert', to_jsonb(t)
from made m join app.call_technicians t on t.service_call_id = m.id
;;
insert into history.changes (at, change_set_id, tenant_id, entity, entity_id, root_entity, root_id, action, after)
select m.at, m.change_set, m.tenant_id, 'customers', c.id, 'customers', c.id, 'insert', jsonb_strip_nulls(to_jsonb(c) - '{search,phone_digits,other_phone_digits}'::text[])
from made m join app.customers c on c.id = m.id
;;
drop table made
