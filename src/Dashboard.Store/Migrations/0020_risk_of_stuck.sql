-- What was expected of the pupil when the goal began: "gaat snel vooruit" is measured against it.
alter table goal_state add column expected_at_start real;
-- Whether a pupil gets on since the last push: the risk at that moment against the risk now. Null: unknown, or no counts of answers.
alter table goal_state add column risk real;
alter table notice add column risk real;
