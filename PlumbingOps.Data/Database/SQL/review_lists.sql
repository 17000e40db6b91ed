-- Reviews as lists: who wants no mail is looked up by address, and the secrets of older mails are as masked in the history as the newest one's.

create index ix_review_requests_tenant_email on app.review_requests (tenant_id, lower(email), created_at desc);

drop trigger log_insert on app.review_requests;
drop trigger log_update on app.review_requests;
drop trigger log_delete on app.review_requests;
call history.track('app.review_requests', masked => 'token_hash,old_token_hashes');

drop trigger log_insert on app.outgoing_mails;
drop trigger log_update on app.outgoing_mails;
drop trigger log_delete on app.outgoing_mails;
call history.track('app.outgoing_mails', masked => 'text,stop_address', skipped => 'next_try_at,lease_until,tries');
