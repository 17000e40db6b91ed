using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PlumbingOps.Data.Database.Migrations;

/// <summary>No table changes its shape, so there is no model beside it.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("20261121151800_FasterKinds")]
public class FasterKinds : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(DatabaseMigrator.Script("kinds.sql"));
}
