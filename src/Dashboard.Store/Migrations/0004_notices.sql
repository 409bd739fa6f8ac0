-- School calendar, notices with their reasons, what teachers answer to a signal, and follow-ups.

-- Schools: region of the school holidays (0 noord, 1 midden, 2 zuid) and the school's own free days
alter table school add column region smallint not null default 1;
create table study_day (
  school_id int not null,
  day date not null,
  name text not null,
  primary key (school_id, day)
);

-- Signalling: a notice is a line in a log; the same signal may be told again on a later day
alter table notice add column reason smallint not null default 0;
alter table notice add column items int not null default 0;
alter table notice add column correct int not null default 0;
alter table notice drop constraint notice_pkey;
alter table notice add primary key (school_id, signal_id, group_id, on_day);
create table group_notice (
  school_id int not null,
  group_id int not null,
  topic text not null,
  on_day date not null,
  kind smallint not null,
  at timestamptz not null,
  pupils int not null,
  size int not null,
  primary key (school_id, group_id, topic, on_day)
);
-- what Teaching told about follow-ups: silent from the start until the day of looking back
create table signal_quiet (
  school_id int not null,
  follow_up_id uuid not null,
  pupil_id int not null,
  method_goal_id int not null,
  starts_on date not null,
  until date not null,
  told_at timestamptz not null,
  is_over boolean not null default false,
  is_back boolean not null default false,
  primary key (school_id, pupil_id, method_goal_id, follow_up_id)
);
create index signal_quiet_follow_up on signal_quiet (school_id, follow_up_id);
create index signal_quiet_back on signal_quiet (until) where not is_over and not is_back;
create table reaction (
  school_id int not null,
  reaction_id uuid not null,
  signal_id uuid not null,
  staff_id int not null,
  kind smallint not null,
  at timestamptz not null,
  until date,
  undone_at timestamptz,
  primary key (school_id, reaction_id)
);
create index reaction_signal on reaction (school_id, signal_id);

-- Teaching
create table follow_up (
  school_id int not null,
  follow_up_id uuid not null,
  kind smallint not null,
  goal_id int,
  topic text not null,
  topic_name text not null,
  method_goals int[] not null,
  staff_id int not null,
  at timestamptz not null,
  starts_on date not null,
  evaluate_on date not null,
  partner text,
  expectation text,
  ended_at timestamptz,
  ended_by int,
  undone_at timestamptz,
  primary key (school_id, follow_up_id)
);
create table follow_up_pupil (
  school_id int not null,
  follow_up_id uuid not null,
  pupil_id int not null,
  primary key (school_id, follow_up_id, pupil_id)
);
create index follow_up_pupil_pupil on follow_up_pupil (school_id, pupil_id);

do $$
declare t text;
begin
  foreach t in array array['study_day', 'group_notice', 'signal_quiet', 'reaction', 'follow_up', 'follow_up_pupil'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy in_scope on %I using (array[school_id] <@ (select schools_in_scope()))', t);
  end loop;
end $$;
