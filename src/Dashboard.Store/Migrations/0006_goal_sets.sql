-- Goal sets as they are published: several parents, levels that are sets of groepen, versions that releases share.
alter table goal_set
  add column kind smallint not null default 0,
  add column licence_url text;
alter table goal_set_release
  add column commit_id text,
  add column fingerprint bytea not null default '';
create table goal_level (
  key uuid primary key,
  title text not null,
  granularity smallint not null,
  groepen smallint[] not null default '{}',
  source text not null
);
alter table goal
  add column type text not null default '',
  add column description text,
  add column status text,
  add column levels uuid[] not null default '{}',
  add column granularity smallint,
  add column confirmation smallint not null default 0,
  add column deprecated boolean not null default false;
-- goal.release_id is the release that had this version first; which releases have it stands here
create table goal_in_release (
  release_id int not null references goal_set_release,
  goal_id int not null references goal,
  primary key (release_id, goal_id)
);
create index goal_in_release_goal on goal_in_release (goal_id);
insert into goal_in_release (release_id, goal_id) select release_id, goal_id from goal;
create table goal_parent (
  goal_id int not null references goal,
  parent_id int not null references goal,
  position int not null,
  primary key (goal_id, parent_id)
);
create index goal_parent_parent on goal_parent (parent_id, position);
insert into goal_parent (goal_id, parent_id, position) select goal_id, parent_id, position from goal where parent_id is not null;
alter table goal drop column parent_id;
-- what replaces what, by address: known for goals that we never had, too
create table goal_successor (
  old_uri text not null,
  new_uri text not null,
  primary key (old_uri, new_uri)
);
create index goal_successor_new on goal_successor (new_uri);
