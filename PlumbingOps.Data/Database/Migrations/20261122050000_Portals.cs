using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PlumbingOps.Data.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AppDbContext))]
    [Migration("20261122050000_Portals")]
    public partial class Portals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "county",
                schema: "app",
                table: "communities",
                type: "character varying(60)",
                maxLength: 60,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "portal_definitions",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    category = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    jurisdiction = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    base_url = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    support_phone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    description = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    archived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_definitions", x => x.id);
                    table.CheckConstraint("ck_portal_definitions_base_url", "base_url ~* '^https?://[^/\\s]+'");
                    table.CheckConstraint("ck_portal_definitions_category", "category in ('Permit', 'Inspection', 'Utility', 'Vendor', 'Builder', 'Warranty', 'Finance', 'Other')");
                });

            migrationBuilder.CreateTable(
                name: "portal_accounts",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    definition_id = table.Column<Guid>(type: "uuid", nullable: false),
                    login_identifier = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    account_number = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    vault_reference = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    notes = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    last_verified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_verified_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    archived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_accounts", x => x.id);
                    table.UniqueConstraint("ak_portal_accounts_tenant_id", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_portal_accounts_definition_id",
                        column: x => x.definition_id,
                        principalSchema: "app",
                        principalTable: "portal_definitions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_portal_accounts_last_verified_by_id",
                        column: x => x.last_verified_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_portal_accounts_owner_id",
                        column: x => x.owner_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_portal_accounts_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "builder_portal_accounts",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    builder_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_builder_portal_accounts", x => x.id);
                    table.ForeignKey(
                        name: "fk_builder_portal_accounts_builder_id",
                        column: x => x.builder_id,
                        principalSchema: "app",
                        principalTable: "builders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_builder_portal_accounts_tenant_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "app",
                        principalTable: "portal_accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "portal_rules",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    applies_to = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    builder_id = table.Column<Guid>(type: "uuid", nullable: true),
                    city = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    county = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    permit_required = table.Column<bool>(type: "boolean", nullable: true),
                    phase = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    archived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_rules", x => x.id);
                    table.CheckConstraint("ck_portal_rules_applies_to", "applies_to in ('Job', 'ServiceCall')");
                    table.CheckConstraint("ck_portal_rules_phase", "phase in ('Groundwork', 'PostAndBeam', 'TopOut', 'Trim', 'Final')");
                    table.CheckConstraint("ck_portal_rules_phase_of_jobs", "phase is null or applies_to = 'Job'");
                    table.CheckConstraint("ck_portal_rules_priority", "priority between 0 and 999");
                    table.ForeignKey(
                        name: "fk_portal_rules_builder_id",
                        column: x => x.builder_id,
                        principalSchema: "app",
                        principalTable: "builders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_portal_rules_tenant_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "app",
                        principalTable: "portal_accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_builder_portal_accounts_builder_id",
                schema: "app",
                table: "builder_portal_accounts",
                column: "builder_id");

            migrationBuilder.CreateIndex(
                name: "ix_builder_portal_accounts_tenant_account_id",
                schema: "app",
                table: "builder_portal_accounts",
                columns: new[] { "tenant_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ux_builder_portal_accounts_tenant_builder_id_account_id",
                schema: "app",
                table: "builder_portal_accounts",
                columns: new[] { "tenant_id", "builder_id", "account_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_portal_accounts_definition_id",
                schema: "app",
                table: "portal_accounts",
                column: "definition_id");

            migrationBuilder.CreateIndex(
                name: "ix_portal_accounts_last_verified_by_id",
                schema: "app",
                table: "portal_accounts",
                column: "last_verified_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_portal_accounts_owner_id",
                schema: "app",
                table: "portal_accounts",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_portal_accounts_tenant_last_verified_at",
                schema: "app",
                table: "portal_accounts",
                columns: new[] { "tenant_id", "last_verified_at" });

            migrationBuilder.CreateIndex(
                name: "ix_portal_definitions_name_id",
                schema: "app",
                table: "portal_definitions",
                columns: new[] { "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_portal_rules_builder_id",
                schema: "app",
                table: "portal_rules",
                column: "builder_id");

            migrationBuilder.CreateIndex(
                name: "ix_portal_rules_tenant_account_id",
                schema: "app",
                table: "portal_rules",
                columns: new[] { "tenant_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_portal_rules_tenant_applies_to_priority",
                schema: "app",
                table: "portal_rules",
                columns: new[] { "tenant_id", "applies_to", "priority" });

            migrationBuilder.Sql(DatabaseMigrator.Script("portals.sql"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop function app.active_portal_accounts(uuid)");

            migrationBuilder.DropTable(
                name: "builder_portal_accounts",
                schema: "app");

            migrationBuilder.DropTable(
                name: "portal_rules",
                schema: "app");

            migrationBuilder.DropTable(
                name: "portal_accounts",
                schema: "app");

            migrationBuilder.DropTable(
                name: "portal_definitions",
                schema: "app");

            migrationBuilder.DropColumn(
                name: "county",
                schema: "app",
                table: "communities");
        }
    }
}
