using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PlumbingOps.Data.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AppDbContext))]
    [Migration("20261121230000_Bids")]
    public partial class Bids : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "bid_templates",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    builder_id = table.Column<Guid>(type: "uuid", nullable: true),
                    plan = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    terms = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    lines = table.Column<string>(type: "text", nullable: false),
                    archived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bid_templates", x => x.id);
                    table.ForeignKey(
                        name: "fk_bid_templates_builder_id",
                        column: x => x.builder_id,
                        principalSchema: "app",
                        principalTable: "builders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bid_templates_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bids",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    builder_id = table.Column<Guid>(type: "uuid", nullable: true),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    community_id = table.Column<Guid>(type: "uuid", nullable: true),
                    lot_number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    lot_id = table.Column<Guid>(type: "uuid", nullable: true),
                    street = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    city = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    plan = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    service_call_id = table.Column<Guid>(type: "uuid", nullable: true),
                    due_date = table.Column<DateOnly>(type: "date", nullable: true),
                    sent_on = table.Column<DateOnly>(type: "date", nullable: true),
                    follow_up_on = table.Column<DateOnly>(type: "date", nullable: true),
                    decided_on = table.Column<DateOnly>(type: "date", nullable: true),
                    lost_reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    terms = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    notes = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    version_number = table.Column<int>(type: "integer", nullable: false),
                    approval_asked_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    approval_asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    approved_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    approval_note = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    archived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    total_cents = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    cost_cents = table.Column<long>(type: "bigint", nullable: true),
                    line_count = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    unpriced_count = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    due_sort = table.Column<DateOnly>(type: "date", nullable: false, computedColumnSql: "coalesce(due_date, date '9999-12-31')", stored: true),
                    search = table.Column<string>(type: "text", nullable: false, computedColumnSql: "lower('b-' || number::text || ' ' || name || ' ' || coalesce('lot ' || lot_number || ' ', '') || coalesce(street || ' ', '') || coalesce(city || ' ', '') || coalesce(plan, ''))", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bids", x => x.id);
                    table.UniqueConstraint("ak_bids_tenant_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_bids_decided", "(status in ('Won', 'Lost')) = (decided_on is not null)");
                    table.CheckConstraint("ck_bids_for_whom", "builder_id is not null or customer_id is not null");
                    table.CheckConstraint("ck_bids_lost", "(status = 'Lost') = (lost_reason is not null)");
                    table.CheckConstraint("ck_bids_sent", "status not in ('Sent', 'Won', 'Lost') or sent_on is not null");
                    table.CheckConstraint("ck_bids_status", "status in ('Drafting', 'NeedsPriceApproval', 'ReadyToSend', 'Sent', 'Won', 'Lost')");
                    table.ForeignKey(
                        name: "fk_bids_approval_asked_by_id",
                        column: x => x.approval_asked_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_bids_approved_by_id",
                        column: x => x.approved_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_bids_builder_id",
                        column: x => x.builder_id,
                        principalSchema: "app",
                        principalTable: "builders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bids_community_id",
                        column: x => x.community_id,
                        principalSchema: "app",
                        principalTable: "communities",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bids_lot_id",
                        column: x => x.lot_id,
                        principalSchema: "app",
                        principalTable: "lots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bids_owner_id",
                        column: x => x.owner_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_bids_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bids_tenant_customer_id",
                        columns: x => new { x.tenant_id, x.customer_id },
                        principalSchema: "app",
                        principalTable: "customers",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bids_tenant_service_call_id",
                        columns: x => new { x.tenant_id, x.service_call_id },
                        principalSchema: "app",
                        principalTable: "service_calls",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bid_jobs",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    bid_id = table.Column<Guid>(type: "uuid", nullable: false),
                    job_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bid_jobs", x => x.id);
                    table.ForeignKey(
                        name: "fk_bid_jobs_tenant_bid_id",
                        columns: x => new { x.tenant_id, x.bid_id },
                        principalSchema: "app",
                        principalTable: "bids",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_bid_jobs_tenant_job_id",
                        columns: x => new { x.tenant_id, x.job_id },
                        principalSchema: "app",
                        principalTable: "jobs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "bid_sections",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    bid_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bid_sections", x => x.id);
                    table.UniqueConstraint("ak_bid_sections_tenant_id", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_bid_sections_tenant_bid_id",
                        columns: x => new { x.tenant_id, x.bid_id },
                        principalSchema: "app",
                        principalTable: "bids",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "bid_versions",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    bid_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    document = table.Column<string>(type: "text", nullable: false),
                    document_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    total_cents = table.Column<long>(type: "bigint", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    sent_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    accepted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    accepted_by = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    accepted_from = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bid_versions", x => x.id);
                    table.UniqueConstraint("ak_bid_versions_tenant_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_bid_versions_accepted", "(accepted_at is null) = (accepted_by is null)");
                    table.ForeignKey(
                        name: "fk_bid_versions_sent_by_id",
                        column: x => x.sent_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_bid_versions_tenant_bid_id",
                        columns: x => new { x.tenant_id, x.bid_id },
                        principalSchema: "app",
                        principalTable: "bids",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bid_lines",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    bid_id = table.Column<Guid>(type: "uuid", nullable: false),
                    section_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    description = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    quantity = table.Column<decimal>(type: "numeric(12,3)", nullable: false),
                    unit = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: true),
                    unit_price_cents = table.Column<long>(type: "bigint", nullable: true),
                    unit_cost_cents = table.Column<long>(type: "bigint", nullable: true),
                    total_cents = table.Column<long>(type: "bigint", nullable: true, computedColumnSql: "round(quantity * unit_price_cents)::bigint", stored: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bid_lines", x => x.id);
                    table.CheckConstraint("ck_bid_lines_money", "abs(coalesce(unit_price_cents, 0)) <= 1000000000 and coalesce(unit_cost_cents, 0) between 0 and 1000000000");
                    table.CheckConstraint("ck_bid_lines_quantity", "quantity > 0 and quantity <= 1000000");
                    table.ForeignKey(
                        name: "fk_bid_lines_tenant_bid_id",
                        columns: x => new { x.tenant_id, x.bid_id },
                        principalSchema: "app",
                        principalTable: "bids",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_bid_lines_tenant_section_id",
                        columns: x => new { x.tenant_id, x.section_id },
                        principalSchema: "app",
                        principalTable: "bid_sections",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bid_links",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    bid_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bid_links", x => x.id);
                    table.ForeignKey(
                        name: "fk_bid_links_created_by_id",
                        column: x => x.created_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_bid_links_tenant_bid_id",
                        columns: x => new { x.tenant_id, x.bid_id },
                        principalSchema: "app",
                        principalTable: "bids",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_bid_links_tenant_version_id",
                        columns: x => new { x.tenant_id, x.version_id },
                        principalSchema: "app",
                        principalTable: "bid_versions",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_bid_jobs_tenant_job_id",
                schema: "app",
                table: "bid_jobs",
                columns: new[] { "tenant_id", "job_id" });

            migrationBuilder.CreateIndex(
                name: "ux_bid_jobs_tenant_bid_id_job_id",
                schema: "app",
                table: "bid_jobs",
                columns: new[] { "tenant_id", "bid_id", "job_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bid_lines_tenant_bid_id",
                schema: "app",
                table: "bid_lines",
                columns: new[] { "tenant_id", "bid_id" });

            migrationBuilder.CreateIndex(
                name: "ix_bid_lines_tenant_section_id",
                schema: "app",
                table: "bid_lines",
                columns: new[] { "tenant_id", "section_id" });

            migrationBuilder.CreateIndex(
                name: "ix_bid_links_created_by_id",
                schema: "app",
                table: "bid_links",
                column: "created_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_bid_links_tenant_bid_id",
                schema: "app",
                table: "bid_links",
                columns: new[] { "tenant_id", "bid_id" });

            migrationBuilder.CreateIndex(
                name: "ix_bid_links_tenant_version_id",
                schema: "app",
                table: "bid_links",
                columns: new[] { "tenant_id", "version_id" });

            migrationBuilder.CreateIndex(
                name: "ux_bid_links_token_hash",
                schema: "app",
                table: "bid_links",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bid_sections_tenant_bid_id",
                schema: "app",
                table: "bid_sections",
                columns: new[] { "tenant_id", "bid_id" });

            migrationBuilder.CreateIndex(
                name: "ix_bid_templates_builder_id",
                schema: "app",
                table: "bid_templates",
                column: "builder_id");

            migrationBuilder.CreateIndex(
                name: "ux_bid_templates_name",
                schema: "app",
                table: "bid_templates",
                columns: new[] { "tenant_id", "name" },
                unique: true,
                filter: "archived_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_bid_versions_sent_by_id",
                schema: "app",
                table: "bid_versions",
                column: "sent_by_id");

            migrationBuilder.CreateIndex(
                name: "ux_bid_versions_tenant_bid_id_number",
                schema: "app",
                table: "bid_versions",
                columns: new[] { "tenant_id", "bid_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bids_approval_asked_by_id",
                schema: "app",
                table: "bids",
                column: "approval_asked_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_bids_approved_by_id",
                schema: "app",
                table: "bids",
                column: "approved_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_bids_builder_id",
                schema: "app",
                table: "bids",
                column: "builder_id");

            migrationBuilder.CreateIndex(
                name: "ix_bids_community_id",
                schema: "app",
                table: "bids",
                column: "community_id");

            migrationBuilder.CreateIndex(
                name: "ix_bids_follow_up",
                schema: "app",
                table: "bids",
                columns: new[] { "tenant_id", "follow_up_on" },
                filter: "status = 'Sent'");

            migrationBuilder.CreateIndex(
                name: "ix_bids_lot_id",
                schema: "app",
                table: "bids",
                column: "lot_id");

            migrationBuilder.CreateIndex(
                name: "ix_bids_owner_id",
                schema: "app",
                table: "bids",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_bids_search",
                schema: "app",
                table: "bids",
                column: "search")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_bids_tenant_customer_id",
                schema: "app",
                table: "bids",
                columns: new[] { "tenant_id", "customer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_bids_tenant_due_sort_id",
                schema: "app",
                table: "bids",
                columns: new[] { "tenant_id", "due_sort", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_bids_tenant_service_call_id",
                schema: "app",
                table: "bids",
                columns: new[] { "tenant_id", "service_call_id" });

            migrationBuilder.CreateIndex(
                name: "ix_bids_tenant_status_due_sort_id",
                schema: "app",
                table: "bids",
                columns: new[] { "tenant_id", "status", "due_sort", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_bids_tenant_total_cents_id",
                schema: "app",
                table: "bids",
                columns: new[] { "tenant_id", "total_cents", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_bids_tenant_number",
                schema: "app",
                table: "bids",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.Sql(DatabaseMigrator.Script("bids.sql"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop function app.find_bids(text, int); drop function app.total_bids() cascade; drop function app.keep_bid_version() cascade;");

            migrationBuilder.DropTable(
                name: "bid_jobs",
                schema: "app");

            migrationBuilder.DropTable(
                name: "bid_lines",
                schema: "app");

            migrationBuilder.DropTable(
                name: "bid_links",
                schema: "app");

            migrationBuilder.DropTable(
                name: "bid_templates",
                schema: "app");

            migrationBuilder.DropTable(
                name: "bid_sections",
                schema: "app");

            migrationBuilder.DropTable(
                name: "bid_versions",
                schema: "app");

            migrationBuilder.DropTable(
                name: "bids",
                schema: "app");
        }
    }
}
