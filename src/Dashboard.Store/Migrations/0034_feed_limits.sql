-- A school may take a feed for some groups only, and results from a day on only.

alter table feed
  add column only_groups boolean not null default false, -- true: only pupils of the groups in feed_group, also when none of those is left
  add column results_from date;                          -- first day, Amsterdam time, of which results are taken; null: no such day

create table feed_group (
  school_id int not null,
  tool_id int not null,
  group_id int not null,
  primary key (school_id, tool_id, group_id),
  foreign key (school_id, tool_id) references feed on delete cascade,
  foreign key (school_id, group_id) references school_group on delete cascade
);
alter table feed_group enable row level security;
alter table feed_group force row level security;
create policy in_scope on feed_group using (array[school_id] <@ (select schools_in_scope()));
