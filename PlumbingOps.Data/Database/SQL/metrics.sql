-- What the networks say posts and accounts brought. Answers of others, only written down: not in the history.

call app.guard('app.metric_readings');
call app.guard('app.metric_values');
