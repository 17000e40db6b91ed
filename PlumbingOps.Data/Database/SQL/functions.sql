-- Small functions the tables themselves need. Runs before they are made.
create schema if not exists app;
create schema if not exists history;

-- The companies of whoever is connected. Not set: null, and no policy lets a row through.
create or replace function app.tenants() returns text[] language sql stable parallel safe
    as $$ select string_to_array(nullif(current_setting('app.tenants', true), ''), ',') $$;

-- "(503) 555-0100" -> "+15035550100"; fewer or more digits stay as they are.
create or replace function app.phone_digits(typed text) returns text language sql immutable strict parallel safe
    as $$
    select case when length(d) = 10 then '+1' || d when length(d) = 11 and d like '1%' then '+' || d when d = '' then null else d end
    from (select regexp_replace(typed, '[^0-9]', '', 'g') as d) x
    $$;

-- How names are compared: capitals, blanks and punctuation do not make another builder.
create or replace function app.plain(name text) returns text language sql immutable strict parallel safe
    as $$ select btrim(regexp_replace(lower(name), '[^a-z0-9]+', ' ', 'g')) $$;
