using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PlumbingOps.Data.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AppDbContext))]
    [Migration("20261121212000_PostOrderAndApprovalLinks")]
    public partial class PostOrderAndApprovalLinks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "time_sort",
                schema: "app",
                table: "posts",
                type: "timestamp with time zone",
                nullable: false,
                computedColumnSql: "coalesce(scheduled_for, '9999-12-31 00:00:00+00'::timestamptz)",
                stored: true);

            migrationBuilder.CreateTable(
                name: "approval_links",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    approver_id = table.Column<Guid>(type: "uuid", nullable: false),
                    fingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_approval_links", x => x.id);
                    table.ForeignKey(
                        name: "fk_approval_links_approver_id",
                        column: x => x.approver_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_approval_links_tenant_post_id",
                        columns: x => new { x.tenant_id, x.post_id },
                        principalSchema: "app",
                        principalTable: "posts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_posts_tenant_time_sort_id",
                schema: "app",
                table: "posts",
                columns: new[] { "tenant_id", "time_sort", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_approval_links_approver_id",
                schema: "app",
                table: "approval_links",
                column: "approver_id");

            migrationBuilder.CreateIndex(
                name: "ix_approval_links_tenant_post_id_approver_id",
                schema: "app",
                table: "approval_links",
                columns: new[] { "tenant_id", "post_id", "approver_id" });

            migrationBuilder.CreateIndex(
                name: "ux_approval_links_token_hash",
                schema: "app",
                table: "approval_links",
                column: "token_hash",
                unique: true);

            migrationBuilder.Sql(DatabaseMigrator.Script("posts.sql"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "approval_links",
                schema: "app");

            migrationBuilder.DropIndex(
                name: "ix_posts_tenant_time_sort_id",
                schema: "app",
                table: "posts");

            migrationBuilder.DropColumn(
                name: "time_sort",
                schema: "app",
                table: "posts");
        }
    }
}
