using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PlumbingOps.Data.Imports;

/// <summary>A proposal as JSON, for comparing with a truth file. Access codes are not in it.</summary>
public static class ImportAnswerJson
{
    /// <param name="answer">What became of a row once the books were looked at; without it the engine's own view.</param>
    public static void Write(ImportProposal proposal, Stream stream, Func<ProposedRow, RowAnswer>? answer = null)
    {
        answer ??= row => new RowAnswer(Name(row.Outcome.ToString()), string.Join(" ", row.Reasons));
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartArray("rows");
        // Of several versions of one event the one that counts comes first.
        foreach (var row in proposal.Rows.OrderBy(r => r.Outcome == ImportOutcome.Superseded))
        {
            var said = answer(row);
            counts[said.Outcome] = counts.GetValueOrDefault(said.Outcome) + 1;
            WriteRow(json, row, said);
            // The writer keeps everything until it is flushed; a large calendar would stand in memory twice.
            if (json.BytesPending > 64 * 1024)
            {
                json.Flush();
            }
        }
        json.WriteEndArray();
        json.WriteStartObject("counts");
        foreach (var (outcome, count) in counts)
        {
            json.WriteNumber(outcome, count);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, ProposedRow row, RowAnswer said)
    {
        json.WriteStartObject();
        json.WriteNumber("row", row.Row);
        Text(json, "uid", row.Uid);
        json.WriteString("outcome", said.Outcome);
        json.WriteNumber("class", (int)row.Class);
        json.WriteString("kind", Name(row.Kind.ToString()));
        json.WriteNumber("confidence", Math.Round(row.Confidence, 2));
        if (said.Reason.Length > 0)
        {
            json.WriteString("reason", said.Reason);
        }
        Text(json, "builder", row.Builder);
        Text(json, "community", row.Community);
        List(json, "lots", row.Lots);
        Text(json, "project", row.Project);
        Text(json, "phase", row.Phase?.ToString());
        List(json, "technicians", row.Technicians);
        List(json, "technicians_raw", row.TechniciansAsWritten);
        Text(json, "plan", row.Plan);
        Text(json, "start_date", Date(row.StartDate));
        Text(json, "end_date", Date(row.EndDate));
        json.WriteBoolean("all_day", row.AllDay);
        Text(json, "start_time", row.StartTime?.ToString("HH:mm", CultureInfo.InvariantCulture));
        Text(json, "end_time", row.EndTime?.ToString("HH:mm", CultureInfo.InvariantCulture));
        Text(json, "start_utc", Utc(row.StartUtc));
        Text(json, "end_utc", Utc(row.EndUtc));
        if (row.Visits.Count > 0)
        {
            List(json, "visits", [.. row.Visits.Select(v => Utc(v.StartUtc)!)]);
        }
        json.WriteBoolean("placeholder", row.Placeholder);
        json.WriteBoolean("completed", row.Completed);
        Text(json, "completed_on", Date(row.CompletedOn));
        json.WriteBoolean("cancelled", row.Cancelled);
        json.WriteStartObject("address");
        Text(json, "street", row.Address.Street);
        Text(json, "city", row.Address.City);
        Text(json, "state", row.Address.State);
        Text(json, "zip", row.Address.Zip);
        json.WriteEndObject();
        Text(json, "contact_name", row.ContactName);
        List(json, "contact_phones", row.ContactPhones);
        Text(json, "contact_email", row.ContactEmail);
        Text(json, "building", row.Building);
        Text(json, "unit", row.Unit);
        Text(json, "customer_code", row.CustomerCode);
        if (row.EstimateNumber is { } number)
        {
            json.WriteNumber("estimate_number", number);
        }
        json.WriteBoolean("paperwork_turned_in", row.PaperworkTurnedIn);
        json.WriteString("notes", row.Notes);
        if (row.DuplicateOfRow is { } duplicate)
        {
            json.WriteNumber("duplicate_of", duplicate);
        }
        else if (row.DuplicateOfVisit is { } visit)
        {
            json.WriteStartObject("duplicate_of");
            json.WriteString("source", visit.Source);
            json.WriteString("key", visit.Key);
            json.WriteEndObject();
        }
        if (row.SameSubjectAndStartAs is { } same)
        {
            json.WriteNumber("same_subject_and_start_as", same);
        }
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, value);
        }
    }

    private static void List(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }
        json.WriteEndArray();
    }

    private static string? Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Utc(DateTime? moment) => moment?.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>PhaseJob → phase_job.</summary>
    private static string Name(string pascal) =>
        string.Concat(pascal.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}

/// <summary>An outcome as the JSON spells it, and why.</summary>
public sealed record RowAnswer(string Outcome, string Reason);
