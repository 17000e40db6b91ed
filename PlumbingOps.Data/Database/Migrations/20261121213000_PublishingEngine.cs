using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PlumbingOps.Data.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AppDbContext))]
    [Migration("20261121213000_PublishingEngine")]
    public partial class PublishingEngine : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_publications_state",
                schema: "app",
                table: "publications");

            migrationBuilder.AlterColumn<string>(
                name: "instance",
                schema: "app",
                table: "publish_attempts",
                type: "character varying(120)",
                maxLength: 120,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(80)",
                oldMaxLength: 80);

            migrationBuilder.AlterColumn<string>(
                name: "prepared_id",
                schema: "app",
                table: "publications",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(200)",
                oldMaxLength: 200,
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "leased_by",
                schema: "app",
                table: "publications",
                type: "character varying(120)",
                maxLength: 120,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(80)",
                oldMaxLength: 80,
                oldNullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "committed_at",
                schema: "app",
                table: "publications",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "moderation",
                schema: "app",
                table: "publications",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "sent_again",
                schema: "app",
                table: "publications",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "connection_requests",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    provider = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    browser_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    came_back_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    refusal = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    choices = table.Column<string>(type: "jsonb", nullable: true),
                    @sealed = table.Column<string>(name: "sealed", type: "text", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_connection_requests", x => x.id);
                    table.CheckConstraint("ck_connection_requests_provider", "provider in ('Facebook', 'Instagram', 'GoogleBusiness', 'Manual')");
                    table.ForeignKey(
                        name: "fk_connection_requests_tenant_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "app",
                        principalTable: "channel_accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_connection_requests_user_id",
                        column: x => x.user_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "preflight_findings",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    cause = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    next_step = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_preflight_findings", x => x.id);
                    table.CheckConstraint("ck_preflight_findings_kind", "kind in ('Connection', 'Rights', 'Token', 'Quota', 'Media', 'Text', 'Offer', 'Approval')");
                    table.ForeignKey(
                        name: "fk_preflight_findings_tenant_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "app",
                        principalTable: "channel_accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_preflight_findings_tenant_post_id",
                        columns: x => new { x.tenant_id, x.post_id },
                        principalSchema: "app",
                        principalTable: "posts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "provider_circuits",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    provider = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    open_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    why = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_provider_circuits", x => x.id);
                    table.CheckConstraint("ck_provider_circuits_provider", "provider in ('Facebook', 'Instagram', 'GoogleBusiness', 'Manual')");
                });

            migrationBuilder.CreateTable(
                name: "webhook_counts",
                schema: "app",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    verdict = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_counts", x => new { x.day, x.verdict });
                    table.CheckConstraint("ck_webhook_counts_verdict", "verdict in ('Accepted', 'Repeated', 'Stale', 'Forged', 'Unreadable', 'UnknownAccount', 'TooMany')");
                });

            migrationBuilder.CreateTable(
                name: "webhook_hints",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    field = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    external_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_hints", x => x.id);
                    table.ForeignKey(
                        name: "fk_webhook_hints_tenant_connection_id",
                        columns: x => new { x.tenant_id, x.connection_id },
                        principalSchema: "app",
                        principalTable: "account_connections",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_publications_account_look_at",
                schema: "app",
                table: "publications",
                columns: new[] { "tenant_id", "account_id", "look_at", "id" },
                filter: "look_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_publications_tenant_account_id_fingerprint",
                schema: "app",
                table: "publications",
                columns: new[] { "tenant_id", "account_id", "fingerprint" });

            migrationBuilder.AddCheckConstraint(
                name: "ck_publications_moderation",
                schema: "app",
                table: "publications",
                sql: "moderation in ('Pending', 'Live', 'Rejected')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_publications_state",
                schema: "app",
                table: "publications",
                sql: "state in ('Waiting', 'Preparing', 'Sending', 'Unknown', 'Sent', 'Rejected', 'Parked', 'Skipped', 'Discarded', 'Due')");

            migrationBuilder.CreateIndex(
                name: "ix_connection_requests_tenant_account_id",
                schema: "app",
                table: "connection_requests",
                columns: new[] { "tenant_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_connection_requests_user_id",
                schema: "app",
                table: "connection_requests",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ux_connection_requests_state_hash",
                schema: "app",
                table: "connection_requests",
                column: "state_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_preflight_findings_tenant_account_id",
                schema: "app",
                table: "preflight_findings",
                columns: new[] { "tenant_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ux_preflight_findings_tenant_post_id_kind",
                schema: "app",
                table: "preflight_findings",
                columns: new[] { "tenant_id", "post_id", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_provider_circuits_provider",
                schema: "app",
                table: "provider_circuits",
                column: "provider",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_webhook_hints_tenant_connection_id",
                schema: "app",
                table: "webhook_hints",
                columns: new[] { "tenant_id", "connection_id" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_hints_unread",
                schema: "app",
                table: "webhook_hints",
                column: "received_at",
                filter: "read_at is null");

            migrationBuilder.CreateIndex(
                name: "ux_webhook_hints_tenant_hash",
                schema: "app",
                table: "webhook_hints",
                columns: new[] { "tenant_id", "hash" },
                unique: true);

            migrationBuilder.Sql(DatabaseMigrator.Script("publishing.sql"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "connection_requests",
                schema: "app");

            migrationBuilder.DropTable(
                name: "preflight_findings",
                schema: "app");

            migrationBuilder.DropTable(
                name: "provider_circuits",
                schema: "app");

            migrationBuilder.DropTable(
                name: "webhook_counts",
                schema: "app");

            migrationBuilder.DropTable(
                name: "webhook_hints",
                schema: "app");

            migrationBuilder.DropIndex(
                name: "ix_publications_account_look_at",
                schema: "app",
                table: "publications");

            migrationBuilder.DropIndex(
                name: "ix_publications_tenant_account_id_fingerprint",
                schema: "app",
                table: "publications");

            migrationBuilder.DropCheckConstraint(
                name: "ck_publications_moderation",
                schema: "app",
                table: "publications");

            migrationBuilder.DropCheckConstraint(
                name: "ck_publications_state",
                schema: "app",
                table: "publications");

            migrationBuilder.DropColumn(
                name: "committed_at",
                schema: "app",
                table: "publications");

            migrationBuilder.DropColumn(
                name: "moderation",
                schema: "app",
                table: "publications");

            migrationBuilder.DropColumn(
                name: "sent_again",
                schema: "app",
                table: "publications");

            migrationBuilder.AlterColumn<string>(
                name: "instance",
                schema: "app",
                table: "publish_attempts",
                type: "character varying(80)",
                maxLength: 80,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(120)",
                oldMaxLength: 120);

            migrationBuilder.AlterColumn<string>(
                name: "prepared_id",
                schema: "app",
                table: "publications",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(1000)",
                oldMaxLength: 1000,
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "leased_by",
                schema: "app",
                table: "publications",
                type: "character varying(80)",
                maxLength: 80,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(120)",
                oldMaxLength: 120,
                oldNullable: true);

            migrationBuilder.AddCheckConstraint(
                name: "ck_publications_state",
                schema: "app",
                table: "publications",
                sql: "state in ('Waiting', 'Preparing', 'Sending', 'Unknown', 'Sent', 'Rejected', 'Parked', 'Skipped', 'Discarded')");
        }
    }
}
