using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PlumbingOps.Data.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AppDbContext))]
    [Migration("20261122010000_Visits")]
    public partial class Visits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "step",
                schema: "app",
                table: "call_tasks",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "call_photos",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    service_call_id = table.Column<Guid>(type: "uuid", nullable: false),
                    send_key = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    content_type = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    width = table.Column<int>(type: "integer", nullable: false),
                    height = table.Column<int>(type: "integer", nullable: false),
                    storage_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    turns = table.Column<int>(type: "integer", nullable: false),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    taken_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    uploaded_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    removed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_call_photos", x => x.id);
                    table.CheckConstraint("ck_call_photos_kind", "kind in ('Paperwork', 'Work')");
                    table.CheckConstraint("ck_call_photos_turns", "turns between 0 and 3");
                    table.ForeignKey(
                        name: "fk_call_photos_tenant_service_call_id",
                        columns: x => new { x.tenant_id, x.service_call_id },
                        principalSchema: "app",
                        principalTable: "service_calls",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_call_photos_uploaded_by_id",
                        column: x => x.uploaded_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "completion_answers",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    service_call_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    needed = table.Column<bool>(type: "boolean", nullable: false),
                    note = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    come_back_on = table.Column<DateOnly>(type: "date", nullable: true),
                    estimate_cents = table.Column<long>(type: "bigint", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answered_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_completion_answers", x => x.id);
                    table.CheckConstraint("ck_completion_answers_estimate", "estimate_cents >= 0");
                    table.CheckConstraint("ck_completion_answers_step", "step in ('Paperwork', 'Permit', 'ComeBack', 'Parts', 'Bid', 'Price', 'PriceApproval')");
                    table.ForeignKey(
                        name: "fk_completion_answers_answered_by_id",
                        column: x => x.answered_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_completion_answers_tenant_service_call_id",
                        columns: x => new { x.tenant_id, x.service_call_id },
                        principalSchema: "app",
                        principalTable: "service_calls",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.AddCheckConstraint(
                name: "ck_call_tasks_step",
                schema: "app",
                table: "call_tasks",
                sql: "step in ('Paperwork', 'Permit', 'ComeBack', 'Parts', 'Bid', 'Price', 'PriceApproval')");

            migrationBuilder.CreateIndex(
                name: "ix_call_photos_uploaded_by_id",
                schema: "app",
                table: "call_photos",
                column: "uploaded_by_id");

            migrationBuilder.CreateIndex(
                name: "ux_call_photos_tenant_service_call_id_send_key",
                schema: "app",
                table: "call_photos",
                columns: new[] { "tenant_id", "service_call_id", "send_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_completion_answers_answered_by_id",
                schema: "app",
                table: "completion_answers",
                column: "answered_by_id");

            migrationBuilder.CreateIndex(
                name: "ux_completion_answers_tenant_service_call_id_step",
                schema: "app",
                table: "completion_answers",
                columns: new[] { "tenant_id", "service_call_id", "step" },
                unique: true);
            migrationBuilder.Sql(DatabaseMigrator.Script("visits.sql"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "call_photos",
                schema: "app");

            migrationBuilder.DropTable(
                name: "completion_answers",
                schema: "app");

            migrationBuilder.DropCheckConstraint(
                name: "ck_call_tasks_step",
                schema: "app",
                table: "call_tasks");

            migrationBuilder.DropColumn(
                name: "step",
                schema: "app",
                table: "call_tasks");
        }
    }
}
