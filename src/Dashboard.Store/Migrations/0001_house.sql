-- Tables of the house. One section per slice; the slice named is the only one that writes (contracts/frozen/writers.txt).
-- A table with school_id in its key is school-bound and stands under row-level security (end of this file).

-- directories: no pupil data, needed before a school is known
create table school (
  school_id int generated always as identity primary key,
  key text not null unique,
  brin text,
  dependance text not null default '00',
  name text not null,
  is_sample boolean not null default false
);
create unique index school_brin on school (brin, dependance);
-- what every node keeps in memory; each statement that changes it raises the version that they ask for each second
create table directory_version (only_row boolean primary key default true check (only_row), version bigint not null);
insert into directory_version (version) values (1);
create function raise_directory_version() returns trigger language plpgsql security definer set search_path = public as
  $$ begin update directory_version set version = version + 1; return null; end $$;
create table login (user_name text primary key, school_id int not null, staff_id int not null);
create table data_protection_key (name text primary key, xml text not null);

create table publisher (
  publisher_id int generated always as identity primary key,
  key text not null unique,
  name text not null
);
create table tool (
  tool_id int generated always as identity primary key,
  publisher_id int not null references publisher,
  key text not null unique,
  name text not null,
  profile jsonb not null,
  uwlr_klantcode text,
  uwlr_klantnaam text,
  launch_url text,
  hosts text[] not null default '{}'
);
create table publisher_client (
  client_id text primary key,
  publisher_id int not null references publisher,
  secret_hash bytea,
  jwks text,
  jwks_uri text,
  scopes text not null
);
create table feed_key (key_hash bytea primary key, school_id int not null, tool_id int not null);
do $$
declare t text;
begin
  foreach t in array array['school', 'publisher', 'tool', 'publisher_client', 'feed_key'] loop
    execute format('create trigger %I after insert or update or delete on %I for each statement execute function raise_directory_version()', t || '_version', t);
  end loop;
end $$;

-- Schools
create table pupil (
  school_id int not null,
  pupil_id int generated always as identity,
  key uuid not null,
  left_on date,
  primary key (school_id, pupil_id),
  unique (school_id, key)
);
create table pupil_name (
  school_id int not null,
  pupil_id int not null,
  given_name text not null,
  prefix text,
  family_name text,
  primary key (school_id, pupil_id),
  foreign key (school_id, pupil_id) references pupil on delete cascade
);
create table pupil_alias (
  school_id int not null,
  kind smallint not null,
  hash bytea not null,
  pupil_id int not null,
  value bytea not null,
  valid_from timestamptz not null,
  valid_until timestamptz,
  primary key (school_id, hash),
  foreign key (school_id, pupil_id) references pupil on delete cascade
);
create index pupil_alias_pupil on pupil_alias (school_id, pupil_id);
create table school_group (
  school_id int not null,
  group_id int generated always as identity,
  key text not null,
  las_key text not null,
  name text not null,
  year_group text not null,
  composite boolean not null default false,
  school_year smallint not null,
  primary key (school_id, group_id),
  unique (school_id, key),
  unique (school_id, school_year, las_key)
);
create table membership (
  school_id int not null,
  group_id int not null,
  pupil_id int not null,
  primary key (school_id, group_id, pupil_id),
  foreign key (school_id, group_id) references school_group on delete cascade,
  foreign key (school_id, pupil_id) references pupil on delete cascade
);
create index membership_pupil on membership (school_id, pupil_id, group_id);
create table group_version (
  school_id int not null,
  group_id int not null,
  version bigint not null,
  changed_at timestamptz not null,
  primary key (school_id, group_id)
);
create table staff (
  school_id int not null,
  staff_id int generated always as identity,
  key uuid not null,
  user_name text not null,
  las_key text,
  display_name text not null,
  role smallint not null,
  password_hash text,
  is_sample boolean not null default false,
  publisher_id int,
  language text not null default 'nl',
  theme text not null default 'system',
  failed_attempts int not null default 0,
  locked_until timestamptz,
  primary key (school_id, staff_id),
  unique (school_id, key)
);
create table assignment (
  school_id int not null,
  staff_id int not null,
  group_id int not null,
  until date,
  primary key (school_id, staff_id, group_id),
  foreign key (school_id, staff_id) references staff on delete cascade,
  foreign key (school_id, group_id) references school_group on delete cascade
);
create table feed (
  school_id int not null,
  tool_id int not null references tool,
  state smallint not null,
  since timestamptz not null,
  derived_signals boolean not null default true,
  progress boolean not null default false,
  late_after_hours int not null default 36,
  last_delivery_at timestamptz,
  primary key (school_id, tool_id)
);
create table audit (
  school_id int not null,
  audit_id bigint generated always as identity,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text,
  detail jsonb,
  primary key (school_id, audit_id)
);

