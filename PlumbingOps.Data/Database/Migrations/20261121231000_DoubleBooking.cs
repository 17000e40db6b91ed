using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PlumbingOps.Data.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AppDbContext))]
    [Migration("20261121231000_DoubleBooking")]
    public partial class DoubleBooking : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_absences_kind",
                schema: "app",
                table: "absences");

            migrationBuilder.AddColumn<string[]>(
                name: "skills",
                schema: "app",
                table: "technicians",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "busy_from",
                schema: "app",
                table: "call_technicians",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "busy_to",
                schema: "app",
                table: "call_technicians",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "overlap_reason",
                schema: "app",
                table: "call_technicians",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "person_id",
                schema: "app",
                table: "call_technicians",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "note",
                schema: "app",
                table: "absences",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<uint>(
                name: "xmin",
                schema: "app",
                table: "absences",
                type: "xid",
                rowVersion: true,
                nullable: false,
                defaultValue: 0u);

            migrationBuilder.AddCheckConstraint(
                name: "ck_absences_kind",
                schema: "app",
                table: "absences",
                sql: "kind in ('TimeOff', 'Meeting', 'Sick', 'Training')");

            migrationBuilder.Sql(DatabaseMigrator.Script("double_booking.sql"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                alter table app.call_technicians drop constraint ex_call_technicians_busy;
                drop function app.refuse_double_booking() cascade;
                drop function app.visit_moved() cascade;
                drop function app.person_changed() cascade;
                drop function app.busy_row() cascade;
                drop function app.is_elsewhere(uuid, uuid, timestamptz, timestamptz, boolean);
                drop index app.ix_call_technicians_person_busy;
                """);

            migrationBuilder.DropCheckConstraint(
                name: "ck_absences_kind",
                schema: "app",
                table: "absences");

            migrationBuilder.DropColumn(
                name: "skills",
                schema: "app",
                table: "technicians");

            migrationBuilder.DropColumn(
                name: "busy_from",
                schema: "app",
                table: "call_technicians");

            migrationBuilder.DropColumn(
                name: "busy_to",
                schema: "app",
                table: "call_technicians");

            migrationBuilder.DropColumn(
                name: "overlap_reason",
                schema: "app",
                table: "call_technicians");

            migrationBuilder.DropColumn(
                name: "person_id",
                schema: "app",
                table: "call_technicians");

            migrationBuilder.DropColumn(
                name: "note",
                schema: "app",
                table: "absences");

            migrationBuilder.DropColumn(
                name: "xmin",
                schema: "app",
                table: "absences");

            migrationBuilder.AddCheckConstraint(
                name: "ck_absences_kind",
                schema: "app",
                table: "absences",
                sql: "kind in ('TimeOff', 'Meeting')");
        }
    }
}
