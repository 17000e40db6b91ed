-- What a technician answers before leaving, and the photos of a visit.

call app.guard('app.completion_answers');
call app.guard('app.call_photos');

call history.track('app.completion_answers', 'service_calls', 'service_call_id');
call history.track('app.call_photos', 'service_calls', 'service_call_id', skipped => 'storage_key,send_key');
