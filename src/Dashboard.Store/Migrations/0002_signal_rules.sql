-- Signalling: what a school chose for a tool, streefniveaus, and difficulty releases. All dated; rows are added, never changed.
create table signal_setting (
  school_id int not null,
  tool_id int not null references tool,
  valid_from timestamptz not null,
  derived boolean not null,
  rule_set smallint not null,
  thresholds jsonb not null default '{}',
  staff_id int not null,
  primary key (school_id, tool_id, valid_from)
);
create table target_level (
  school_id int not null,
  pupil_id int not null,
  domain text not null,
  valid_from timestamptz not null,
  level smallint,
  staff_id int not null,
  primary key (school_id, pupil_id, domain, valid_from),
  foreign key (school_id, pupil_id) references pupil on delete cascade
);
create table difficulty_release (
  school_id int not null,
  tool_id int not null references tool,
  valid_from timestamptz not null,
  pupils int not null,
  goals int not null,
  primary key (school_id, tool_id, valid_from)
);
create table difficulty (
  school_id int not null,
  tool_id int not null,
  valid_from timestamptz not null,
  method_goal_id int not null,
  pupils int not null,
  items double precision not null,
  success double precision not null,
  primary key (school_id, tool_id, valid_from, method_goal_id),
  foreign key (school_id, tool_id, valid_from) references difficulty_release
);
-- whether signals are derived is dated now, and stands in signal_setting
alter table feed drop column derived_signals;
-- for the plain count rules: wrong in a row, and wrong since the last three right in a row
alter table goal_state add column wrong_run real not null default 0, add column wrong_since real not null default 0;

create function refuse_change() returns trigger language plpgsql as
  $$ begin raise exception '% is immutable: add a row with a later date', tg_table_name using errcode = '42501'; end $$;
do $$
declare t text;
begin
  foreach t in array array['signal_setting', 'target_level', 'difficulty_release', 'difficulty'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy in_scope on %I using (array[school_id] <@ (select schools_in_scope()))', t);
    execute format('create trigger %I before update on %I for each row execute function refuse_change()', t || '_immutable', t);
  end loop;
end $$;
