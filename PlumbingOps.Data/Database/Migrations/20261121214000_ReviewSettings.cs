using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PlumbingOps.Data.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AppDbContext))]
    [Migration("20261121214000_ReviewSettings")]
    public partial class ReviewSettings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "review_settings",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    days_after = table.Column<int>(type: "integer", nullable: false),
                    sample_percent = table.Column<int>(type: "integer", nullable: false),
                    recovery_up_to = table.Column<int>(type: "integer", nullable: false),
                    contact_role = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    google_url = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    facebook_url = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_settings", x => x.id);
                    table.CheckConstraint("ck_review_settings_numbers", "days_after between 0 and 30 and sample_percent between 0 and 100 and recovery_up_to between 0 and 5");
                    table.ForeignKey(
                        name: "fk_review_settings_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ux_review_settings_tenant",
                schema: "app",
                table: "review_settings",
                column: "tenant_id",
                unique: true);

            migrationBuilder.Sql(DatabaseMigrator.Script("review_settings.sql"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "review_settings",
                schema: "app");
        }
    }
}
