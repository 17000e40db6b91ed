using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PlumbingOps.Data.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AppDbContext))]
    [Migration("20261121215000_RecurringRuns")]
    public partial class RecurringRuns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "recurring_runs",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    work = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    heartbeat_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    instance = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    counts = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    error = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    started_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recurring_runs", x => x.id);
                    table.CheckConstraint("ck_recurring_runs_outcome", "outcome in ('Running', 'Done', 'Failed', 'Interrupted')");
                    table.ForeignKey(
                        name: "fk_recurring_runs_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "recurring_switches",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    work = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    paused_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    paused_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recurring_switches", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_recurring_runs_outcome_started_at_id",
                schema: "app",
                table: "recurring_runs",
                columns: new[] { "outcome", "started_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_recurring_runs_started_at_id",
                schema: "app",
                table: "recurring_runs",
                columns: new[] { "started_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_recurring_runs_tenant",
                schema: "app",
                table: "recurring_runs",
                column: "tenant_id");

            migrationBuilder.CreateIndex(
                name: "ix_recurring_runs_work_started_at_id",
                schema: "app",
                table: "recurring_runs",
                columns: new[] { "work", "started_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_recurring_switches_work",
                schema: "app",
                table: "recurring_switches",
                column: "work",
                unique: true);

            migrationBuilder.Sql(DatabaseMigrator.Script("recurring.sql"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // The trigger goes with its table.
            migrationBuilder.DropTable(
                name: "recurring_runs",
                schema: "app");

            migrationBuilder.DropTable(
                name: "recurring_switches",
                schema: "app");

            migrationBuilder.Sql("drop function app.announce_runs()");
        }
    }
}