-- the ledger: deliveries, their parts and all other background work
create table delivery (
  school_id int not null,
  delivery_id bigint generated always as identity,
  public_id uuid not null,
  client text not null,
  tool_id int,
  format text not null,
  school_year smallint,
  received_at timestamptz not null,
  state smallint not null,
  total int not null default 0,
  accepted int not null default 0,
  unchanged int not null default 0,
  corrected int not null default 0,
  rejected int not null default 0,
  unmatched int not null default 0,
  parts int not null default 0,
  parts_mapped int not null default 0,
  parts_done int not null default 0,
  problems jsonb,
  primary key (school_id, delivery_id)
);
create index delivery_public on delivery (public_id);
create index delivery_client on delivery (client, delivery_id);
create table work (
  school_id int not null,
  work_id bigint generated always as identity,
  kind smallint not null,
  state smallint not null default 0,
  failures smallint not null default 0,
  school_year smallint not null,
  tool_id int not null default 0,
  delivery_id bigint,
  lease_until timestamptz not null default 'epoch',
  created_at timestamptz not null,
  error text,
  payload bytea not null,
  primary key (school_id, work_id)
) with (toast_tuple_target = 128, fillfactor = 70);
alter table work alter column payload set storage external;
create index work_open on work (school_id, work_id) where state < 3;
create index work_delivery on work (school_id, delivery_id);
create table waiting_result (
  school_id int not null,
  waiting_id bigint generated always as identity,
  delivery_id bigint not null,
  tool_id int not null,
  school_year smallint not null,
  alias_hash bytea not null,
  other_hash bytea,
  payload bytea not null,
  received_at timestamptz not null,
  primary key (school_id, waiting_id)
);
create index waiting_result_alias on waiting_result (school_id, alias_hash);
create index waiting_result_other on waiting_result (school_id, other_hash) where other_hash is not null;
create table launch (
  school_id int not null,
  jti uuid not null,
  tool_id int not null,
  staff_id int not null,
  target text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (school_id, jti)
);

-- Mapping
create table goal_set (
  goal_set_id int generated always as identity primary key,
  key text not null unique,
  title text not null,
  status text not null,
  licence text,
  attribution text,
  school_id int
);
create table goal_set_release (
  release_id int generated always as identity primary key,
  goal_set_id int not null references goal_set,
  version text not null,
  released_on date,
  imported_at timestamptz not null,
  unique (goal_set_id, version)
);
create table goal (
  goal_id int generated always as identity primary key,
  release_id int not null references goal_set_release,
  key uuid not null,
  uri text not null,
  kind smallint not null,
  parent_id int references goal,
  code text,
  title text not null,
  short_name text,
  subject text not null,
  domain text,
  level text,
  groepen smallint[] not null default '{}',
  kerndoelen text[] not null default '{}',
  parts text[] not null default '{}',
  position int not null,
  content_hash bytea not null,
  unique (release_id, uri)
);
create index goal_uri on goal (uri);
create index goal_key on goal (key);
create table method_goal (
  method_goal_id int generated always as identity primary key,
  tool_id int not null references tool,
  code text not null,
  version text,
  title text not null,
  description text,
  subject text,
  domain text not null default '',
  level text,
  exercises text[] not null default '{}',
  described boolean not null default false,
  unique (tool_id, code)
);
create table goal_link (
  link_id int generated always as identity primary key,
  method_goal_id int not null references method_goal,
  goal_id int not null references goal,
  school_id int,
  relation smallint not null,
  parts smallint,
  of_parts smallint,
  part_names text[] not null default '{}',
  role smallint not null,
  status smallint not null,
  reason text,
  author text not null,
  created_at timestamptz not null,
  unique nulls not distinct (method_goal_id, goal_id, school_id)
);
create index goal_link_goal on goal_link (goal_id);
create table result (
  school_id int not null,
  school_year smallint not null,
  result_key uuid not null,
  pupil_id int not null,
  tool_id int not null,
  method_goal_id int not null,
  taken_at timestamptz not null,
  sequence bigint not null,
  ledger bigint not null,
  modified_at timestamptz,
  content_hash bigint not null,
  origin smallint not null,
  meaning smallint not null,
  status smallint not null,
  is_primary boolean not null,
  score real,
  score_max real,
  uncertainty real,
  items int,
  correct int,
  seconds int,
  explanation_seconds int,
  other_goals int[],
  result_id text not null,
  part text not null,
  score_type text not null,
  label text,
  exercise text,
  deep_link text,
  detail jsonb,
  primary key (school_id, school_year, result_key)
) partition by list (school_year);
create index result_pupil on result (school_id, pupil_id, taken_at);
create index result_whole on result (school_id, tool_id) where part = '*';
create table result_history (
  school_id int not null,
  school_year smallint not null,
  result_key uuid not null,
  ledger bigint not null,
  replaced_at timestamptz not null,
  content jsonb not null,
  primary key (school_id, school_year, result_key, ledger)
);

