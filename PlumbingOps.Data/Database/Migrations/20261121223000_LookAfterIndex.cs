using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PlumbingOps.Data.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AppDbContext))]
    [Migration("20261121223000_LookAfterIndex")]
    public partial class LookAfterIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateIndex(
            name: "ix_publications_look_after",
            schema: "app",
            table: "publications",
            columns: ["account_id", "look_at", "id"],
            filter: "look_at is not null and state not in ('Waiting', 'Preparing')");

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropIndex(name: "ix_publications_look_after", schema: "app", table: "publications");
    }
}
