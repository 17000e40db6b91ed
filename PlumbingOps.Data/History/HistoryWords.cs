using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.History;

/// <summary>How the log reads to a person: the nouns of its tables, the labels of their columns, values in words. A test holds it against the database.</summary>
public static partial class HistoryWords
{
    /// <summary>What the log holds instead of a secret.</summary>
    public const string Secret = "•••";

    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-US");

    /// <summary>Table → one of it, in words.</summary>
    private static readonly FrozenDictionary<string, string> Nouns = new Dictionary<string, string>
    {
        ["tenants"] = "company",
        ["technicians"] = "technician",
        ["technician_aliases"] = "spelling",
        ["absences"] = "absence",
        ["calendar_feeds"] = "calendar for other programs",
        ["calendar_feed_people"] = "person of a calendar",
        ["builders"] = "builder",
        ["builder_aliases"] = "spelling",
        ["builder_contacts"] = "contact",
        ["communities"] = "community",
        ["community_aliases"] = "spelling",
        ["lots"] = "lot",
        ["lot_owners"] = "homeowner",
        ["lot_warranties"] = "warranty",
        ["jobs"] = "job",
        ["job_crew"] = "crew member",
        ["job_tasks"] = "task",
        ["job_contacts"] = "contact",
        ["job_access_codes"] = "access code",
        ["service_calls"] = "service call",
        ["call_technicians"] = "technician",
        ["call_tasks"] = "task",
        ["call_payments"] = "payment",
        ["call_access_codes"] = "access code",
        ["completion_answers"] = "completion step",
        ["call_photos"] = "photo",
        ["customers"] = "customer",
        ["bids"] = "bid",
        ["bid_sections"] = "section",
        ["bid_lines"] = "line",
        ["bid_versions"] = "sent version",
        ["bid_links"] = "customer link",
        ["bid_jobs"] = "job",
        ["bid_templates"] = "bid template",
        ["import_batches"] = "import",
        ["import_words"] = "word of the importer",
        ["channels"] = "channel",
        ["channel_accounts"] = "account",
        ["account_shares"] = "share of the mix",
        ["account_connections"] = "connection",
        ["account_secrets"] = "token",
        ["content_items"] = "content",
        ["content_texts"] = "channel text",
        ["content_media"] = "picture of the content",
        ["caption_templates"] = "template",
        ["offers"] = "offer",
        ["seasonal_events"] = "event",
        ["local_topics"] = "local topic",
        ["posts"] = "post",
        ["approval_links"] = "approval link",
        ["media_assets"] = "picture",
        ["media_crops"] = "crop",
        ["publications"] = "publication",
        ["provider_circuits"] = "network",
        ["publish_pauses"] = "pause of publishing",
        ["review_requests"] = "review request",
        ["reviews"] = "review",
        ["recovery_tickets"] = "recovery ticket",
        ["review_settings"] = "settings of reviews",
        ["review_opt_outs"] = "wish not to be asked",
        ["portal_definitions"] = "portal",
        ["portal_accounts"] = "portal login",
        ["builder_portal_accounts"] = "linked builder",
        ["portal_rules"] = "rule of portals",
        ["signal_owners"] = "rule of who looks after what",
        ["outgoing_mails"] = "mail",
        ["notification_settings"] = "choice of what to be told",
        ["recurring_switches"] = "recurring work",
        ["users"] = "user",
        ["user_roles"] = "role",
        ["one_time_links"] = "one-time link",
        ["second_factors"] = "authenticator app",
        ["user_passkeys"] = "passkey",
    }.ToFrozenDictionary();

