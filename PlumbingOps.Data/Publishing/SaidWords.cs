using System.Text.Json;

namespace PlumbingOps.Data.Publishing;

/// <summary>What a call said, kept with its attempt: a read-back compares with this, not with what somebody has written since.</summary>
internal static class SaidWords
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Without the pictures' addresses, which open them to whoever knows one.</summary>
    public static string Write(PublishDraft draft) =>
        JsonSerializer.Serialize(draft with { Pictures = [.. draft.Pictures.Select(p => p with { Address = null })] }, Json);

    public static PublishDraft? Read(string? evidence) => evidence is null ? null : JsonSerializer.Deserialize<PublishDraft>(evidence, Json);
}
