-- How much of a network's allowance is used changes with every answer: that is no history. When the network rests, and why, still is.
drop trigger log_insert on app.provider_circuits;
drop trigger log_update on app.provider_circuits;
drop trigger log_delete on app.provider_circuits;
call history.track('app.provider_circuits', skipped => 'failures,usage_percent,usage_until');