    /// <summary>Column → label, wherever the column means the same; a change tells its fields in this order.</summary>
    private static readonly Dictionary<string, string> Labels = new()
    {
        ["id"] = "Id",
        ["tenant_id"] = "Company",
        ["name"] = "Name",
        ["short_name"] = "Short name",
        ["color"] = "Color",
        ["bell_off"] = "Not on the bell",
        ["mail_on"] = "By mail",
        ["quiet_from"] = "Quiet from",
        ["quiet_to"] = "Quiet until",
        ["zone"] = "Time zone",
        ["features"] = "Rooms",
        ["is_active"] = "Active",
        ["default_state"] = "Default state",
        ["cities"] = "Known cities",
        ["work_begins"] = "Working day begins",
        ["work_ends"] = "Working day ends",
        ["work_days"] = "Working days",
        ["travel_minutes"] = "Travel, minutes",
        ["technicians_record_payments"] = "Technicians record payments",
        ["user_id"] = "User",
        ["alias"] = "Spelling",
        ["technician_id"] = "Technician",
        ["title"] = "Title",
        ["kind"] = "Kind",
        ["start_date"] = "First day",
        ["end_date"] = "Last day",
        ["archived_at"] = "Archived",
        ["warranty_months"] = "Months of warranty",
        ["phone"] = "Phone",
        ["other_phone"] = "Other phone",
        ["email"] = "E-mail",
        ["street"] = "Street",
        ["city"] = "City",
        ["county"] = "County",
        ["state"] = "State",
        ["zip"] = "ZIP",
        ["notes"] = "Notes",
        ["note"] = "Note",
        ["builder_id"] = "Builder",
        ["community_id"] = "Community",
        ["role"] = "Role",
        ["preferred_contact"] = "Prefers",
        ["number"] = "Number",
        ["plan"] = "Plan",
        ["closing_date"] = "Closing day",
        ["lot_id"] = "Lot",
        ["customer_id"] = "Customer",
        ["since"] = "Since",
        ["job_id"] = "Job",
        ["starts_on"] = "Starts on",
        ["ends_on"] = "Ends on",
        ["phase"] = "Phase",
        ["status"] = "Status",
        ["completed_on"] = "Completed on",
        ["status_reason"] = "Reason",
        ["held_from"] = "Held from",
        ["office_owner_id"] = "Accountable in the office",
        ["description"] = "Description",
        ["assignee_id"] = "Assigned to",
        ["due_date"] = "Due",
        ["completed_at"] = "Completed",
        ["completed_by_id"] = "Completed by",
        ["builder_contact_id"] = "Contact",
        ["role_on_job"] = "Role on the job",
        ["priority"] = "Priority",
        ["group_id"] = "Booked together",
        ["problem"] = "Problem",
        ["contact_name"] = "On site",
        ["contact_phone"] = "Phone on site",
        ["contact_email"] = "E-mail on site",
        ["project_name"] = "Project",
        ["building"] = "Building",
        ["unit"] = "Unit",
        ["bill_to_customer_id"] = "Bill to customer",
        ["bill_to_builder_id"] = "Bill to builder",
        ["starts_at"] = "Starts",
        ["ends_at"] = "Ends",
        ["all_day"] = "All day",
        ["payment_status"] = "Payment",
        ["write_up"] = "Write-up",
        ["write_up_assignee_id"] = "Write-up by",
        ["pattern"] = "Signals",
        ["paperwork_turned_in"] = "Paperwork turned in",
        ["customer_code"] = "Customer code",
        ["estimate_number"] = "Estimate number",
        ["created_at"] = "Created",
        ["service_call_id"] = "Service call",
        ["is_primary"] = "Leads the visit",
        ["overlap_reason"] = "Booked twice because",
        ["skills"] = "Goes to",
        ["type"] = "Type",
        ["amount_cents"] = "Amount",
        ["method"] = "Method",
        ["paid_on"] = "Paid on",
        ["step"] = "Completion step",
        ["needed"] = "Answer",
        ["come_back_on"] = "Come back on",
        ["estimate_cents"] = "Estimate",
        ["answered_by_id"] = "Answered by",
        ["turns"] = "Turned to the right",
        ["taken_at"] = "Taken",
        ["removed_at"] = "Removed",
        ["recorded_by_id"] = "Recorded by",
        ["label"] = "Label",
        ["code"] = "Code",
        ["tags"] = "Tags",
        ["do_not_service"] = "Do not service",
        ["file_name"] = "File",
        ["file_hash"] = "File's fingerprint",
        ["calendar_kind"] = "Kind of calendar",
        ["counts"] = "Rows by outcome",
        ["row_count"] = "Rows",
        ["uploaded_by_id"] = "Uploaded by",
        ["uploaded_at"] = "Uploaded",
        ["committed_at"] = "Committed",
        ["format"] = "Format",
        ["uploaded_by"] = "Uploaded by",
        ["change_set_ids"] = "Changes of the commits",
        ["rows_deleted_at"] = "Rows deleted",
        ["answered_by"] = "Answered by",
        ["answered_at"] = "Answered",
        ["batch_id"] = "Import",
        ["undone_at"] = "Undone",
        ["subject"] = "Subject",
        ["written"] = "Written as",
        ["builder"] = "builder",
        ["meaning"] = "Means",
        ["user_name"] = "Signs in as",
        ["email_confirmed"] = "E-mail confirmed",
        ["full_name"] = "Name",
        ["phone_number"] = "Phone",
        ["phone_number_confirmed"] = "Phone confirmed",
        ["two_factor_enabled"] = "Second factor",
        ["lockout_enabled"] = "Lockout",
        ["theme"] = "Theme",
        ["password_hash"] = "Password",
        ["role_id"] = "Role",
        ["sessions_ended_at"] = "Signed out everywhere",
        ["subject_id"] = "For",
        ["token_hash"] = "Secret",
        ["feed_id"] = "Calendar",
        ["ended_at"] = "Ended",
        ["expires_at"] = "Expires",
        ["used_at"] = "Used",
        ["sealed_key"] = "Key",
        ["recovery_hashes"] = "Recovery codes",
        ["key"] = "Key",
        ["provider"] = "Network",
        ["usual_time"] = "Usual time",
        ["position"] = "Place",
        ["channel_id"] = "Channel",
        ["account_id"] = "Account",
        ["profile_url"] = "Profile",
        ["login_email"] = "Signs in with",
        ["vault_reference"] = "Place of the login",
        ["posts_per_week"] = "Posts a week",
        ["weekdays"] = "Days",
        ["times"] = "Times",
        ["late_minutes"] = "May be late, minutes",
        ["category"] = "Category",
        ["percent"] = "Percent",
        ["external_id"] = "Id at the network",
        ["parent_id"] = "Hangs on",
        ["external_name"] = "Name at the network",
        ["scopes"] = "Rights granted",
        ["connected_by_id"] = "Connected by",
        ["connected_at"] = "Connected",
        ["token_expires_at"] = "Right ends",
        ["data_access_expires_at"] = "Data access ends",
        ["next_step"] = "Next step",
        ["connection_id"] = "Connection",
        ["sealed"] = "Token",
        ["changed_at"] = "Changed",
        ["caption"] = "Text",
        ["action"] = "Call to action",
        ["link_url"] = "Link",
        ["campaign"] = "Campaign",
        ["service_type"] = "Service",
        ["owner_id"] = "Owner",
        ["reviewer_id"] = "Approver",
        ["draft_due_on"] = "Draft due",
        ["offer_id"] = "Offer",
        ["review_id"] = "Review",
        ["submitted_by_id"] = "Sent for approval by",
        ["approved_by_id"] = "Approved by",
        ["approved_at"] = "Approved",
        ["review_note"] = "Wanted changes",
        ["created_by_id"] = "Created by",
        ["content_id"] = "Content",
        ["media_id"] = "Picture",
        ["valid_from"] = "Valid from",
        ["valid_to"] = "Valid to",
        ["discount"] = "Discount",
        ["coupon_code"] = "Coupon",
        ["website_url"] = "Website",
        ["terms"] = "Terms",
        ["every_year"] = "Every year",
        ["suggestions"] = "What to write about",
        ["last_posted_at"] = "Last posted",
        ["last_post_id"] = "Last post",
        ["target_url"] = "Page it leads to",
        ["day"] = "Day",
        ["time"] = "Time",
        ["scheduled_for"] = "Goes out",
        ["suggested_category"] = "Suggested category",
        ["hint"] = "Idea",
        ["google_topic"] = "Kind at Google",
        ["event_id"] = "Event",
        ["approve_by"] = "Approve by",
        ["approver_id"] = "Approver",
        ["approved_fingerprint"] = "Fingerprint of what was approved",
        ["posted_at"] = "Posted",
        ["posted_by_id"] = "Posted by",
        ["posted_manually"] = "Posted by hand",
        ["post_url"] = "Address of the post",
        ["proof_media_id"] = "Screenshot",
        ["cause"] = "Why",
        ["content_type"] = "Type of file",
        ["bytes"] = "Bytes",
        ["whole_bytes"] = "Bytes of the published picture",
        ["width"] = "Width",
        ["height"] = "Height",
        ["hash"] = "Fingerprint",
        ["alt_text"] = "Description for who cannot see it",
        ["shape"] = "Shape",
        ["x"] = "Left",
        ["y"] = "Top",
        ["post_id"] = "Post",
        ["occurrence"] = "Time",
        ["due_at"] = "Due",
        ["send_before"] = "Send before",
        ["leased_by"] = "Worked on by",
        ["fingerprint"] = "Fingerprint",
        ["prepared_id"] = "Prepared as",
        ["url"] = "Address",
        ["sent_at"] = "Sent",
        ["sent_again"] = "Handed over a second time",
        ["moderation"] = "What the network decided",
        ["open_until"] = "Rests until",
        ["why"] = "Why it rests",
        ["paused_at"] = "Paused",
        ["paused_by_id"] = "Paused by",
        ["reason"] = "Reason",
        ["customer_name"] = "Customer's name",
        ["reminded_at"] = "Reminded",
        ["request_id"] = "Request",
        ["rating"] = "Stars",
        ["comment"] = "Comment",
        ["at"] = "When",
        ["may_be_quoted"] = "May be quoted",
        ["is_public"] = "Public",
        ["is_flagged"] = "Marked for content",
        ["issue"] = "What is wrong",
        ["resolution"] = "How it was resolved",
        ["resolved_at"] = "Resolved",
        ["old_token_hashes"] = "Secrets of older mails",
        ["stop_address"] = "Where to say no more",
        ["postal_address"] = "Postal address",
        ["added_by_id"] = "Written down by",
        ["days_after"] = "Days after completion",
        ["sample_percent"] = "Of a hundred, asked",
        ["recovery_up_to"] = "Recovery up to",
        ["contact_role"] = "Asked at the builder",
        ["google_url"] = "Google link",
        ["facebook_url"] = "Facebook link",
        ["to_address"] = "To",
        ["to_name"] = "To (name)",
        ["text"] = "Text",
        ["error"] = "What went wrong",
        ["work"] = "Work",
        ["paused_by"] = "Paused by",
        ["asked_at"] = "Asked to run",
        ["lot_number"] = "Lot number",
        ["sent_on"] = "Sent on",
        ["follow_up_on"] = "Follow up",
        ["decided_on"] = "Decided on",
        ["lost_reason"] = "Why it was lost",
        ["version_number"] = "Version",
        ["approval_asked_by_id"] = "Approval asked by",
        ["approval_asked_at"] = "Approval asked",
        ["approval_note"] = "Wanted changes",
        ["bid_id"] = "Bid",
        ["section_id"] = "Section",
        ["quantity"] = "Quantity",
        ["unit_price_cents"] = "Unit price",
        ["unit_cost_cents"] = "Unit cost",
        ["total_cents"] = "Total",
        ["cost_cents"] = "Cost",
        ["line_count"] = "Lines",
        ["unpriced_count"] = "Lines without a price",
        ["document"] = "What the customer reads",
        ["document_hash"] = "Fingerprint of the document",
        ["sent_by_id"] = "Sent by",
        ["accepted_at"] = "Accepted",
        ["accepted_by"] = "Accepted by",
        ["accepted_from"] = "Accepted from",
        ["version_id"] = "Version",
        ["revoked_at"] = "Revoked",
        ["opened_at"] = "Opened first",
        ["lines"] = "Lines",
        ["definition_id"] = "Portal",
        ["jurisdiction"] = "Whose site",
        ["base_url"] = "Address",
        ["support_phone"] = "Support phone",
        ["login_identifier"] = "Signs in as",
        ["account_number"] = "Account number",
        ["last_verified_at"] = "Verified",
        ["last_verified_by_id"] = "Verified by",
        ["applies_to"] = "About",
        ["permit_required"] = "Permit required",
    };

