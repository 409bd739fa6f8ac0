-- What is in flight is counted at each turn of the dispatcher, over all schools, however long the backlog is.
create index work_leased on work (lease_until) where state < 3;