-- Signalling
create table track (
  school_id int not null,
  school_year smallint not null,
  pupil_id int not null,
  tool_id int not null,
  domain text not null,
  theta double precision not null default 0,
  n_theta double precision not null default 0,
  last_at timestamptz not null default 'epoch',
  last_sequence bigint not null default 0,
  last_key uuid not null default '00000000-0000-0000-0000-000000000000',
  primary key (school_id, school_year, pupil_id, tool_id, domain)
);
create table goal_state (
  school_id int not null,
  school_year smallint not null,
  pupil_id int not null,
  method_goal_id int not null,
  n double precision not null,
  wrong double precision not null,
  a double precision not null,
  b double precision not null,
  streak double precision not null,
  rating_base double precision,
  rating_base_at timestamptz,
  rating_last double precision,
  rating_exercises int not null,
  rating_items int not null,
  good_exercises smallint not null,
  last_good_on date,
  flags smallint not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  evidence_at timestamptz,
  skipped_at timestamptz,
  not_offered_at timestamptz,
  harder_at timestamptz,
  exercises int not null,
  items int not null,
  correct int not null,
  seconds int not null,
  explanation_seconds int not null,
  primary key (school_id, school_year, pupil_id, method_goal_id)
);
create table signal (
  school_id int not null,
  signal_id uuid not null,
  school_year smallint not null,
  pupil_id int not null,
  tool_id int not null,
  method_goal_id int not null,
  kind smallint not null,
  provenance smallint not null,
  state smallint not null,
  raised_at timestamptz not null,
  ended_at timestamptz,
  end_reason smallint not null default 0,
  changed_at timestamptz not null,
  event_key uuid not null,
  rule text not null,
  rule_version text not null,
  evidence jsonb not null,
  primary key (school_id, signal_id)
);
create index signal_pupil on signal (school_id, pupil_id, raised_at);
create index signal_open on signal (school_id, pupil_id, method_goal_id) where state = 0;
create table notice (
  school_id int not null,
  signal_id uuid not null,
  group_id int not null,
  kind smallint not null,
  signal_kind smallint not null,
  at timestamptz not null,
  on_day date not null,
  primary key (school_id, signal_id, group_id)
);
create index notice_day on notice (school_id, group_id, on_day) where kind = 0;

-- Teaching
create table mark (
  school_id int not null,
  mark_id uuid not null,
  kind smallint not null,
  pupil_id int,
  group_id int,
  goal_id int not null,
  staff_id int not null,
  at timestamptz not null,
  until date,
  text text,
  undone_at timestamptz,
  primary key (school_id, mark_id)
);
create index mark_pupil on mark (school_id, pupil_id);
create index mark_group on mark (school_id, group_id);

-- the second wall: a row is there only for a session whose schools in scope include its school
create function schools_in_scope() returns int[] language sql stable parallel safe as
  $$ select nullif(current_setting('app.schools', true), '')::int[] $$;
do $$
declare t text;
begin
  foreach t in array array['pupil','pupil_name','pupil_alias','school_group','membership','group_version','staff','assignment','feed',
    'audit','delivery','work','waiting_result','launch','result','result_history','track','goal_state','signal','notice','mark'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    -- a filter on purpose, not "school_id = any (…)": as an index condition that repeats every look-up once per school in scope
    execute format('create policy in_scope on %I using (array[school_id] <@ (select schools_in_scope()))', t);
  end loop;
end $$;
-- a publisher's client reads the reports of what it sent, whatever the school
create policy own_deliveries on delivery for select using (client = (select nullif(current_setting('app.client', true), '')));
-- the dispatcher leases work of every school; it sees ciphertext
create policy dispatch_select on work for select using ((select current_setting('app.dispatch', true)) = 'on');
create policy dispatch_update on work for update using ((select current_setting('app.dispatch', true)) = 'on');
