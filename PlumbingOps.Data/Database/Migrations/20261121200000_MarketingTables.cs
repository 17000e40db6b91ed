using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PlumbingOps.Data.Database.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AppDbContext))]
    [Migration("20261121200000_MarketingTables")]
    public partial class MarketingTables : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "caption_templates",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    category = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    caption = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_caption_templates", x => x.id);
                    table.CheckConstraint("ck_caption_templates_category", "category in ('AdContent', 'TeamPost', 'Coupon', 'Diy', 'BlogPost', 'Authority', 'LocalRelevance')");
                    table.ForeignKey(
                        name: "fk_caption_templates_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "channels",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    provider = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    usual_time = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_channels", x => x.id);
                    table.CheckConstraint("ck_channels_key", "key ~ '^[a-z][a-z0-9_]*$'");
                    table.CheckConstraint("ck_channels_provider", "provider in ('Facebook', 'Instagram', 'GoogleBusiness', 'Manual')");
                });

            migrationBuilder.CreateTable(
                name: "media_assets",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    content_type = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    width = table.Column<int>(type: "integer", nullable: true),
                    height = table.Column<int>(type: "integer", nullable: true),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    storage_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    alt_text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    tags = table.Column<List<string>>(type: "text[]", nullable: false),
                    uploaded_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    archived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_media_assets", x => x.id);
                    table.UniqueConstraint("ak_media_assets_tenant_id", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_media_assets_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_media_assets_uploaded_by_id",
                        column: x => x.uploaded_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "offers",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    description = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    service_type = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: false),
                    discount = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    percent = table.Column<decimal>(type: "numeric(5,2)", precision: 5, scale: 2, nullable: true),
                    amount_cents = table.Column<long>(type: "bigint", nullable: true),
                    coupon_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    website_url = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    terms = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_offers", x => x.id);
                    table.UniqueConstraint("ak_offers_tenant_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_offers_days", "valid_to >= valid_from");
                    table.CheckConstraint("ck_offers_discount", "discount in ('Percentage', 'FixedAmount', 'FreeService')");
                    table.CheckConstraint("ck_offers_value", "case discount when 'Percentage' then percent between 0.01 and 100 and amount_cents is null when 'FixedAmount' then amount_cents > 0 and percent is null else percent is null and amount_cents is null end");
                    table.ForeignKey(
                        name: "fk_offers_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "outgoing_mails",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    cause = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    to_address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    to_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    subject = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    next_try_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    error = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outgoing_mails", x => x.id);
                    table.CheckConstraint("ck_outgoing_mails_state", "state in ('Waiting', 'Sending', 'Sent', 'Failed', 'Discarded')");
                    table.ForeignKey(
                        name: "fk_outgoing_mails_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "publish_pauses",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    paused_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    paused_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_publish_pauses", x => x.id);
                    table.ForeignKey(
                        name: "fk_publish_pauses_paused_by_id",
                        column: x => x.paused_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_publish_pauses_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "review_opt_outs",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    email = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_opt_outs", x => x.id);
                    table.CheckConstraint("ck_review_opt_outs_email", "email = lower(email)");
                    table.ForeignKey(
                        name: "fk_review_opt_outs_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "review_requests",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    service_call_id = table.Column<Guid>(type: "uuid", nullable: true),
                    job_id = table.Column<Guid>(type: "uuid", nullable: true),
                    customer_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    email = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    phone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    token_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reminded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_requests", x => x.id);
                    table.UniqueConstraint("ak_review_requests_tenant_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_review_requests_of", "(service_call_id is null) <> (job_id is null)");
                    table.CheckConstraint("ck_review_requests_status", "status in ('Pending', 'Sent', 'Completed', 'Lost', 'Expired')");
                    table.ForeignKey(
                        name: "fk_review_requests_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_review_requests_tenant_job_id",
                        columns: x => new { x.tenant_id, x.job_id },
                        principalSchema: "app",
                        principalTable: "jobs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_review_requests_tenant_service_call_id",
                        columns: x => new { x.tenant_id, x.service_call_id },
                        principalSchema: "app",
                        principalTable: "service_calls",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "seasonal_events",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: false),
                    every_year = table.Column<bool>(type: "boolean", nullable: false),
                    city = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    suggestions = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_seasonal_events", x => x.id);
                    table.UniqueConstraint("ak_seasonal_events_tenant_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_seasonal_events_days", "ends_on >= starts_on and ends_on - starts_on < 366");
                    table.CheckConstraint("ck_seasonal_events_kind", "kind in ('Freeze', 'HeatWave', 'Holiday', 'CityEvent')");
                    table.ForeignKey(
                        name: "fk_seasonal_events_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "channel_accounts",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    channel_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    profile_url = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    login_email = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    vault_reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    notes = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    posts_per_week = table.Column<int>(type: "integer", nullable: false),
                    weekdays = table.Column<string[]>(type: "text[]", nullable: false),
                    times = table.Column<List<TimeOnly>>(type: "time without time zone[]", nullable: false),
                    zone = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    late_minutes = table.Column<int>(type: "integer", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_channel_accounts", x => x.id);
                    table.UniqueConstraint("ak_channel_accounts_tenant_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_channel_accounts_late_minutes", "late_minutes between 0 and 10080");
                    table.CheckConstraint("ck_channel_accounts_posts_per_week", "posts_per_week between 0 and 21");
                    table.ForeignKey(
                        name: "fk_channel_accounts_channel_id",
                        column: x => x.channel_id,
                        principalSchema: "app",
                        principalTable: "channels",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_channel_accounts_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "media_crops",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    media_id = table.Column<Guid>(type: "uuid", nullable: false),
                    shape = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    x = table.Column<int>(type: "integer", nullable: false),
                    y = table.Column<int>(type: "integer", nullable: false),
                    width = table.Column<int>(type: "integer", nullable: false),
                    height = table.Column<int>(type: "integer", nullable: false),
                    storage_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_media_crops", x => x.id);
                    table.CheckConstraint("ck_media_crops_shape", "shape in ('Square', 'Portrait4By5', 'Landscape191By100', 'Standard4By3')");
                    table.CheckConstraint("ck_media_crops_size", "x >= 0 and y >= 0 and width > 0 and height > 0");
                    table.ForeignKey(
                        name: "fk_media_crops_tenant_media_id",
                        columns: x => new { x.tenant_id, x.media_id },
                        principalSchema: "app",
                        principalTable: "media_assets",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reviews",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    request_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rating = table.Column<int>(type: "integer", nullable: false),
                    comment = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    customer_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    may_be_quoted = table.Column<bool>(type: "boolean", nullable: false),
                    is_public = table.Column<bool>(type: "boolean", nullable: false),
                    is_flagged = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reviews", x => x.id);
                    table.UniqueConstraint("ak_reviews_tenant_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_reviews_rating", "rating between 1 and 5");
                    table.ForeignKey(
                        name: "fk_reviews_tenant_request_id",
                        columns: x => new { x.tenant_id, x.request_id },
                        principalSchema: "app",
                        principalTable: "review_requests",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "account_connections",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    provider = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    external_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    parent_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    external_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    scopes = table.Column<List<string>>(type: "text[]", nullable: false),
                    connected_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    connected_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    token_expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    data_access_expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    checked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    problem = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    next_step = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_connections", x => x.id);
                    table.UniqueConstraint("ak_account_connections_tenant_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_account_connections_provider", "provider in ('Facebook', 'Instagram', 'GoogleBusiness', 'Manual')");
                    table.CheckConstraint("ck_account_connections_state", "state in ('Connected', 'NeedsReconnect', 'NeedsAction', 'Disconnected')");
                    table.ForeignKey(
                        name: "fk_account_connections_connected_by_id",
                        column: x => x.connected_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_account_connections_tenant_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "app",
                        principalTable: "channel_accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_limits",
                schema: "app",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    blocked_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    blocked_why = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    usage_percent = table.Column<int>(type: "integer", nullable: true),
                    last_commit_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    sent = table.Column<int>(type: "integer", nullable: false),
                    quota_day = table.Column<DateOnly>(type: "date", nullable: true),
                    daily_quota = table.Column<int>(type: "integer", nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    open_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_limits", x => new { x.tenant_id, x.account_id });
                    table.ForeignKey(
                        name: "fk_account_limits_tenant_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "app",
                        principalTable: "channel_accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_shares",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    category = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    percent = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_shares", x => x.id);
                    table.CheckConstraint("ck_account_shares_category", "category in ('AdContent', 'TeamPost', 'Coupon', 'Diy', 'BlogPost', 'Authority', 'LocalRelevance')");
                    table.CheckConstraint("ck_account_shares_percent", "percent between 1 and 100");
                    table.ForeignKey(
                        name: "fk_account_shares_tenant_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "app",
                        principalTable: "channel_accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "content_items",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    caption = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    category = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    action = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    link_url = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    campaign = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: true),
                    city = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    service_type = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    tags = table.Column<List<string>>(type: "text[]", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reviewer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    draft_due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    notes = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    offer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    review_id = table.Column<Guid>(type: "uuid", nullable: true),
                    submitted_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    review_note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    archived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    search = table.Column<string>(type: "text", nullable: false, computedColumnSql: "lower('m-' || number::text || ' ' || title || ' ' || coalesce(left(caption, 500), '') || ' ' || coalesce(city, '') || ' ' || coalesce(service_type, ''))", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_content_items", x => x.id);
                    table.UniqueConstraint("ak_content_items_tenant_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_content_items_action", "action in ('None', 'Call', 'Book', 'LearnMore', 'Order', 'SignUp')");
                    table.CheckConstraint("ck_content_items_category", "category in ('AdContent', 'TeamPost', 'Coupon', 'Diy', 'BlogPost', 'Authority', 'LocalRelevance')");
                    table.CheckConstraint("ck_content_items_status", "status in ('Idea', 'Draft', 'NeedsApproval', 'Approved')");
                    table.ForeignKey(
                        name: "fk_content_items_approved_by_id",
                        column: x => x.approved_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_content_items_created_by_id",
                        column: x => x.created_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_content_items_owner_id",
                        column: x => x.owner_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_content_items_reviewer_id",
                        column: x => x.reviewer_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_content_items_submitted_by_id",
                        column: x => x.submitted_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_content_items_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_content_items_tenant_offer_id",
                        columns: x => new { x.tenant_id, x.offer_id },
                        principalSchema: "app",
                        principalTable: "offers",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_content_items_tenant_review_id",
                        columns: x => new { x.tenant_id, x.review_id },
                        principalSchema: "app",
                        principalTable: "reviews",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "recovery_tickets",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    issue = table.Column<string>(type: "character varying(4040)", maxLength: 4040, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    assignee_id = table.Column<Guid>(type: "uuid", nullable: true),
                    resolution = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    resolved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recovery_tickets", x => x.id);
                    table.CheckConstraint("ck_recovery_tickets_status", "status in ('Open', 'InProgress', 'Resolved', 'Closed')");
                    table.ForeignKey(
                        name: "fk_recovery_tickets_assignee_id",
                        column: x => x.assignee_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_recovery_tickets_tenant_review_id",
                        columns: x => new { x.tenant_id, x.review_id },
                        principalSchema: "app",
                        principalTable: "reviews",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "account_secrets",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    @sealed = table.Column<string>(name: "sealed", type: "text", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_secrets", x => x.id);
                    table.CheckConstraint("ck_account_secrets_kind", "kind in ('Access', 'User', 'Refresh')");
                    table.ForeignKey(
                        name: "fk_account_secrets_tenant_connection_id",
                        columns: x => new { x.tenant_id, x.connection_id },
                        principalSchema: "app",
                        principalTable: "account_connections",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "content_media",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    content_id = table.Column<Guid>(type: "uuid", nullable: false),
                    media_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_content_media", x => x.id);
                    table.ForeignKey(
                        name: "fk_content_media_tenant_content_id",
                        columns: x => new { x.tenant_id, x.content_id },
                        principalSchema: "app",
                        principalTable: "content_items",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_content_media_tenant_media_id",
                        columns: x => new { x.tenant_id, x.media_id },
                        principalSchema: "app",
                        principalTable: "media_assets",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "content_texts",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    content_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel_id = table.Column<Guid>(type: "uuid", nullable: false),
                    caption = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_content_texts", x => x.id);
                    table.ForeignKey(
                        name: "fk_content_texts_channel_id",
                        column: x => x.channel_id,
                        principalSchema: "app",
                        principalTable: "channels",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_content_texts_tenant_content_id",
                        columns: x => new { x.tenant_id, x.content_id },
                        principalSchema: "app",
                        principalTable: "content_items",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "posts",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    content_id = table.Column<Guid>(type: "uuid", nullable: true),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: true),
                    time = table.Column<TimeOnly>(type: "time without time zone", nullable: true),
                    zone = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    scheduled_for = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    late_minutes = table.Column<int>(type: "integer", nullable: true),
                    caption = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    suggested_category = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    hint = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: true),
                    notes = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    google_topic = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    event_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reviewer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    submitted_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    approve_by = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    approved_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    approved_fingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    review_note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    posted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    posted_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    posted_manually = table.Column<bool>(type: "boolean", nullable: false),
                    post_url = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    proof_media_id = table.Column<Guid>(type: "uuid", nullable: true),
                    external_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    cause = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    next_step = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    created_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_posts", x => x.id);
                    table.UniqueConstraint("ak_posts_tenant_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_posts_cause", "status not in ('Failed', 'Skipped', 'Unknown') or (cause is not null and next_step is not null)");
                    table.CheckConstraint("ck_posts_google_topic", "google_topic in ('Standard', 'Event', 'Offer')");
                    table.CheckConstraint("ck_posts_posted", "status <> 'Posted' or (posted_at is not null and (post_url is not null or proof_media_id is not null or external_id is not null))");
                    table.CheckConstraint("ck_posts_slot", "content_id is not null or status in ('Planned', 'Cancelled')");
                    table.CheckConstraint("ck_posts_status", "status in ('Planned', 'Draft', 'NeedsApproval', 'Approved', 'Scheduled', 'Sending', 'Unknown', 'Posted', 'Failed', 'Skipped', 'Cancelled')");
                    table.CheckConstraint("ck_posts_suggested_category", "suggested_category in ('AdContent', 'TeamPost', 'Coupon', 'Diy', 'BlogPost', 'Authority', 'LocalRelevance')");
                    table.CheckConstraint("ck_posts_time", "(day is null) = (time is null) and (day is null) = (scheduled_for is null)");
                    table.ForeignKey(
                        name: "fk_posts_approved_by_id",
                        column: x => x.approved_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_posts_created_by_id",
                        column: x => x.created_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_posts_posted_by_id",
                        column: x => x.posted_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_posts_reviewer_id",
                        column: x => x.reviewer_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_posts_submitted_by_id",
                        column: x => x.submitted_by_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_posts_tenant_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "app",
                        principalTable: "channel_accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_posts_tenant_content_id",
                        columns: x => new { x.tenant_id, x.content_id },
                        principalSchema: "app",
                        principalTable: "content_items",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_posts_tenant_event_id",
                        columns: x => new { x.tenant_id, x.event_id },
                        principalSchema: "app",
                        principalTable: "seasonal_events",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_posts_tenant_proof_media_id",
                        columns: x => new { x.tenant_id, x.proof_media_id },
                        principalSchema: "app",
                        principalTable: "media_assets",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "local_topics",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    service_type = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    city = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    last_posted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_post_id = table.Column<Guid>(type: "uuid", nullable: true),
                    target_url = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    notes = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_local_topics", x => x.id);
                    table.CheckConstraint("ck_local_topics_status", "status in ('NotStarted', 'InProgress', 'Published', 'NeedsUpdate')");
                    table.ForeignKey(
                        name: "fk_local_topics_tenant",
                        column: x => x.tenant_id,
                        principalSchema: "app",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_local_topics_tenant_last_post_id",
                        columns: x => new { x.tenant_id, x.last_post_id },
                        principalSchema: "app",
                        principalTable: "posts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "publications",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    occurrence = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    send_before = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    look_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    leased_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    fence = table.Column<long>(type: "bigint", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    fingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    prepared_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    external_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    url = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cause = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    next_step = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_publications", x => x.id);
                    table.UniqueConstraint("ak_publications_tenant_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_publications_cause", "state not in ('Unknown', 'Rejected', 'Parked', 'Skipped', 'Discarded') or (cause is not null and next_step is not null)");
                    table.CheckConstraint("ck_publications_state", "state in ('Waiting', 'Preparing', 'Sending', 'Unknown', 'Sent', 'Rejected', 'Parked', 'Skipped', 'Discarded')");
                    table.ForeignKey(
                        name: "fk_publications_tenant_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalSchema: "app",
                        principalTable: "channel_accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_publications_tenant_post_id",
                        columns: x => new { x.tenant_id, x.post_id },
                        principalSchema: "app",
                        principalTable: "posts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "publish_attempts",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    publication_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    step = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    fence = table.Column<long>(type: "bigint", nullable: false),
                    instance = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    provider_code = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    provider_trace = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    message = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    evidence = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_publish_attempts", x => x.id);
                    table.CheckConstraint("ck_publish_attempts_outcome", "outcome in ('Ok', 'Retry', 'RateLimited', 'NeedsReconnect', 'NeedsAction', 'Permanent', 'Misconfigured', 'Unknown', 'NotFound')");
                    table.CheckConstraint("ck_publish_attempts_step", "step in ('Prepare', 'Check', 'Commit', 'ReadBack')");
                    table.ForeignKey(
                        name: "fk_publish_attempts_tenant_publication_id",
                        columns: x => new { x.tenant_id, x.publication_id },
                        principalSchema: "app",
                        principalTable: "publications",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_account_connections_connected_by_id",
                schema: "app",
                table: "account_connections",
                column: "connected_by_id");

            migrationBuilder.CreateIndex(
                name: "ux_account_connections_external",
                schema: "app",
                table: "account_connections",
                columns: new[] { "provider", "external_id" },
                unique: true,
                filter: "state <> 'Disconnected'");

            migrationBuilder.CreateIndex(
                name: "ux_account_connections_tenant_account_id",
                schema: "app",
                table: "account_connections",
                columns: new[] { "tenant_id", "account_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_account_secrets_tenant_connection_id_kind",
                schema: "app",
                table: "account_secrets",
                columns: new[] { "tenant_id", "connection_id", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_account_shares_tenant_account_id_category",
                schema: "app",
                table: "account_shares",
                columns: new[] { "tenant_id", "account_id", "category" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_caption_templates_tenant_category",
                schema: "app",
                table: "caption_templates",
                columns: new[] { "tenant_id", "category" });

            migrationBuilder.CreateIndex(
                name: "ix_channel_accounts_channel_id",
                schema: "app",
                table: "channel_accounts",
                column: "channel_id");

            migrationBuilder.CreateIndex(
                name: "ux_channel_accounts_tenant_channel_id_name",
                schema: "app",
                table: "channel_accounts",
                columns: new[] { "tenant_id", "channel_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_channels_key",
                schema: "app",
                table: "channels",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_content_items_approved_by_id",
                schema: "app",
                table: "content_items",
                column: "approved_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_content_items_created_by_id",
                schema: "app",
                table: "content_items",
                column: "created_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_content_items_drafts_due",
                schema: "app",
                table: "content_items",
                columns: new[] { "tenant_id", "owner_id", "draft_due_on" },
                filter: "status in ('Idea', 'Draft') and archived_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_content_items_owner_id",
                schema: "app",
                table: "content_items",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_content_items_reviewer_id",
                schema: "app",
                table: "content_items",
                column: "reviewer_id");

            migrationBuilder.CreateIndex(
                name: "ix_content_items_search",
                schema: "app",
                table: "content_items",
                column: "search")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_content_items_submitted_by_id",
                schema: "app",
                table: "content_items",
                column: "submitted_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_content_items_tags",
                schema: "app",
                table: "content_items",
                column: "tags")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_content_items_tenant_created_at_id",
                schema: "app",
                table: "content_items",
                columns: new[] { "tenant_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_content_items_tenant_offer_id",
                schema: "app",
                table: "content_items",
                columns: new[] { "tenant_id", "offer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_content_items_tenant_status_created_at_id",
                schema: "app",
                table: "content_items",
                columns: new[] { "tenant_id", "status", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_content_items_tenant_number",
                schema: "app",
                table: "content_items",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_content_items_tenant_review_id",
                schema: "app",
                table: "content_items",
                columns: new[] { "tenant_id", "review_id" },
                unique: true,
                filter: "review_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_content_media_tenant_content_id_position",
                schema: "app",
                table: "content_media",
                columns: new[] { "tenant_id", "content_id", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_content_media_tenant_media_id",
                schema: "app",
                table: "content_media",
                columns: new[] { "tenant_id", "media_id" });

            migrationBuilder.CreateIndex(
                name: "ux_content_media_tenant_content_id_media_id",
                schema: "app",
                table: "content_media",
                columns: new[] { "tenant_id", "content_id", "media_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_content_texts_channel_id",
                schema: "app",
                table: "content_texts",
                column: "channel_id");

            migrationBuilder.CreateIndex(
                name: "ux_content_texts_tenant_content_id_channel_id",
                schema: "app",
                table: "content_texts",
                columns: new[] { "tenant_id", "content_id", "channel_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_local_topics_tenant_last_post_id",
                schema: "app",
                table: "local_topics",
                columns: new[] { "tenant_id", "last_post_id" });

            migrationBuilder.CreateIndex(
                name: "ux_local_topics_tenant_service_type_city",
                schema: "app",
                table: "local_topics",
                columns: new[] { "tenant_id", "service_type", "city" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_media_assets_tags",
                schema: "app",
                table: "media_assets",
                column: "tags")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_media_assets_tenant_uploaded_at_id",
                schema: "app",
                table: "media_assets",
                columns: new[] { "tenant_id", "uploaded_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_media_assets_uploaded_by_id",
                schema: "app",
                table: "media_assets",
                column: "uploaded_by_id");

            migrationBuilder.CreateIndex(
                name: "ux_media_assets_tenant_hash",
                schema: "app",
                table: "media_assets",
                columns: new[] { "tenant_id", "hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_media_crops_tenant_media_id_shape",
                schema: "app",
                table: "media_crops",
                columns: new[] { "tenant_id", "media_id", "shape" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_offers_tenant_valid_to_id",
                schema: "app",
                table: "offers",
                columns: new[] { "tenant_id", "valid_to", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mails_due",
                schema: "app",
                table: "outgoing_mails",
                column: "next_try_at",
                filter: "state in ('Waiting', 'Sending')");

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mails_tenant_created_at_id",
                schema: "app",
                table: "outgoing_mails",
                columns: new[] { "tenant_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_outgoing_mails_tenant_cause",
                schema: "app",
                table: "outgoing_mails",
                columns: new[] { "tenant_id", "cause" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_posts_approved_by_id",
                schema: "app",
                table: "posts",
                column: "approved_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_posts_created_by_id",
                schema: "app",
                table: "posts",
                column: "created_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_posts_posted_by_id",
                schema: "app",
                table: "posts",
                column: "posted_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_posts_reviewer_id",
                schema: "app",
                table: "posts",
                column: "reviewer_id");

            migrationBuilder.CreateIndex(
                name: "ix_posts_submitted_by_id",
                schema: "app",
                table: "posts",
                column: "submitted_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_posts_tenant_content_id",
                schema: "app",
                table: "posts",
                columns: new[] { "tenant_id", "content_id" });

            migrationBuilder.CreateIndex(
                name: "ix_posts_tenant_created_at",
                schema: "app",
                table: "posts",
                columns: new[] { "tenant_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_posts_tenant_event_id",
                schema: "app",
                table: "posts",
                columns: new[] { "tenant_id", "event_id" });

            migrationBuilder.CreateIndex(
                name: "ix_posts_tenant_proof_media_id",
                schema: "app",
                table: "posts",
                columns: new[] { "tenant_id", "proof_media_id" });

            migrationBuilder.CreateIndex(
                name: "ix_posts_tenant_scheduled_for_id",
                schema: "app",
                table: "posts",
                columns: new[] { "tenant_id", "scheduled_for", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_posts_tenant_status_scheduled_for_id",
                schema: "app",
                table: "posts",
                columns: new[] { "tenant_id", "status", "scheduled_for", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_posts_tenant_account_time",
                schema: "app",
                table: "posts",
                columns: new[] { "tenant_id", "account_id", "scheduled_for" },
                unique: true,
                filter: "status <> 'Cancelled'");

            migrationBuilder.CreateIndex(
                name: "ux_posts_tenant_number",
                schema: "app",
                table: "posts",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_publications_look_at",
                schema: "app",
                table: "publications",
                columns: new[] { "look_at", "id" },
                filter: "look_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_publications_tenant_account_id_due_at_id",
                schema: "app",
                table: "publications",
                columns: new[] { "tenant_id", "account_id", "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_publications_tenant_post_id",
                schema: "app",
                table: "publications",
                columns: new[] { "tenant_id", "post_id" });

            migrationBuilder.CreateIndex(
                name: "ix_publications_tenant_state_due_at_id",
                schema: "app",
                table: "publications",
                columns: new[] { "tenant_id", "state", "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_publications_post_account_occurrence",
                schema: "app",
                table: "publications",
                columns: new[] { "post_id", "account_id", "occurrence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_publish_attempts_tenant_started_at",
                schema: "app",
                table: "publish_attempts",
                columns: new[] { "tenant_id", "started_at" });

            migrationBuilder.CreateIndex(
                name: "ux_publish_attempts_tenant_publication_id_number",
                schema: "app",
                table: "publish_attempts",
                columns: new[] { "tenant_id", "publication_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_publish_pauses_paused_by_id",
                schema: "app",
                table: "publish_pauses",
                column: "paused_by_id");

            migrationBuilder.CreateIndex(
                name: "ux_publish_pauses_tenant",
                schema: "app",
                table: "publish_pauses",
                column: "tenant_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_recovery_tickets_assignee_id",
                schema: "app",
                table: "recovery_tickets",
                column: "assignee_id");

            migrationBuilder.CreateIndex(
                name: "ix_recovery_tickets_tenant_status_created_at_id",
                schema: "app",
                table: "recovery_tickets",
                columns: new[] { "tenant_id", "status", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_recovery_tickets_tenant_review_id",
                schema: "app",
                table: "recovery_tickets",
                columns: new[] { "tenant_id", "review_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_review_opt_outs_tenant_email",
                schema: "app",
                table: "review_opt_outs",
                columns: new[] { "tenant_id", "email" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_review_requests_status_expires_at",
                schema: "app",
                table: "review_requests",
                columns: new[] { "status", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "ix_review_requests_tenant_created_at_id",
                schema: "app",
                table: "review_requests",
                columns: new[] { "tenant_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_review_requests_tenant_status_created_at_id",
                schema: "app",
                table: "review_requests",
                columns: new[] { "tenant_id", "status", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_review_requests_tenant_call",
                schema: "app",
                table: "review_requests",
                columns: new[] { "tenant_id", "service_call_id" },
                unique: true,
                filter: "service_call_id is not null");

            migrationBuilder.CreateIndex(
                name: "ux_review_requests_tenant_job",
                schema: "app",
                table: "review_requests",
                columns: new[] { "tenant_id", "job_id" },
                unique: true,
                filter: "job_id is not null");

            migrationBuilder.CreateIndex(
                name: "ux_review_requests_token_hash",
                schema: "app",
                table: "review_requests",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reviews_tenant_at_id",
                schema: "app",
                table: "reviews",
                columns: new[] { "tenant_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_reviews_tenant_request_id",
                schema: "app",
                table: "reviews",
                columns: new[] { "tenant_id", "request_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_seasonal_events_tenant_starts_on_id",
                schema: "app",
                table: "seasonal_events",
                columns: new[] { "tenant_id", "starts_on", "id" });

            migrationBuilder.Sql(DatabaseMigrator.Script("marketing.sql"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop function app.find_content(text, int);");
            migrationBuilder.DropTable(
                name: "account_limits",
                schema: "app");

            migrationBuilder.DropTable(
                name: "account_secrets",
                schema: "app");

            migrationBuilder.DropTable(
                name: "account_shares",
                schema: "app");

            migrationBuilder.DropTable(
                name: "caption_templates",
                schema: "app");

            migrationBuilder.DropTable(
                name: "content_media",
                schema: "app");

            migrationBuilder.DropTable(
                name: "content_texts",
                schema: "app");

            migrationBuilder.DropTable(
                name: "local_topics",
                schema: "app");

            migrationBuilder.DropTable(
                name: "media_crops",
                schema: "app");

            migrationBuilder.DropTable(
                name: "outgoing_mails",
                schema: "app");

            migrationBuilder.DropTable(
                name: "publish_attempts",
                schema: "app");

            migrationBuilder.DropTable(
                name: "publish_pauses",
                schema: "app");

            migrationBuilder.DropTable(
                name: "recovery_tickets",
                schema: "app");

            migrationBuilder.DropTable(
                name: "review_opt_outs",
                schema: "app");

            migrationBuilder.DropTable(
                name: "account_connections",
                schema: "app");

            migrationBuilder.DropTable(
                name: "publications",
                schema: "app");

            migrationBuilder.DropTable(
                name: "posts",
                schema: "app");

            migrationBuilder.DropTable(
                name: "channel_accounts",
                schema: "app");

            migrationBuilder.DropTable(
                name: "content_items",
                schema: "app");

            migrationBuilder.DropTable(
                name: "seasonal_events",
                schema: "app");

            migrationBuilder.DropTable(
                name: "media_assets",
                schema: "app");

            migrationBuilder.DropTable(
                name: "channels",
                schema: "app");

            migrationBuilder.DropTable(
                name: "offers",
                schema: "app");

            migrationBuilder.DropTable(
                name: "reviews",
                schema: "app");

            migrationBuilder.DropTable(
                name: "review_requests",
                schema: "app");

            migrationBuilder.Sql("drop function app.keep_published();");
        }
    }
}