    private static readonly FrozenDictionary<string, int> Places = Labels.Keys.Select((column, place) => (column, place)).ToFrozenDictionary(l => l.column, l => l.place);

    private static readonly FrozenSet<(string Table, string Column)> MaskedColumns =
        new[] { ("call_access_codes", "code"), ("job_access_codes", "code"), ("users", "password_hash"), ("one_time_links", "token_hash"), ("second_factors", "sealed_key"), ("second_factors", "recovery_hashes"),
            ("account_secrets", "sealed"), ("review_requests", "token_hash"), ("review_requests", "old_token_hashes"), ("outgoing_mails", "text"), ("outgoing_mails", "stop_address"), ("approval_links", "token_hash"), ("bid_links", "token_hash"), ("calendar_feeds", "token_hash") }
            .ToFrozenSet();

    public static IReadOnlyCollection<string> Tables => Nouns.Keys;

    public static bool Knows(string entity) => Nouns.ContainsKey(entity);

    /// <summary>"job", "service call".</summary>
    public static string Noun(string entity) => Nouns.GetValueOrDefault(entity, entity);

    /// <summary>"Jobs", "Service calls".</summary>
    public static string Plural(string entity)
    {
        var one = Noun(entity);
        var many = one.EndsWith('y') ? one[..^1] + "ies" : one == "word of the importer" ? "words of the importer" : one + "s";
        return char.ToUpperInvariant(many[0]) + many[1..];
    }

