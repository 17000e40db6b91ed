-- Invented marketing, set-based and always the same: :rows posts of one company, 500 a month up to the month after next, on fifty accounts that are posted to by
-- hand (no network keeps its posts apart), and a ledger of which the first :rows * 2 / 5 are due. Runs as the owner; statements end with two semicolons.
insert into app.channel_accounts (id, tenant_id, channel_id, name, is_active, posts_per_week, weekdays, times, zone, late_minutes)
select md5('mca' || i)::uuid, 'h2o', md5('channel nextdoor')::uuid, 'Neighborhood ' || i, true, 3, '{Monday,Wednesday,Friday}', '{08:00}', 'America/Los_Angeles', 120
from generate_series(0, 49) i
;;
insert into app.content_items (id, tenant_id, number, title, caption, category, status, action, tags, owner_id, created_at)
select md5('mci' || i)::uuid, 'h2o', 100000 + i, 'Content ' || i, 'Wrap your pipes before freeze number ' || i, (array['AdContent', 'TeamPost', 'Diy', 'Authority'])[i % 4 + 1], 'Approved', 'None', '{}',
    (select id from identity.users order by user_name offset i % 4 limit 1), now() - interval '100 days'
from generate_series(0, :rows / 10 - 1) i
;;
insert into app.posts (id, tenant_id, number, account_id, content_id, status, day, time, zone, scheduled_for, google_topic, posted_manually, posted_at, external_id, cause, next_step, created_at)
select md5('mp' || i)::uuid, 'h2o', 100000 + i, md5('mca' || (i % 50))::uuid, md5('mci' || (i % (:rows / 10)))::uuid, s.status,
    (w.at at time zone 'America/Los_Angeles')::date, (w.at at time zone 'America/Los_Angeles')::time, 'America/Los_Angeles', w.at, 'Standard', false, case when s.status = 'Posted' then w.at end, case when s.status = 'Posted' then 'there' || i end,
    case when s.status in ('Failed', 'Skipped') then 'Invented' end, case when s.status in ('Failed', 'Skipped') then 'Nothing to do' end, w.at - interval '9 days'
from generate_series(0, :rows - 1) i,
    lateral (select date_trunc('month', now()) + interval '2 months' - (i / 500 + 1) * interval '1 month' + (i % 500) * interval '80 minutes' as at) w,
    lateral (select case when w.at > now() then (array['Scheduled', 'Draft', 'NeedsApproval'])[i % 3 + 1] when i % 20 = 3 then 'Cancelled' when i % 20 = 7 then 'Skipped' when i % 40 = 11 then 'Failed' else 'Posted' end as status) s
;;
insert into app.publications (id, tenant_id, post_id, account_id, occurrence, state, due_at, send_before, look_at, fence, tries, sent_again)
select md5('mpu' || i)::uuid, 'h2o', md5('mp' || i)::uuid, md5('mca' || (i % 50))::uuid, 1, 'Waiting', now() - i * interval '1 second', now() + interval '1 day', now() - i * interval '1 second', 0, 0, false
from generate_series(0, :rows * 2 / 5 - 1) i
