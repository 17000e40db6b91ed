using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PlumbingOps.Data.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AppDbContext))]
    [Migration("20261121150901_FindUnassignedCalls")]
    public partial class FindUnassignedCalls : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "unassigned_calls",
                schema: "app",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    service_call_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unassigned_calls", x => new { x.tenant_id, x.service_call_id });
                    table.ForeignKey(
                        name: "fk_unassigned_calls_tenant_service_call_id",
                        columns: x => new { x.tenant_id, x.service_call_id },
                        principalSchema: "app",
                        principalTable: "service_calls",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.Sql(DatabaseMigrator.Script("unassigned.sql"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop function app.call_begins() cascade; drop function app.technician_added() cascade; drop function app.technician_removed() cascade; drop function app.technician_moved() cascade;");
            migrationBuilder.DropTable(
                name: "unassigned_calls",
                schema: "app");
        }
    }
}