    /// <summary>"3 jobs", "1 lot".</summary>
    public static string Count(int count, string entity) =>
        count == 1 ? $"1 {Noun(entity)}" : $"{count.ToString("N0", Culture)} {Plural(entity).ToLowerInvariant()}";

    public static bool HasLabel(string column) => Labels.ContainsKey(column);

    public static string Label(string column) => Labels.GetValueOrDefault(column, column);

    /// <summary>Where a field stands among a record's others; the log itself knows no order.</summary>
    public static int Place(string column) => Places.GetValueOrDefault(column, Places.Count);

    /// <summary>The log never held the value, so it can be neither shown nor put back.</summary>
    public static bool IsMasked(string entity, string column) => MaskedColumns.Contains((entity, column));

    /// <summary>Ids and the like, which tell a person nothing.</summary>
    public static bool IsTold(string entity, string rootEntity, string column, string? pointsAt) =>
        column switch
        {
            "id" or "subject_id" or "group_id" or "change_set_id" or "file_hash" or "fingerprint" or "approved_fingerprint" or "hash" or "document" or "document_hash" or "lines" or "version_id" => false,
            "position" => entity is not ("bid_lines" or "bid_sections"),
            // Elsewhere the company is the record's own and never changes; here it says who may see.
            "tenant_id" => entity is "users" or "builder_contacts",
            _ => entity == rootEntity || pointsAt != rootEntity,
        };

