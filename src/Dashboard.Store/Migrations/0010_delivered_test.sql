-- UWLR toetsdefinities that a publisher delivered by file: its own product data, nothing of a school or a pupil.
create table delivered_test (
  tool_id int not null references tool,
  code text not null,
  definition jsonb not null,
  changed_at timestamptz not null,
  primary key (tool_id, code)
);
