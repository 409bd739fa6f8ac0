-- What people do with goal sets: review a release, name a goal, couple it to a kerndoel, choose sets for a school.
create table goal_change (
  change_id int generated always as identity primary key,
  release_id int not null references goal_set_release,
  goal_id int not null references goal,
  kind smallint not null,
  new_uris text[] not null default '{}',
  same_words boolean not null,
  state smallint not null default 0,
  decided_by text,
  decided_at timestamptz,
  reason text,
  unique (release_id, goal_id)
);
create index goal_change_goal on goal_change (goal_id);
create table goal_edit (
  edit_id bigint generated always as identity primary key,
  uri text not null,
  at timestamptz not null,
  actor text not null,
  field text not null,
  before text,
  after text,
  reason text
);
create index goal_edit_uri on goal_edit (uri, edit_id);
create table goal_kerndoel (
  goal_uri text not null,
  kerndoel_uri text not null,
  relation smallint not null,
  reason text not null,
  author text not null,
  at timestamptz not null,
  primary key (goal_uri, kerndoel_uri)
);
create index goal_kerndoel_kerndoel on goal_kerndoel (kerndoel_uri);
create table school_goal_set (
  school_id int not null,
  goal_set_id int not null references goal_set,
  release_id int references goal_set_release,
  coarseness smallint not null default 0,
  primary key (school_id, goal_set_id)
);
alter table school_goal_set enable row level security;
alter table school_goal_set force row level security;
create policy in_scope on school_goal_set using (array[school_id] <@ (select schools_in_scope()));
