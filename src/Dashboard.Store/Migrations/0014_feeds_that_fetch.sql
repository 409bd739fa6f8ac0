-- Feeds that fetch; what a school agreed per feed; outside names per supplier with validity; keys in rotation; sandbox schools.

alter table feed
  add column previous_years boolean not null default true,  -- false: results of an earlier school year wait until the school allows them
  add column level_filter smallint,                         -- terugstuuroptie -2 … 2; null: no filter
  add column agreement text,                                -- reference of the processing agreement
  add column support_contact text,
  add column requested_at timestamptz,
  add column request jsonb;                                 -- the onboarding form as filled in

create table pull (
  school_id int not null,
  tool_id int not null references tool,
  address text not null,
  credential bytea,
  every_minutes int,
  nightly_minute int,
  next_at timestamptz not null,
  attempted_at timestamptz,
  succeeded_at timestamptz,
  cursor text,
  etag text,
  failures int not null default 0,
  error text,
  primary key (school_id, tool_id)
);
create index pull_due on pull (next_at);
alter table pull enable row level security;
alter table pull force row level security;
create policy in_scope on pull using (array[school_id] <@ (select schools_in_scope()));
-- the schedule looks over all schools for what is due
create policy dispatch_select on pull for select using ((select current_setting('app.dispatch', true)) = 'on');

-- a result may wait for more than its pupil (reason 1: an earlier school year), by any of its outside names, and says which to the school alone
alter table waiting_result
  add column reason smallint not null default 0,
  add column more_hashes bytea,
  add column reference bytea;

-- the same outside name may belong to another pupil later
alter table pupil_alias
  add column publisher_id int references publisher,
  add column matched_by text;
alter table pupil_alias drop constraint pupil_alias_pkey;
alter table pupil_alias add primary key (school_id, hash, valid_from);
create unique index pupil_alias_now on pupil_alias (school_id, hash) where valid_until is null;

alter table publisher_client
  add column secret_made_at timestamptz,
  add column previous_secret_hash bytea,
  add column previous_secret_until timestamptz;
alter table feed_key
  add column made_at timestamptz not null default now(),
  add column ends_at timestamptz,
  add column hint text;
alter table school add column sandbox_of int references publisher;
