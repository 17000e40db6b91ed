using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PlumbingOps.Data.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AppDbContext))]
    [Migration("20261121221000_FiguresAndPictureSizes")]
    public partial class FiguresAndPictureSizes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "bytes",
                schema: "app",
                table: "media_crops",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "whole_bytes",
                schema: "app",
                table: "media_assets",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "dead_metrics",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    provider = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dead_metrics", x => x.id);
                    table.CheckConstraint("ck_dead_metrics_provider", "provider in ('Facebook', 'Instagram', 'GoogleBusiness', 'Manual')");
                });

            migrationBuilder.CreateTable(
                name: "metric_readings",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: true),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    raw = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_metric_readings", x => x.id);
                    table.UniqueConstraint("ak_metric_readings_tenant_id", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_metric_readings_tenant_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "app",
                        principalTable: "channel_accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_metric_readings_tenant_post_id",
                        columns: x => new { x.tenant_id, x.post_id },
                        principalSchema: "app",
                        principalTable: "posts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "metric_values",
                schema: "app",
                columns: table => new
                {
                    reading_id = table.Column<Guid>(type: "uuid", nullable: false),
                    metric = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    value = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_metric_values", x => new { x.reading_id, x.metric });
                    table.CheckConstraint("ck_metric_values_metric", "metric in ('Views', 'Reach', 'Reactions', 'Comments', 'Shares', 'Clicks', 'Engagements', 'Follows', 'WebsiteClicks', 'Calls', 'Directions')");
                    table.CheckConstraint("ck_metric_values_value", "value >= 0");
                    table.ForeignKey(
                        name: "fk_metric_values_tenant_reading_id",
                        columns: x => new { x.tenant_id, x.reading_id },
                        principalSchema: "app",
                        principalTable: "metric_readings",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ux_dead_metrics_provider_name",
                schema: "app",
                table: "dead_metrics",
                columns: new[] { "provider", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_metric_readings_tenant_post_id_day",
                schema: "app",
                table: "metric_readings",
                columns: new[] { "tenant_id", "post_id", "day" });

            migrationBuilder.CreateIndex(
                name: "ux_metric_readings_tenant_account_id_post_id_day",
                schema: "app",
                table: "metric_readings",
                columns: new[] { "tenant_id", "account_id", "post_id", "day" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_metric_values_tenant_reading_id",
                schema: "app",
                table: "metric_values",
                columns: new[] { "tenant_id", "reading_id" });

            migrationBuilder.Sql(DatabaseMigrator.Script("metrics.sql"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "dead_metrics",
                schema: "app");

            migrationBuilder.DropTable(
                name: "metric_values",
                schema: "app");

            migrationBuilder.DropTable(
                name: "metric_readings",
                schema: "app");

            migrationBuilder.DropColumn(
                name: "bytes",
                schema: "app",
                table: "media_crops");

            migrationBuilder.DropColumn(
                name: "whole_bytes",
                schema: "app",
                table: "media_assets");
        }
    }
}
