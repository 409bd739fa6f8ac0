-- The last changes of what carries results to goals: what keeps it in memory asks for them first. A row per change; a reader compares the
-- whole set that it sees. Unlike a counter it makes no writer wait for another, and unlike a sequence it shows a change only once that is
-- committed. Each change clears away the older ones of the same kind, so there are only a few.
create table map_change (
  about text not null,  -- 'goals', 'tool/12' (its method goals and links), 'school/7' (the sets that it chose)
  change bigint generated always as identity,
  primary key (about, change)
);
create function note_map_change(changed text[]) returns void language sql security definer set search_path = public as $$
  with added as (insert into map_change (about) select distinct a from unnest(changed) a)
  delete from map_change where (about, change) in (select about, change from map_change where about = any (changed) for update skip locked);
$$;
-- kept by the tables themselves, so that no writer can forget it
create function method_goals_changed() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform note_map_change(array(select distinct 'tool/' || tool_id from changed));
  return null;
end $$;
create trigger method_goal_added after insert on method_goal referencing new table as changed for each statement execute function method_goals_changed();
create trigger method_goal_edited after update on method_goal referencing new table as changed for each statement execute function method_goals_changed();
create trigger method_goal_removed after delete on method_goal referencing old table as changed for each statement execute function method_goals_changed();
create function goal_links_changed() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform note_map_change(array(select distinct 'tool/' || m.tool_id from changed c join method_goal m using (method_goal_id)));
  return null;
end $$;
create trigger goal_link_added after insert on goal_link referencing new table as changed for each statement execute function goal_links_changed();
create trigger goal_link_edited after update on goal_link referencing new table as changed for each statement execute function goal_links_changed();
create trigger goal_link_removed after delete on goal_link referencing old table as changed for each statement execute function goal_links_changed();
create function school_goal_sets_changed() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform note_map_change(array(select distinct 'school/' || school_id from changed));
  return null;
end $$;
create trigger school_goal_set_added after insert on school_goal_set referencing new table as changed for each statement execute function school_goal_sets_changed();
create trigger school_goal_set_edited after update on school_goal_set referencing new table as changed for each statement execute function school_goal_sets_changed();
create trigger school_goal_set_removed after delete on school_goal_set referencing old table as changed for each statement execute function school_goal_sets_changed();
create function goals_changed() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform note_map_change(array['goals']);
  return null;
end $$;
do $$
declare t text;
begin
  foreach t in array array['goal_set', 'goal_set_release', 'goal', 'goal_in_release', 'goal_parent', 'goal_successor', 'goal_change'] loop
    execute format('create trigger %I after insert or update or delete on %I for each statement execute function goals_changed()', t || '_changed', t);
  end loop;
end $$;
