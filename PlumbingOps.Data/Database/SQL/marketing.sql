-- Marketing, publishing, reviews, mail: tenant isolation, history, short numbers, search, and the channels everybody knows.

create trigger number_row before insert on app.content_items for each row execute function app.number_row('content');
create trigger number_row before insert on app.posts for each row execute function app.number_row('post');

insert into app.channels (id, key, name, provider, usual_time, position, is_active)
select md5('channel ' || key)::uuid, key, name, provider, usual_time::time, position, true
from (values
    ('google_business_profile', 'Google Business Profile', 'GoogleBusiness', '09:00', 1),
    ('facebook_page', 'Facebook Page', 'Facebook', '10:00', 2),
    ('instagram_business', 'Instagram Business', 'Instagram', '11:00', 3),
    ('nextdoor', 'Nextdoor', 'Manual', '08:00', 4)) c (key, name, provider, usual_time, position);

-- What the search box of content looks through; see find_customers for why it is a function.
create function app.find_content(words text, most int) returns table (id uuid) language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    return query execute format('select id from app.content_items where tenant_id = any ($1) and %s limit $2', app.like_condition(words)) using app.tenants(), most;
end
$$;
grant select on app.content_items to plumbing_search;
grant create on schema app to plumbing_search;
alter function app.find_content(text, int) owner to plumbing_search;
revoke create on schema app from plumbing_search;
revoke all on function app.find_content(text, int) from public;
grant execute on function app.find_content(text, int) to plumbing_app;

-- A publication that has left the house never goes back to waiting, and its ledger row is never deleted: whoever tries finds the database in the way.
create function app.keep_published() returns trigger language plpgsql
as $$
begin
    if tg_op = 'DELETE' then
        raise exception using errcode = 'check_violation', constraint = 'publication_kept', message = 'The ledger of publishing is never deleted.';
    end if;
    if old.state in ('Sent', 'Discarded', 'Skipped') and new.state <> old.state then
        raise exception using errcode = 'check_violation', constraint = 'publication_settled', message = 'This publication is settled.';
    end if;
    if old.state in ('Sending', 'Unknown') and new.state in ('Waiting', 'Preparing') and new.fence = old.fence then
        raise exception using errcode = 'check_violation', constraint = 'publication_unknown', message = 'What may be out already is not sent again without reading back.';
    end if;
    return new;
end
$$;
create trigger keep_published before update of state or delete on app.publications for each row execute function app.keep_published();

call app.guard('app.channel_accounts');
call app.guard('app.account_shares');
call app.guard('app.account_connections');
call app.guard('app.account_secrets');
call app.guard('app.content_items');
call app.guard('app.content_texts');
call app.guard('app.content_media');
call app.guard('app.caption_templates');
call app.guard('app.offers');
call app.guard('app.seasonal_events');
call app.guard('app.local_topics');
call app.guard('app.posts');
call app.guard('app.media_assets');
call app.guard('app.media_crops');
call app.guard('app.publications');
call app.guard('app.publish_attempts');
call app.guard('app.account_limits');
call app.guard('app.publish_pauses');
call app.guard('app.review_requests');
call app.guard('app.reviews');
call app.guard('app.recovery_tickets');
call app.guard('app.review_opt_outs');
call app.guard('app.outgoing_mails');

call history.track('app.channels');
call history.track('app.channel_accounts');
call history.track('app.account_shares', 'channel_accounts', 'account_id');
call history.track('app.account_connections', 'channel_accounts', 'account_id', skipped => 'checked_at');
call history.track('app.account_secrets', masked => 'sealed');
call history.track('app.content_items', skipped => 'search');
call history.track('app.content_texts', 'content_items', 'content_id');
call history.track('app.content_media', 'content_items', 'content_id');
call history.track('app.caption_templates');
call history.track('app.offers');
call history.track('app.seasonal_events');
call history.track('app.local_topics');
call history.track('app.posts');
call history.track('app.media_assets', skipped => 'storage_key');
call history.track('app.media_crops', 'media_assets', 'media_id', skipped => 'storage_key');
call history.track('app.publications', 'posts', 'post_id', skipped => 'look_at,lease_until,leased_by,fence,tries');
call history.track('app.publish_pauses');
call history.track('app.review_requests', masked => 'token_hash');
call history.track('app.reviews');
call history.track('app.recovery_tickets');
call history.track('app.review_opt_outs');
call history.track('app.outgoing_mails', masked => 'text', skipped => 'next_try_at,lease_until,tries');
-- Not tracked: publish_attempts (a log of its own, only added to) and account_limits (counters).
revoke update, delete on app.publish_attempts from plumbing_app;
grant update (ended_at, outcome, provider_code, provider_trace, message, evidence) on app.publish_attempts to plumbing_app;
