using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PlumbingOps.Data;

/// <summary>What a list asks for: an order and the rows after (or before) a cursor. Without a cursor: the first rows.</summary>
/// <param name="Sort">The column's sort key; null is the list's own order. Unknown keys mean the same.</param>
/// <param name="After">Opaque; <see cref="Cursor.Decode"/> reads it.</param>
public sealed record ListRequest(string? Sort, bool Descending, string? After, string? Before, int Size);

/// <summary>One page of a list, always in the order asked for.</summary>
/// <param name="Next">Cursor of the last row when more follow, else null.</param>
/// <param name="Previous">Cursor of the first row when more precede, else null.</param>
/// <param name="Count">How many rows there are in all; null when counting would cost too much.</param>
/// <param name="CountIsCapped">There are more than <paramref name="Count"/>.</param>
public sealed record ListPage<TRow>(
    IReadOnlyList<TRow> Rows, string? Next, string? Previous, int? Count = null, bool CountIsCapped = false)
{
    /// <summary>The same page with other words for its rows.</summary>
    public ListPage<TOther> With<TOther>(IReadOnlyList<TOther> rows) => new(rows, Next, Previous, Count, CountIsCapped);
}

/// <summary>Where a page of rows ended: the last row's sort value and its id. It travels in the address, so anyone can write one.</summary>
public sealed class Cursor
{
    /// <summary>Room for the longest name we sort by, in any script.</summary>
    public const int MaxLength = 4096;

    /// <summary>The cursor is encoded again on its way into the address, so it needs no escaping of its own.</summary>
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonElement value;

    private Cursor(JsonElement value, Guid id) => (this.value, Id) = (value, id);

    /// <summary>The tie-breaker.</summary>
    public Guid Id { get; }

    public static string Encode<T>(T value, Guid id)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new object?[] { value, id }, Plain);
        return Base64Url.EncodeToString(json);
    }

    /// <summary>Null for anything that is not a cursor: the caller then shows the first page.</summary>
    public static Cursor? Decode(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor) || cursor.Length > MaxLength || !Base64Url.IsValid(cursor))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(cursor), new JsonDocumentOptions { MaxDepth = 2 });
            return json.RootElement is { ValueKind: JsonValueKind.Array } parts
                && parts.GetArrayLength() == 2
                && parts[1].ValueKind == JsonValueKind.String
                && parts[1].TryGetGuid(out var id)
                    ? new Cursor(parts[0].Clone(), id)
                    : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>False when the cursor was made for another column; the caller then shows the first page.</summary>
    public bool TryGet<T>(out T value)
    {
        value = default!;
        try
        {
            var read = this.value.Deserialize<T>();
            if (read is null && default(T) is not null)
            {
                return false;
            }

            // PostgreSQL refuses NUL in text and Npgsql an instant that is not UTC: neither may come in by the address.
            if (read is string text && text.Contains('\0'))
            {
                return false;
            }

            value = read is DateTimeOffset instant ? (T)(object)instant.ToUniversalTime() : read!;
            return true;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or NotSupportedException)
        {
            return false;
        }
    }
}
