using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PlumbingOps.Data.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AppDbContext))]
    [Migration("20261121222000_ReviewLists")]
    public partial class ReviewLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "postal_address",
                schema: "app",
                table: "tenants",
                type: "character varying(160)",
                maxLength: 160,
                nullable: true);

            migrationBuilder.AddColumn<List<string>>(
                name: "old_token_hashes",
                schema: "app",
                table: "review_requests",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<Guid>(
                name: "added_by_id",
                schema: "app",
                table: "review_opt_outs",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "stop_address",
                schema: "app",
                table: "outgoing_mails",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_reviews_tenant_rating_at_id",
                schema: "app",
                table: "reviews",
                columns: new[] { "tenant_id", "rating", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_review_requests_old_token_hashes",
                schema: "app",
                table: "review_requests",
                column: "old_token_hashes")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_review_opt_outs_added_by_id",
                schema: "app",
                table: "review_opt_outs",
                column: "added_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_review_opt_outs_tenant_at_id",
                schema: "app",
                table: "review_opt_outs",
                columns: new[] { "tenant_id", "at", "id" });

            migrationBuilder.AddForeignKey(
                name: "fk_review_opt_outs_added_by_id",
                schema: "app",
                table: "review_opt_outs",
                column: "added_by_id",
                principalSchema: "identity",
                principalTable: "users",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.Sql(DatabaseMigrator.Script("review_lists.sql"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_review_opt_outs_added_by_id",
                schema: "app",
                table: "review_opt_outs");

            migrationBuilder.DropIndex(
                name: "ix_reviews_tenant_rating_at_id",
                schema: "app",
                table: "reviews");

            migrationBuilder.DropIndex(
                name: "ix_review_requests_old_token_hashes",
                schema: "app",
                table: "review_requests");

            migrationBuilder.DropIndex(
                name: "ix_review_opt_outs_added_by_id",
                schema: "app",
                table: "review_opt_outs");

            migrationBuilder.DropIndex(
                name: "ix_review_opt_outs_tenant_at_id",
                schema: "app",
                table: "review_opt_outs");

            migrationBuilder.DropColumn(
                name: "postal_address",
                schema: "app",
                table: "tenants");

            migrationBuilder.DropColumn(
                name: "old_token_hashes",
                schema: "app",
                table: "review_requests");

            migrationBuilder.DropColumn(
                name: "added_by_id",
                schema: "app",
                table: "review_opt_outs");

            migrationBuilder.DropColumn(
                name: "stop_address",
                schema: "app",
                table: "outgoing_mails");
        }
    }
}
