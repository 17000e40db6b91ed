using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PlumbingOps.Data.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AppDbContext))]
    [Migration("20261122051000_Notifications")]
    public partial class Notifications : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(DatabaseMigrator.Script("notifications.sql"));

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // The announcement as it was before it filled the queue.
            migrationBuilder.Sql(DatabaseMigrator.Script("log.sql"));
            migrationBuilder.Sql("""
                drop table app.notifications, app.notification_settings, app.daily_summaries, app.notification_queue;
                drop function app.announce_notifications();
                """);
        }
    }
}
