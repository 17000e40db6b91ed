-- A search of the history for a common word walks from the newest change set back, for a rare one it asks the index of the words. To know which is
-- which, the planner needs to know the words; and the way back passes only those that have any.
create statistics history.st_change_sets_summary on (lower(summary)) from history.change_sets;
create index ix_change_sets_told on history.change_sets (at desc, id desc) where summary is not null;
analyze history.change_sets;

-- A search finds few rows, but the planner expects a thousand of any function: then it reads a whole table rather than look up the few.
alter function app.find_service_calls(text, int) rows 50;
alter function app.find_customers(text, int) rows 50;
alter function history.find_change_sets(text, int) rows 50;
