using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace PlumbingOps.Data.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AppDbContext))]
    [Migration("20260101000000_Initial")]
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(DatabaseMigrator.Script("functions.sql"));
            migrationBuilder.EnsureSchema(
                name: "app");

            migrationBuilder.EnsureSchema(
                name: "keys");

            migrationBuilder.EnsureSchema(
                name: "identity");

            migrationBuilder.CreateTable(
                name: "builders",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    warranty_months = table.Column<int>(type: "integer", nullable: false),
                    phone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    street = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    city = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    state = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    zip = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    notes = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    archived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_builders", x => x.id);
                    table.CheckConstraint("ck_builders_warranty_months", "warranty_months between 0 and 120");
                });

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                schema: "keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: true),
                    xml = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "roles",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_roles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tenants",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    short_name = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    color = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    zone = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    features = table.Column<string[]>(type: "text[]", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    default_state = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    cities = table.Column<List<string>>(type: "text[]", nullable: false),
                    technicians_record_payments = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tenants", x => x.id);
                    table.CheckConstraint("ck_tenants_color", "color ~ '^#[0-9a-fA-F]{6}$'");
                    table.CheckConstraint("ck_tenants_id", "id ~ '^[a-z][a-z0-9_]*$'");
                });

            migrationBuilder.CreateTable(
                name: "builder_aliases",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    builder_id = table.Column<Guid>(type: "uuid", nullable: false),
                    alias = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_builder_aliases", x => x.id);
                    table.ForeignKey(
                        name: "fk_builder_aliases_builder_id",
                        column: x => x.builder_id,
                        principalSchema: "app",
                        principalTable: "builders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "communities",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    builder_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    city = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    state = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    zip = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    notes = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    archived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_communities", x => x.id);
                    table.UniqueConstraint("ak_communities_builder_id_id", x => new { x.builder_id, x.id });
                    table.ForeignKey(
                        name: "fk_communities_builder_id",
                        column: x => x.builder_id,
                        principalSchema: "app",
                        principalTable: "builders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "role_claims",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    role_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true),
                    claim_value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_role_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_role_claims_role_id",
                        column: x => x.role_id,
                        principalSchema: "identity",
                        principalTable: "roles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "builder_contacts",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    builder_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: true),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    role = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    phone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    email = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    preferred_contact = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    notes = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    archived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_builder_contacts", x => x.id);
                    table.CheckConstraint("ck_builder_contacts_preferred_contact", "preferred_contact in ('Phone', 'Text', 'Mail')");
                    table.ForeignKey(
                        name: "fk_builder_contacts_builder_id",
                        column: x => x.builder_id,
                        principalSchema: "app",
                        principalTable: "builders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_builder_contacts_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "customers",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    phone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    phone_digits = table.Column<string>(type: "text", nullable: true, computedColumnSql: "app.phone_digits(phone)", stored: true),
                    other_phone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    other_phone_digits = table.Column<string>(type: "text", nullable: true, computedColumnSql: "app.phone_digits(other_phone)", stored: true),
                    email = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    street = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    city = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    state = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    zip = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    notes = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    tags = table.Column<List<string>>(type: "text[]", nullable: false),
                    do_not_service = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    archived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    search = table.Column<string>(type: "text", nullable: false, computedColumnSql: "lower(name || ' ' || coalesce(app.phone_digits(phone), '') || ' ' || coalesce(app.phone_digits(other_phone), '') || ' ' || coalesce(email, '') || ' ' || coalesce(street, '') || ' ' || coalesce(city, '') || ' ' || coalesce(zip, ''))", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customers", x => x.id);
                    table.UniqueConstraint("ak_customers_tenant_id", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_customers_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "import_words",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    subject = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    builder = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    written = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    meaning = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    answered_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_words", x => x.id);
                    table.CheckConstraint("ck_import_words_subject", "subject in ('Builder', 'Community', 'Technician', 'Phase', 'Kind', 'Lot', 'Date', 'Row')");
                    table.ForeignKey(
                        name: "fk_import_words_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "users",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    full_name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_sign_in_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    sessions_ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    rights_version = table.Column<int>(type: "integer", nullable: false),
                    theme = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    security_stamp = table.Column<string>(type: "text", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true),
                    phone_number = table.Column<string>(type: "text", nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_users", x => x.id);
                    table.ForeignKey(
                        name: "fk_users_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "community_aliases",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    builder_id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    alias = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_community_aliases", x => x.id);
                    table.ForeignKey(
                        name: "fk_community_aliases_builder_id_community_id",
                        columns: x => new { x.builder_id, x.community_id },
                        principalSchema: "app",
                        principalTable: "communities",
                        principalColumns: new[] { "builder_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "lots",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    plan = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    street = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    city = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    state = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    zip = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    closing_date = table.Column<DateOnly>(type: "date", nullable: true),
                    notes = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    archived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    number_sort = table.Column<string>(type: "text", nullable: false, computedColumnSql: "lpad(coalesce(number, ''), 20, '0')", stored: true),
                    search = table.Column<string>(type: "text", nullable: false, defaultValue: "")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lots", x => x.id);
                    table.ForeignKey(
                        name: "fk_lots_community_id",
                        column: x => x.community_id,
                        principalSchema: "app",
                        principalTable: "communities",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "import_batches",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    file_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    file_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    calendar_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    format = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    counts = table.Column<string>(type: "jsonb", nullable: false),
                    row_count = table.Column<int>(type: "integer", nullable: false),
                    findings = table.Column<string>(type: "jsonb", nullable: false),
                    uploaded_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    uploaded_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    committed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    change_set_ids = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    rows_deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_batches", x => x.id);
                    table.UniqueConstraint("ak_import_batches_tenant_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_import_batches_calendar_kind", "calendar_kind in ('Construction', 'Service')");
                    table.CheckConstraint("ck_import_batches_format", "format in ('Csv', 'ICalendar')");
                    table.CheckConstraint("ck_import_batches_status", "status in ('Staged', 'Committed', 'Undone', 'Discarded')");
                    table.ForeignKey(
                        name: "fk_import_batches_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_import_batches_uploaded_by_id",
                        column: x => x.uploaded_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "one_time_links",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false, computedColumnSql: "coalesce(user_id, id)", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_one_time_links", x => x.id);
                    table.CheckConstraint("ck_one_time_links_kind", "kind in ('SetUp', 'Password')");
                    table.CheckConstraint("ck_one_time_links_user", "(kind = 'Password') = (user_id is not null)");
                    table.ForeignKey(
                        name: "fk_one_time_links_user_id",
                        column: x => x.user_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "technicians",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_technicians", x => x.id);
                    table.UniqueConstraint("ak_technicians_tenant_id", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_technicians_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_technicians_user_id",
                        column: x => x.user_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "user_claims",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true),
                    claim_value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_user_claims_user_id",
                        column: x => x.user_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_logins",
                schema: "identity",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    provider_key = table.Column<string>(type: "text", nullable: false),
                    provider_display_name = table.Column<string>(type: "text", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_user_logins_user_id",
                        column: x => x.user_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_roles",
                schema: "identity",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_roles", x => new { x.user_id, x.role_id });
                    table.ForeignKey(
                        name: "fk_user_roles_role_id",
                        column: x => x.role_id,
                        principalSchema: "identity",
                        principalTable: "roles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_user_roles_user_id",
                        column: x => x.user_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_tokens",
                schema: "identity",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_tokens", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_user_tokens_user_id",
                        column: x => x.user_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "jobs",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    lot_id = table.Column<Guid>(type: "uuid", nullable: false),
                    phase = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    held_from = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    start_date = table.Column<DateOnly>(type: "date", nullable: true),
                    end_date = table.Column<DateOnly>(type: "date", nullable: true),
                    completed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    status_reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    office_owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    notes = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: true),
                    contact_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    contact_phone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    contact_email = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    archived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    start_sort = table.Column<DateOnly>(type: "date", nullable: false, computedColumnSql: "coalesce(start_date, date '9999-12-31')", stored: true),
                    day_count = table.Column<int>(type: "integer", nullable: true, computedColumnSql: "end_date - start_date + 1", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_jobs", x => x.id);
                    table.UniqueConstraint("ak_jobs_tenant_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_jobs_completed", "(status = 'Completed') = (completed_on is not null) or status = 'Cancelled'");
                    table.CheckConstraint("ck_jobs_days", "end_date >= start_date and (start_date is null) = (end_date is null)");
                    table.CheckConstraint("ck_jobs_held_from", "held_from in ('New', 'Scheduled', 'InProgress', 'OnHold', 'Completed', 'Cancelled')");
                    table.CheckConstraint("ck_jobs_phase", "phase in ('Groundwork', 'PostAndBeam', 'TopOut', 'Trim', 'Final')");
                    table.CheckConstraint("ck_jobs_status", "status in ('New', 'Scheduled', 'InProgress', 'OnHold', 'Completed', 'Cancelled')");
                    table.ForeignKey(
                        name: "fk_jobs_lot_id",
                        column: x => x.lot_id,
                        principalSchema: "app",
                        principalTable: "lots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_jobs_office_owner_id",
                        column: x => x.office_owner_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_jobs_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "lot_owners",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    lot_id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lot_owners", x => x.id);
                    table.ForeignKey(
                        name: "fk_lot_owners_lot_id",
                        column: x => x.lot_id,
                        principalSchema: "app",
                        principalTable: "lots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_lot_owners_tenant_customer_id",
                        columns: x => new { x.tenant_id, x.customer_id },
                        principalSchema: "app",
                        principalTable: "customers",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "service_calls",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    held_from = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    priority = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    lot_id = table.Column<Guid>(type: "uuid", nullable: true),
                    builder_id = table.Column<Guid>(type: "uuid", nullable: true),
                    group_id = table.Column<Guid>(type: "uuid", nullable: true),
                    problem = table.Column<string>(type: "character varying(12000)", maxLength: 12000, nullable: false),
                    notes = table.Column<string>(type: "character varying(12000)", maxLength: 12000, nullable: true),
                    contact_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    contact_phone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    contact_phone_digits = table.Column<string>(type: "text", nullable: true, computedColumnSql: "app.phone_digits(contact_phone)", stored: true),
                    contact_email = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    project_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    street = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    city = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    state = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    zip = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    building = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    unit = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    bill_to_customer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    bill_to_builder_id = table.Column<Guid>(type: "uuid", nullable: true),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    all_day = table.Column<bool>(type: "boolean", nullable: false),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    status_reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    payment_status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    write_up = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    write_up_assignee_id = table.Column<Guid>(type: "uuid", nullable: true),
                    paperwork_turned_in = table.Column<bool>(type: "boolean", nullable: false),
                    customer_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    estimate_number = table.Column<int>(type: "integer", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    archived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    start_sort = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, computedColumnSql: "coalesce(starts_at, timestamptz '9999-12-31 00:00:00+00')", stored: true),
                    search = table.Column<string>(type: "text", nullable: false, computedColumnSql: "lower('c-' || number::text || ' ' || coalesce(contact_name, '') || ' ' || coalesce(app.phone_digits(contact_phone), '') || ' ' || coalesce(contact_email, '') || ' ' || coalesce(project_name, '') || ' ' || coalesce(street, '') || ' ' || coalesce(city, '') || ' ' || coalesce(customer_code, '') || ' ' || left(problem, 300))", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_service_calls", x => x.id);
                    table.UniqueConstraint("ak_service_calls_tenant_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_service_calls_completed", "status <> 'Completed' or completed_at is not null");
                    table.CheckConstraint("ck_service_calls_for_whom", "num_nonnulls(customer_id, lot_id, street, project_name) > 0");
                    table.CheckConstraint("ck_service_calls_held_from", "held_from in ('New', 'Scheduled', 'Dispatched', 'InProgress', 'OnHold', 'Completed', 'Cancelled', 'NoShow')");
                    table.CheckConstraint("ck_service_calls_kind", "kind in ('Service', 'Warranty', 'PayCall', 'PunchList', 'GoBack', 'Estimate', 'Repipe', 'Other')");
                    table.CheckConstraint("ck_service_calls_one_payer", "num_nonnulls(bill_to_customer_id, bill_to_builder_id) <= 1");
                    table.CheckConstraint("ck_service_calls_payment_status", "payment_status in ('Unpaid', 'Pending', 'Partial', 'Paid')");
                    table.CheckConstraint("ck_service_calls_priority", "priority in ('Low', 'Normal', 'High', 'Emergency')");
                    table.CheckConstraint("ck_service_calls_status", "status in ('New', 'Scheduled', 'Dispatched', 'InProgress', 'OnHold', 'Completed', 'Cancelled', 'NoShow')");
                    table.CheckConstraint("ck_service_calls_time", "ends_at >= starts_at and (ends_at is null or starts_at is not null)");
                    table.CheckConstraint("ck_service_calls_write_up", "write_up in ('NeedsWriteUp', 'InProgress', 'WrittenUp')");
                    table.ForeignKey(
                        name: "fk_service_calls_bill_to_builder_id",
                        column: x => x.bill_to_builder_id,
                        principalSchema: "app",
                        principalTable: "builders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_service_calls_builder_id",
                        column: x => x.builder_id,
                        principalSchema: "app",
                        principalTable: "builders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_service_calls_lot_id",
                        column: x => x.lot_id,
                        principalSchema: "app",
                        principalTable: "lots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_service_calls_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_service_calls_tenant_bill_to_customer_id",
                        columns: x => new { x.tenant_id, x.bill_to_customer_id },
                        principalSchema: "app",
                        principalTable: "customers",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_service_calls_tenant_customer_id",
                        columns: x => new { x.tenant_id, x.customer_id },
                        principalSchema: "app",
                        principalTable: "customers",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_service_calls_write_up_assignee_id",
                        column: x => x.write_up_assignee_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "import_links",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    source_key = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    content_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    entity = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    entity_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entity_tenant_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    imported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_links", x => x.id);
                    table.ForeignKey(
                        name: "fk_import_links_tenant_batch_id",
                        columns: x => new { x.tenant_id, x.batch_id },
                        principalSchema: "app",
                        principalTable: "import_batches",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "import_rows",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    row_number = table.Column<int>(type: "integer", nullable: false),
                    source_key = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    content_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    raw = table.Column<string>(type: "jsonb", nullable: false),
                    proposal = table.Column<string>(type: "jsonb", nullable: false),
                    restricted = table.Column<string>(type: "jsonb", nullable: false),
                    correction = table.Column<string>(type: "jsonb", nullable: true),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    question_ids = table.Column<List<string>>(type: "text[]", nullable: false),
                    search = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_rows", x => x.id);
                    table.CheckConstraint("ck_import_rows_outcome", "outcome in ('New', 'Changed', 'Unchanged', 'Duplicate', 'Review', 'Skipped', 'Error', 'Imported')");
                    table.ForeignKey(
                        name: "fk_import_rows_tenant_batch_id",
                        columns: x => new { x.tenant_id, x.batch_id },
                        principalSchema: "app",
                        principalTable: "import_batches",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "absences",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    technician_id = table.Column<Guid>(type: "uuid", nullable: true),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    start_date = table.Column<DateOnly>(type: "date", nullable: false),
                    end_date = table.Column<DateOnly>(type: "date", nullable: false),
                    archived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_absences", x => x.id);
                    table.UniqueConstraint("ak_absences_tenant_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_absences_days", "end_date >= start_date");
                    table.CheckConstraint("ck_absences_kind", "kind in ('TimeOff', 'Meeting')");
                    table.ForeignKey(
                        name: "fk_absences_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_absences_tenant_technician_id",
                        columns: x => new { x.tenant_id, x.technician_id },
                        principalSchema: "app",
                        principalTable: "technicians",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "technician_aliases",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    technician_id = table.Column<Guid>(type: "uuid", nullable: false),
                    alias = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_technician_aliases", x => x.id);
                    table.ForeignKey(
                        name: "fk_technician_aliases_tenant_technician_id",
                        columns: x => new { x.tenant_id, x.technician_id },
                        principalSchema: "app",
                        principalTable: "technicians",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "job_access_codes",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    label = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_access_codes", x => x.id);
                    table.ForeignKey(
                        name: "fk_job_access_codes_tenant_job_id",
                        columns: x => new { x.tenant_id, x.job_id },
                        principalSchema: "app",
                        principalTable: "jobs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "job_contacts",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    builder_contact_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role_on_job = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_contacts", x => x.id);
                    table.ForeignKey(
                        name: "fk_job_contacts_builder_contact_id",
                        column: x => x.builder_contact_id,
                        principalSchema: "app",
                        principalTable: "builder_contacts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_job_contacts_tenant_job_id",
                        columns: x => new { x.tenant_id, x.job_id },
                        principalSchema: "app",
                        principalTable: "jobs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "job_crew",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    technician_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_crew", x => x.id);
                    table.ForeignKey(
                        name: "fk_job_crew_tenant_job_id",
                        columns: x => new { x.tenant_id, x.job_id },
                        principalSchema: "app",
                        principalTable: "jobs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_job_crew_tenant_technician_id",
                        columns: x => new { x.tenant_id, x.technician_id },
                        principalSchema: "app",
                        principalTable: "technicians",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "job_tasks",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    title = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    description = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: true),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    assignee_id = table.Column<Guid>(type: "uuid", nullable: true),
                    due_date = table.Column<DateOnly>(type: "date", nullable: true),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    completed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_tasks", x => x.id);
                    table.CheckConstraint("ck_job_tasks_status", "status in ('Pending', 'InProgress', 'Completed', 'Cancelled')");
                    table.ForeignKey(
                        name: "fk_job_tasks_assignee_id",
                        column: x => x.assignee_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_job_tasks_completed_by_id",
                        column: x => x.completed_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_job_tasks_tenant_job_id",
                        columns: x => new { x.tenant_id, x.job_id },
                        principalSchema: "app",
                        principalTable: "jobs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "lot_warranties",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    lot_id = table.Column<Guid>(type: "uuid", nullable: false),
                    job_id = table.Column<Guid>(type: "uuid", nullable: true),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: false),
                    notes = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lot_warranties", x => x.id);
                    table.CheckConstraint("ck_lot_warranties_days", "ends_on >= starts_on");
                    table.ForeignKey(
                        name: "fk_lot_warranties_lot_id",
                        column: x => x.lot_id,
                        principalSchema: "app",
                        principalTable: "lots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_lot_warranties_tenant_job_id",
                        columns: x => new { x.tenant_id, x.job_id },
                        principalSchema: "app",
                        principalTable: "jobs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "call_access_codes",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    service_call_id = table.Column<Guid>(type: "uuid", nullable: false),
                    label = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_call_access_codes", x => x.id);
                    table.ForeignKey(
                        name: "fk_call_access_codes_tenant_service_call_id",
                        columns: x => new { x.tenant_id, x.service_call_id },
                        principalSchema: "app",
                        principalTable: "service_calls",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "call_payments",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    service_call_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false),
                    method = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: false),
                    note = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    recorded_by_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_call_payments", x => x.id);
                    table.CheckConstraint("ck_call_payments_amount", "amount_cents <> 0");
                    table.CheckConstraint("ck_call_payments_method", "method in ('Cash', 'Check', 'Card', 'Invoice', 'Other')");
                    table.ForeignKey(
                        name: "fk_call_payments_recorded_by_id",
                        column: x => x.recorded_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_call_payments_tenant_service_call_id",
                        columns: x => new { x.tenant_id, x.service_call_id },
                        principalSchema: "app",
                        principalTable: "service_calls",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "call_tasks",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    service_call_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    title = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    description = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: true),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    assignee_id = table.Column<Guid>(type: "uuid", nullable: true),
                    due_date = table.Column<DateOnly>(type: "date", nullable: true),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    completed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_call_tasks", x => x.id);
                    table.CheckConstraint("ck_call_tasks_status", "status in ('Pending', 'InProgress', 'Completed', 'Cancelled')");
                    table.CheckConstraint("ck_call_tasks_type", "type in ('PullPermit', 'OrderParts', 'SendBid', 'CallBackToSchedule', 'WriteUpBilling', 'PriceApproval', 'Other')");
                    table.ForeignKey(
                        name: "fk_call_tasks_assignee_id",
                        column: x => x.assignee_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_call_tasks_completed_by_id",
                        column: x => x.completed_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_call_tasks_tenant_service_call_id",
                        columns: x => new { x.tenant_id, x.service_call_id },
                        principalSchema: "app",
                        principalTable: "service_calls",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "call_technicians",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    service_call_id = table.Column<Guid>(type: "uuid", nullable: false),
                    technician_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_primary = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_call_technicians", x => x.id);
                    table.ForeignKey(
                        name: "fk_call_technicians_tenant_service_call_id",
                        columns: x => new { x.tenant_id, x.service_call_id },
                        principalSchema: "app",
                        principalTable: "service_calls",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_call_technicians_tenant_technician_id",
                        columns: x => new { x.tenant_id, x.technician_id },
                        principalSchema: "app",
                        principalTable: "technicians",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_absences_tenant_start_date_end_date",
                schema: "app",
                table: "absences",
                columns: new[] { "tenant_id", "start_date", "end_date" });

            migrationBuilder.CreateIndex(
                name: "ix_absences_tenant_technician_id",
                schema: "app",
                table: "absences",
                columns: new[] { "tenant_id", "technician_id" });

            migrationBuilder.CreateIndex(
                name: "ix_builder_aliases_builder_id",
                schema: "app",
                table: "builder_aliases",
                column: "builder_id");

            migrationBuilder.CreateIndex(
                name: "ix_builder_contacts_builder_id",
                schema: "app",
                table: "builder_contacts",
                column: "builder_id");

            migrationBuilder.CreateIndex(
                name: "ix_builder_contacts_tenant",
                schema: "app",
                table: "builder_contacts",
                column: "tenant_id");

            migrationBuilder.CreateIndex(
                name: "ix_builders_name_id",
                schema: "app",
                table: "builders",
                columns: new[] { "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_call_access_codes_tenant_service_call_id",
                schema: "app",
                table: "call_access_codes",
                columns: new[] { "tenant_id", "service_call_id" });

            migrationBuilder.CreateIndex(
                name: "ix_call_payments_recorded_by_id",
                schema: "app",
                table: "call_payments",
                column: "recorded_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_call_payments_tenant_service_call_id",
                schema: "app",
                table: "call_payments",
                columns: new[] { "tenant_id", "service_call_id" });

            migrationBuilder.CreateIndex(
                name: "ix_call_tasks_assignee_id",
                schema: "app",
                table: "call_tasks",
                column: "assignee_id");

            migrationBuilder.CreateIndex(
                name: "ix_call_tasks_completed_by_id",
                schema: "app",
                table: "call_tasks",
                column: "completed_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_call_tasks_open_due",
                schema: "app",
                table: "call_tasks",
                columns: new[] { "tenant_id", "due_date" },
                filter: "status in ('Pending', 'InProgress')");

            migrationBuilder.CreateIndex(
                name: "ix_call_tasks_tenant_service_call_id",
                schema: "app",
                table: "call_tasks",
                columns: new[] { "tenant_id", "service_call_id" });

            migrationBuilder.CreateIndex(
                name: "ix_call_technicians_tenant_technician_id",
                schema: "app",
                table: "call_technicians",
                columns: new[] { "tenant_id", "technician_id" });

            migrationBuilder.CreateIndex(
                name: "ux_call_technicians_primary",
                schema: "app",
                table: "call_technicians",
                columns: new[] { "tenant_id", "service_call_id" },
                unique: true,
                filter: "is_primary");

            migrationBuilder.CreateIndex(
                name: "ux_call_technicians_tenant_service_call_id_technician_id",
                schema: "app",
                table: "call_technicians",
                columns: new[] { "tenant_id", "service_call_id", "technician_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_communities_name_id",
                schema: "app",
                table: "communities",
                columns: new[] { "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_community_aliases_builder_id_community_id",
                schema: "app",
                table: "community_aliases",
                columns: new[] { "builder_id", "community_id" });

            migrationBuilder.CreateIndex(
                name: "ix_customers_search",
                schema: "app",
                table: "customers",
                column: "search")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_customers_tags",
                schema: "app",
                table: "customers",
                column: "tags")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_customers_tenant_created_at_id",
                schema: "app",
                table: "customers",
                columns: new[] { "tenant_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_customers_tenant_email",
                schema: "app",
                table: "customers",
                columns: new[] { "tenant_id", "email" });

            migrationBuilder.CreateIndex(
                name: "ix_customers_tenant_name_id",
                schema: "app",
                table: "customers",
                columns: new[] { "tenant_id", "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_customers_tenant_other_phone_digits",
                schema: "app",
                table: "customers",
                columns: new[] { "tenant_id", "other_phone_digits" });

            migrationBuilder.CreateIndex(
                name: "ix_customers_tenant_phone_digits",
                schema: "app",
                table: "customers",
                columns: new[] { "tenant_id", "phone_digits" });

            migrationBuilder.CreateIndex(
                name: "ix_import_batches_tenant_file_hash",
                schema: "app",
                table: "import_batches",
                columns: new[] { "tenant_id", "file_hash" });

            migrationBuilder.CreateIndex(
                name: "ix_import_batches_tenant_uploaded_at_id",
                schema: "app",
                table: "import_batches",
                columns: new[] { "tenant_id", "uploaded_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_import_batches_uploaded_by_id",
                schema: "app",
                table: "import_batches",
                column: "uploaded_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_import_links_tenant_batch_id",
                schema: "app",
                table: "import_links",
                columns: new[] { "tenant_id", "batch_id" });

            migrationBuilder.CreateIndex(
                name: "ix_import_links_tenant_entity_id",
                schema: "app",
                table: "import_links",
                columns: new[] { "tenant_id", "entity_id" });

            migrationBuilder.CreateIndex(
                name: "ux_import_links_tenant_source_key_entity_id",
                schema: "app",
                table: "import_links",
                columns: new[] { "tenant_id", "source_key", "entity_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_import_rows_corrected",
                schema: "app",
                table: "import_rows",
                columns: new[] { "tenant_id", "source_key" },
                filter: "correction is not null");

            migrationBuilder.CreateIndex(
                name: "ix_import_rows_tenant_batch_id_outcome_row_number",
                schema: "app",
                table: "import_rows",
                columns: new[] { "tenant_id", "batch_id", "outcome", "row_number" });

            migrationBuilder.CreateIndex(
                name: "ux_import_rows_tenant_batch_id_row_number",
                schema: "app",
                table: "import_rows",
                columns: new[] { "tenant_id", "batch_id", "row_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_import_words_batch_id",
                schema: "app",
                table: "import_words",
                column: "batch_id");

            migrationBuilder.CreateIndex(
                name: "ux_import_words_tenant_subject_builder_written",
                schema: "app",
                table: "import_words",
                columns: new[] { "tenant_id", "subject", "builder", "written" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_job_access_codes_tenant_job_id",
                schema: "app",
                table: "job_access_codes",
                columns: new[] { "tenant_id", "job_id" });

            migrationBuilder.CreateIndex(
                name: "ix_job_contacts_builder_contact_id",
                schema: "app",
                table: "job_contacts",
                column: "builder_contact_id");

            migrationBuilder.CreateIndex(
                name: "ux_job_contacts_tenant_job_id_builder_contact_id",
                schema: "app",
                table: "job_contacts",
                columns: new[] { "tenant_id", "job_id", "builder_contact_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_job_crew_tenant_technician_id",
                schema: "app",
                table: "job_crew",
                columns: new[] { "tenant_id", "technician_id" });

            migrationBuilder.CreateIndex(
                name: "ux_job_crew_tenant_job_id_technician_id",
                schema: "app",
                table: "job_crew",
                columns: new[] { "tenant_id", "job_id", "technician_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_job_tasks_assignee_id",
                schema: "app",
                table: "job_tasks",
                column: "assignee_id");

            migrationBuilder.CreateIndex(
                name: "ix_job_tasks_completed_by_id",
                schema: "app",
                table: "job_tasks",
                column: "completed_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_job_tasks_open_due",
                schema: "app",
                table: "job_tasks",
                columns: new[] { "tenant_id", "due_date" },
                filter: "status in ('Pending', 'InProgress')");

            migrationBuilder.CreateIndex(
                name: "ix_job_tasks_tenant_job_id",
                schema: "app",
                table: "job_tasks",
                columns: new[] { "tenant_id", "job_id" });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_lot_id",
                schema: "app",
                table: "jobs",
                column: "lot_id");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_office_owner_id",
                schema: "app",
                table: "jobs",
                column: "office_owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_open_end",
                schema: "app",
                table: "jobs",
                columns: new[] { "tenant_id", "end_date" },
                filter: "status in ('New', 'Scheduled', 'InProgress')");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_open_start",
                schema: "app",
                table: "jobs",
                columns: new[] { "tenant_id", "start_sort", "id" },
                filter: "status in ('New', 'Scheduled', 'InProgress', 'OnHold')");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_tenant_day_count",
                schema: "app",
                table: "jobs",
                columns: new[] { "tenant_id", "day_count" });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_tenant_phase_start_sort_id",
                schema: "app",
                table: "jobs",
                columns: new[] { "tenant_id", "phase", "start_sort", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_tenant_start_sort_id",
                schema: "app",
                table: "jobs",
                columns: new[] { "tenant_id", "start_sort", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_tenant_status_start_sort_id",
                schema: "app",
                table: "jobs",
                columns: new[] { "tenant_id", "status", "start_sort", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_jobs_tenant_lot_phase",
                schema: "app",
                table: "jobs",
                columns: new[] { "tenant_id", "lot_id", "phase" },
                unique: true,
                filter: "status <> 'Cancelled' and archived_at is null");

            migrationBuilder.CreateIndex(
                name: "ux_jobs_tenant_number",
                schema: "app",
                table: "jobs",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_lot_owners_lot_id",
                schema: "app",
                table: "lot_owners",
                column: "lot_id");

            migrationBuilder.CreateIndex(
                name: "ix_lot_owners_tenant_customer_id",
                schema: "app",
                table: "lot_owners",
                columns: new[] { "tenant_id", "customer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_lot_owners_tenant_lot_id_since",
                schema: "app",
                table: "lot_owners",
                columns: new[] { "tenant_id", "lot_id", "since" });

            migrationBuilder.CreateIndex(
                name: "ix_lot_warranties_lot_id",
                schema: "app",
                table: "lot_warranties",
                column: "lot_id");

            migrationBuilder.CreateIndex(
                name: "ix_lot_warranties_tenant_ends_on",
                schema: "app",
                table: "lot_warranties",
                columns: new[] { "tenant_id", "ends_on" });

            migrationBuilder.CreateIndex(
                name: "ix_lot_warranties_tenant_job_id",
                schema: "app",
                table: "lot_warranties",
                columns: new[] { "tenant_id", "job_id" });

            migrationBuilder.CreateIndex(
                name: "ux_lot_warranties_tenant_lot_id",
                schema: "app",
                table: "lot_warranties",
                columns: new[] { "tenant_id", "lot_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_lots_community_id_number_sort_id",
                schema: "app",
                table: "lots",
                columns: new[] { "community_id", "number_sort", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_lots_search",
                schema: "app",
                table: "lots",
                column: "search")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_one_time_links_user_id",
                schema: "identity",
                table: "one_time_links",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ux_one_time_links_token_hash",
                schema: "identity",
                table: "one_time_links",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_role_claims_role_id",
                schema: "identity",
                table: "role_claims",
                column: "role_id");

            migrationBuilder.CreateIndex(
                name: "RoleNameIndex",
                schema: "identity",
                table: "roles",
                column: "normalized_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_service_calls_bill_to_builder_id",
                schema: "app",
                table: "service_calls",
                column: "bill_to_builder_id");

            migrationBuilder.CreateIndex(
                name: "ix_service_calls_builder_id",
                schema: "app",
                table: "service_calls",
                column: "builder_id");

            migrationBuilder.CreateIndex(
                name: "ix_service_calls_lot_id",
                schema: "app",
                table: "service_calls",
                column: "lot_id");

            migrationBuilder.CreateIndex(
                name: "ix_service_calls_needs_write_up",
                schema: "app",
                table: "service_calls",
                columns: new[] { "tenant_id", "start_sort", "id" },
                filter: "write_up = 'NeedsWriteUp'");

            migrationBuilder.CreateIndex(
                name: "ix_service_calls_open_end",
                schema: "app",
                table: "service_calls",
                columns: new[] { "tenant_id", "ends_at" },
                filter: "status in ('New', 'Scheduled', 'Dispatched', 'InProgress')");

            migrationBuilder.CreateIndex(
                name: "ix_service_calls_open_start",
                schema: "app",
                table: "service_calls",
                columns: new[] { "tenant_id", "start_sort", "id" },
                filter: "status in ('New', 'Scheduled', 'Dispatched', 'InProgress', 'OnHold')");

            migrationBuilder.CreateIndex(
                name: "ix_service_calls_paperwork_missing",
                schema: "app",
                table: "service_calls",
                columns: new[] { "tenant_id", "start_sort", "id" },
                filter: "status = 'Completed' and not paperwork_turned_in");

            migrationBuilder.CreateIndex(
                name: "ix_service_calls_search",
                schema: "app",
                table: "service_calls",
                column: "search")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_service_calls_tenant_bill_to_customer_id",
                schema: "app",
                table: "service_calls",
                columns: new[] { "tenant_id", "bill_to_customer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_service_calls_tenant_customer_id",
                schema: "app",
                table: "service_calls",
                columns: new[] { "tenant_id", "customer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_service_calls_tenant_kind_start_sort_id",
                schema: "app",
                table: "service_calls",
                columns: new[] { "tenant_id", "kind", "start_sort", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_service_calls_tenant_start_sort_id",
                schema: "app",
                table: "service_calls",
                columns: new[] { "tenant_id", "start_sort", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_service_calls_tenant_status_start_sort_id",
                schema: "app",
                table: "service_calls",
                columns: new[] { "tenant_id", "status", "start_sort", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_service_calls_unpaid",
                schema: "app",
                table: "service_calls",
                columns: new[] { "tenant_id", "start_sort", "id" },
                filter: "payment_status in ('Unpaid', 'Pending', 'Partial')");

            migrationBuilder.CreateIndex(
                name: "ix_service_calls_write_up_assignee_id",
                schema: "app",
                table: "service_calls",
                column: "write_up_assignee_id");

            migrationBuilder.CreateIndex(
                name: "ux_service_calls_tenant_number",
                schema: "app",
                table: "service_calls",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_technician_aliases_tenant_technician_id",
                schema: "app",
                table: "technician_aliases",
                columns: new[] { "tenant_id", "technician_id" });

            migrationBuilder.CreateIndex(
                name: "ux_technician_aliases_tenant_alias",
                schema: "app",
                table: "technician_aliases",
                columns: new[] { "tenant_id", "alias" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_technicians_tenant_name",
                schema: "app",
                table: "technicians",
                columns: new[] { "tenant_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_technicians_user_id_tenant",
                schema: "app",
                table: "technicians",
                columns: new[] { "user_id", "tenant_id" },
                unique: true,
                filter: "user_id is not null");

            migrationBuilder.CreateIndex(
                name: "ux_tenants_name",
                schema: "app",
                table: "tenants",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_tenants_short_name",
                schema: "app",
                table: "tenants",
                column: "short_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_user_claims_user_id",
                schema: "identity",
                table: "user_claims",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_user_logins_user_id",
                schema: "identity",
                table: "user_logins",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_user_roles_role_id",
                schema: "identity",
                table: "user_roles",
                column: "role_id");

            migrationBuilder.CreateIndex(
                name: "ux_user_roles_user_id",
                schema: "identity",
                table: "user_roles",
                column: "user_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_users_full_name_id",
                schema: "identity",
                table: "users",
                columns: new[] { "full_name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_users_tenant",
                schema: "identity",
                table: "users",
                column: "tenant_id");

            migrationBuilder.CreateIndex(
                name: "ux_users_normalized_email",
                schema: "identity",
                table: "users",
                column: "normalized_email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_users_normalized_user_name",
                schema: "identity",
                table: "users",
                column: "normalized_user_name",
                unique: true);
        
            migrationBuilder.Sql(DatabaseMigrator.Script("spine.sql"));
            migrationBuilder.Sql(DatabaseMigrator.Script("tables.sql"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "absences",
                schema: "app");

            migrationBuilder.DropTable(
                name: "builder_aliases",
                schema: "app");

            migrationBuilder.DropTable(
                name: "call_access_codes",
                schema: "app");

            migrationBuilder.DropTable(
                name: "call_payments",
                schema: "app");

            migrationBuilder.DropTable(
                name: "call_tasks",
                schema: "app");

            migrationBuilder.DropTable(
                name: "call_technicians",
                schema: "app");

            migrationBuilder.DropTable(
                name: "community_aliases",
                schema: "app");

            migrationBuilder.DropTable(
                name: "data_protection_keys",
                schema: "keys");

            migrationBuilder.DropTable(
                name: "import_links",
                schema: "app");

            migrationBuilder.DropTable(
                name: "import_rows",
                schema: "app");

            migrationBuilder.DropTable(
                name: "import_words",
                schema: "app");

            migrationBuilder.DropTable(
                name: "job_access_codes",
                schema: "app");

            migrationBuilder.DropTable(
                name: "job_contacts",
                schema: "app");

            migrationBuilder.DropTable(
                name: "job_crew",
                schema: "app");

            migrationBuilder.DropTable(
                name: "job_tasks",
                schema: "app");

            migrationBuilder.DropTable(
                name: "lot_owners",
                schema: "app");

            migrationBuilder.DropTable(
                name: "lot_warranties",
                schema: "app");

            migrationBuilder.DropTable(
                name: "one_time_links",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "role_claims",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "technician_aliases",
                schema: "app");

            migrationBuilder.DropTable(
                name: "user_claims",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "user_logins",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "user_roles",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "user_tokens",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "service_calls",
                schema: "app");

            migrationBuilder.DropTable(
                name: "import_batches",
                schema: "app");

            migrationBuilder.DropTable(
                name: "builder_contacts",
                schema: "app");

            migrationBuilder.DropTable(
                name: "jobs",
                schema: "app");

            migrationBuilder.DropTable(
                name: "technicians",
                schema: "app");

            migrationBuilder.DropTable(
                name: "roles",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "customers",
                schema: "app");

            migrationBuilder.DropTable(
                name: "lots",
                schema: "app");

            migrationBuilder.DropTable(
                name: "users",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "communities",
                schema: "app");

            migrationBuilder.DropTable(
                name: "tenants",
                schema: "app");

            migrationBuilder.DropTable(
                name: "builders",
                schema: "app");
        }
    }
}
