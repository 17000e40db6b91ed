-- How a company asks for reviews: tenant isolation and history.

call app.guard('app.review_settings');
call history.track('app.review_settings');
