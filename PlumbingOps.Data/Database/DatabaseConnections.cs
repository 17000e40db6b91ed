namespace PlumbingOps.Data.Database;

/// <summary>How to reach the database, once per role.</summary>
/// <param name="App">As plumbing_app: pages, API and recurring work. Row-level security applies.</param>
/// <param name="Migrations">As plumbing_migrate, who may become plumbing_owner.</param>
/// <param name="Admin">As superuser; known only for a private server.</param>
public sealed record DatabaseConnections(string App, string Migrations, string? Admin);
