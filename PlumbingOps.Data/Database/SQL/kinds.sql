-- Each company has its own kinds of call: a builder's plumber goes for warranty, the service company hardly ever. A planner that takes them for
-- independent looks through every scheduled call of a company for a kind it has none of.
create statistics app.st_service_calls_kinds (mcv) on tenant_id, kind, status from app.service_calls;
analyze app.service_calls;
