using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PlumbingOps.Data.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AppDbContext))]
    [Migration("20261122013000_CallQueues")]
    public partial class CallQueues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(DatabaseMigrator.Script("call_queues.sql"));

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
            drop index app.ix_job_tasks_open_due_sort;
            drop index app.ix_call_tasks_open_due_sort;
            drop index app.ix_service_calls_needs_write_up;
            create index ix_service_calls_needs_write_up on app.service_calls (tenant_id, start_sort, id) where write_up = 'NeedsWriteUp';
            """);
    }
}
