-- What the publisher keeps beside its ledger. The circuits of the networks are everybody's; a person sees why nothing goes out, so they are in the history.

call app.guard('app.connection_requests');
call app.guard('app.webhook_hints');
call app.guard('app.preflight_findings');

call history.track('app.provider_circuits', skipped => 'failures');
