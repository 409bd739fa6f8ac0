-- Links: validity, who changed what and why, and how many results each method goal has.

alter table goal_link add column valid_from date, add column valid_until date;

-- every change of a link, by whom and why; what it was before makes undo possible
create table link_change (
  change_id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  action smallint not null,
  method_goal_id int not null references method_goal,
  goal_id int not null references goal,
  school_id int,
  reason text,
  before jsonb,
  after jsonb,
  undoes bigint
);
create index link_change_method_goal on link_change (method_goal_id, change_id);

-- how many results of a school name a method goal (0: none); a result counts under each goal that it names
create table method_goal_use (
  school_id int not null,
  tool_id int not null,
  method_goal_id int not null,
  results bigint not null,
  primary key (school_id, tool_id, method_goal_id)
);
alter table method_goal_use enable row level security;
alter table method_goal_use force row level security;
create policy in_scope on method_goal_use using (array[school_id] <@ (select schools_in_scope()));

-- Kept by the table itself, so that no writer of results can forget it. Status 2 is cancelled; second scores of the same work do not count.
create function count_added_results() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into method_goal_use as u (school_id, tool_id, method_goal_id, results)
  select r.school_id, r.tool_id, g, count(*) from added r cross join lateral unnest(array_append(r.other_goals, r.method_goal_id)) g
  where r.is_primary and r.status <> 2 and r.part <> '*' group by 1, 2, 3 order by 1, 2, 3
  on conflict (school_id, tool_id, method_goal_id) do update set results = u.results + excluded.results;
  return null;
end $$;
create function count_removed_results() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into method_goal_use as u (school_id, tool_id, method_goal_id, results)
  select r.school_id, r.tool_id, g, -count(*) from removed r cross join lateral unnest(array_append(r.other_goals, r.method_goal_id)) g
  where r.is_primary and r.status <> 2 and r.part <> '*' group by 1, 2, 3 order by 1, 2, 3
  on conflict (school_id, tool_id, method_goal_id) do update set results = u.results + excluded.results;
  return null;
end $$;
create function count_changed_results() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into method_goal_use as u (school_id, tool_id, method_goal_id, results)
  select c.school_id, c.tool_id, c.g, sum(c.n) from (
    select r.school_id, r.tool_id, g, 1 as n from added r cross join lateral unnest(array_append(r.other_goals, r.method_goal_id)) g where r.is_primary and r.status <> 2 and r.part <> '*'
    union all
    select r.school_id, r.tool_id, g, -1 from removed r cross join lateral unnest(array_append(r.other_goals, r.method_goal_id)) g where r.is_primary and r.status <> 2 and r.part <> '*'
  ) c group by 1, 2, 3 having sum(c.n) <> 0 order by 1, 2, 3
  on conflict (school_id, tool_id, method_goal_id) do update set results = u.results + excluded.results;
  return null;
end $$;
create trigger result_added after insert on result referencing new table as added for each statement execute function count_added_results();
create trigger result_removed after delete on result referencing old table as removed for each statement execute function count_removed_results();
create trigger result_changed after update on result referencing old table as removed new table as added for each statement execute function count_changed_results();

-- what is there already; for a moment the owner may see it
alter table result no force row level security;
alter table method_goal_use no force row level security;
insert into method_goal_use (school_id, tool_id, method_goal_id, results)
select r.school_id, r.tool_id, g, count(*) from result r cross join lateral unnest(array_append(r.other_goals, r.method_goal_id)) g
where r.is_primary and r.status <> 2 and r.part <> '*' group by 1, 2, 3;
alter table method_goal_use force row level security;
alter table result force row level security;
