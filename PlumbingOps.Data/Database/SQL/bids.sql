-- Bids: tenant isolation, history, short numbers, what lines add up to, and the lock on what was sent.

create trigger number_row before insert on app.bids for each row execute function app.number_row('bid');

-- Keeps what the lines of a bid come to, whatever path they were changed by, and refuses to change the lines of what was sent.
-- Whoever changes lines waits here for others who do: the sum is then read anew and counts theirs.
create function app.total_bids() returns trigger language plpgsql
as $$
declare
    touched uuid[];
begin
    if tg_op = 'DELETE' then
        select array_agg(distinct bid_id) into touched from old_rows;
    else
        select array_agg(distinct bid_id) into touched from new_rows;
    end if;
    perform 1 from app.bids where id = any (touched) order by id for no key update;
    if exists (select from app.bids where id = any (touched) and status in ('Sent', 'Won', 'Lost')) then
        raise exception using errcode = 'check_violation', constraint = 'bid_sent', message = 'What was sent to the customer does not change: make a new version.';
    end if;
    update app.bids b set total_cents = s.total, cost_cents = s.cost, line_count = s.lines, unpriced_count = s.unpriced
    from (
        select t.id, coalesce(sum(l.total_cents), 0)::bigint as total, count(l.id)::int as lines,
            (count(l.id) filter (where l.unit_price_cents is null))::int as unpriced,
            case when count(l.id) > 0 and count(*) filter (where l.unit_cost_cents is null) = 0 then sum(round(l.quantity * l.unit_cost_cents))::bigint end as cost
        from unnest(touched) as t (id) left join app.bid_lines l on l.bid_id = t.id group by t.id) s
    where b.id = s.id and (b.total_cents, b.cost_cents, b.line_count, b.unpriced_count) is distinct from (s.total, s.cost, s.lines, s.unpriced);
    return null;
end
$$;
create trigger total_insert after insert on app.bid_lines referencing new table as new_rows for each statement execute function app.total_bids();
create trigger total_update after update on app.bid_lines referencing new table as new_rows for each statement execute function app.total_bids();
create trigger total_delete after delete on app.bid_lines referencing old table as old_rows for each statement execute function app.total_bids();

-- What a customer read stays as it was: only their acceptance is added, once.
create function app.keep_bid_version() returns trigger language plpgsql
as $$
begin
    if (new.number, new.document, new.document_hash, new.total_cents, new.sent_at) is distinct from (old.number, old.document, old.document_hash, old.total_cents, old.sent_at)
        or (old.accepted_at is not null and (new.accepted_at, new.accepted_by, new.accepted_from) is distinct from (old.accepted_at, old.accepted_by, old.accepted_from)) then
        raise exception using errcode = 'check_violation', constraint = 'bid_version_kept', message = 'A version that was sent, and its acceptance, do not change.';
    end if;
    return new;
end
$$;
create trigger keep_bid_version before update on app.bid_versions for each row execute function app.keep_bid_version();

-- The search box; see search.sql for why it is a guarded function.
create function app.find_bids(words text, most int) returns table (id uuid) language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    return query execute format('select id from app.bids where tenant_id = any ($1) and %s limit $2', app.like_condition(words)) using app.tenants(), most;
end
$$;
grant select on app.bids to plumbing_search;
grant create on schema app to plumbing_search;
alter function app.find_bids(text, int) owner to plumbing_search;
revoke create on schema app from plumbing_search;
revoke all on function app.find_bids(text, int) from public;
grant execute on function app.find_bids(text, int) to plumbing_app;

call app.guard('app.bids');
call app.guard('app.bid_sections');
call app.guard('app.bid_lines');
call app.guard('app.bid_versions');
call app.guard('app.bid_links');
call app.guard('app.bid_jobs');
call app.guard('app.bid_templates');

-- What the lines come to follows from them: told of each, a pasted block would be a page of sums.
call history.track('app.bids', skipped => 'search,due_sort,line_count,unpriced_count,total_cents,cost_cents');
call history.track('app.bid_sections', 'bids', 'bid_id');
call history.track('app.bid_lines', 'bids', 'bid_id');
call history.track('app.bid_versions', 'bids', 'bid_id');
call history.track('app.bid_links', 'bids', 'bid_id', masked => 'token_hash');
call history.track('app.bid_jobs', 'bids', 'bid_id');
call history.track('app.bid_templates');
