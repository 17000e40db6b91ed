using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PlumbingOps.Data.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AppDbContext))]
    [Migration("20261122052000_Numbers")]
    public partial class Numbers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(DatabaseMigrator.Script("numbers.sql"));

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
            drop index app.ix_jobs_completed;
            drop index app.ix_service_calls_completed;
            create index ix_service_calls_completed on app.service_calls (tenant_id, completed_at, id) where status = 'Completed';
            drop index app.ix_service_calls_taken;
            drop index app.ix_bids_decided;
            drop index app.ix_review_requests_sent;
            """);
    }
}
