-- Whether a pupil gets on since the last push: the risk at that moment against the risk now. Null: unknown, or no counts of answers.
alter table goal_state add column risk real;
alter table notice add column risk real;