    /// <summary>"Page" → "a page": where a change came from.</summary>
    public static string SourceInWords(string source) => Enum.TryParse<ChangeSource>(source, out var known)
        ? known switch
        {
            ChangeSource.Page => "on a page",
            ChangeSource.Api => "through the API",
            ChangeSource.Import => "by an import",
            ChangeSource.Recurring => "by recurring work",
            ChangeSource.Undo => "put back",
            ChangeSource.Setup => "at set-up",
            _ => "in the database by hand",
        }
        : source;

    /// <summary>The permission without which the value is not shown, as on the record's own page; null: as the record.</summary>
    public static Permission? NeededFor(string column) => column switch
    {
        "amount_cents" or "unit_price_cents" or "total_cents" or "estimate_cents" => Permission.SeePrices,
        "unit_cost_cents" or "cost_cents" => Permission.SeeMargins,
        "login_identifier" or "account_number" => Permission.VerifyPortals,
        "contact_name" or "contact_phone" or "contact_email" => Permission.WorkOnServiceCalls,
        _ => null,
    };

    /// <summary>An enum's name in words: "PostAndBeam" → "Post and Beam", "InProgress" → "In progress".</summary>
    public static string EnumInWords(Type type, string name)
    {
        if (type == typeof(JobPhase) && Enum.TryParse<JobPhase>(name, out var phase))
        {
            return phase.InWords();
        }

        var words = WordStart().Replace(name, " ").ToLowerInvariant();
        return words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>A logged value in words; ids come in already as names.</summary>
    internal static string Value(HistoryColumn column, JsonElement value, TimeWords times, Func<string, string, string> nameOf)
    {
        var type = Nullable.GetUnderlyingType(column.Type) ?? column.Type;
        return value.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => "",
            JsonValueKind.True => "Yes",
            JsonValueKind.False => "No",
            JsonValueKind.Number when column.Name.EndsWith("_cents", StringComparison.Ordinal) => (value.GetInt64() / 100m).ToString("C2", Culture),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Plain)),
            JsonValueKind.Object => string.Join(", ", value.EnumerateObject().Select(p => $"{p.Name} {Plain(p.Value)}")),
            _ => Text(column, type, value.GetString()!, times, nameOf),
        };
    }

    private static string Text(HistoryColumn column, Type type, string text, TimeWords times, Func<string, string, string> nameOf)
    {
        if (column.PointsAt is { } table)
        {
            return nameOf(table, text);
        }

        if (type == typeof(DateOnly) && DateOnly.TryParse(text, CultureInfo.InvariantCulture, out var day))
        {
            return times.Day(day);
        }

        if (type == typeof(DateTimeOffset) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at))
        {
            return times.At(at);
        }

        return type.IsEnum ? EnumInWords(type, text) : text;
    }

    private static string Plain(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    [GeneratedRegex("(?<!^)(?=[A-Z])")]
    private static partial Regex WordStart();
}
