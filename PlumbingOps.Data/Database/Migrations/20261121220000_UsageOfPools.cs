using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PlumbingOps.Data.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AppDbContext))]
    [Migration("20261121220000_UsageOfPools")]
    public partial class UsageOfPools : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(name: "usage_until", schema: "app", table: "account_limits", type: "timestamp with time zone", nullable: true);
            migrationBuilder.AddColumn<DateTimeOffset>(name: "failed_at", schema: "app", table: "account_limits", type: "timestamp with time zone", nullable: true);
            migrationBuilder.AddColumn<int>(name: "usage_percent", schema: "app", table: "provider_circuits", type: "integer", nullable: true);
            migrationBuilder.AddColumn<DateTimeOffset>(name: "usage_until", schema: "app", table: "provider_circuits", type: "timestamp with time zone", nullable: true);
            migrationBuilder.Sql(DatabaseMigrator.Script("usage.sql"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "usage_until", schema: "app", table: "account_limits");
            migrationBuilder.DropColumn(name: "failed_at", schema: "app", table: "account_limits");
            migrationBuilder.DropColumn(name: "usage_percent", schema: "app", table: "provider_circuits");
            migrationBuilder.DropColumn(name: "usage_until", schema: "app", table: "provider_circuits");
        }
    }
}
