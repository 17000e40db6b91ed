-- What analytics counts by day, so that a period costs its own rows and not all there are.

create index ix_jobs_completed on app.jobs (tenant_id, completed_on, id) include (start_date) where status = 'Completed' and archived_at is null;
drop index app.ix_service_calls_completed;
create index ix_service_calls_completed on app.service_calls (tenant_id, completed_at, id) include (created_at, starts_at) where status = 'Completed' and archived_at is null;
create index ix_service_calls_taken on app.service_calls (tenant_id, created_at, id) where archived_at is null;
create index ix_bids_decided on app.bids (tenant_id, decided_on, id) where decided_on is not null and archived_at is null;
create index ix_review_requests_sent on app.review_requests (tenant_id, sent_at, id) where sent_at is not null;
