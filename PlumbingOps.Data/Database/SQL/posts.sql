-- Posts have an order of their own now, which the history need not tell; links to approve them are shown without their secret.

drop trigger log_insert on app.posts;
drop trigger log_update on app.posts;
drop trigger log_delete on app.posts;
call history.track('app.posts', skipped => 'time_sort');

call app.guard('app.approval_links');
call history.track('app.approval_links', 'posts', 'post_id', masked => 'token_hash');
