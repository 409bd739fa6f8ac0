-- Per delivery: publisher's results that were put in place and led to no learning goal at that moment ("zonder leerdoel").
alter table delivery add column without_goal int not null default 0;
