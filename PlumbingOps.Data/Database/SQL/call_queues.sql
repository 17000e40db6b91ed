-- What the office chases after the visits, in the order of its lists.

-- A write-up that was begun is not done: it stays in the queue.
drop index app.ix_service_calls_needs_write_up;
create index ix_service_calls_needs_write_up on app.service_calls (tenant_id, start_sort, id) where write_up in ('NeedsWriteUp', 'InProgress');

-- Tasks by their day, those without one last; the same words as the list's, or it would sort all of them.
create index ix_job_tasks_open_due_sort on app.job_tasks (tenant_id, (coalesce(due_date, date 'infinity')), id) where status in ('Pending', 'InProgress');
create index ix_call_tasks_open_due_sort on app.call_tasks (tenant_id, (coalesce(due_date, date 'infinity')), id) where status in ('Pending', 'InProgress');
