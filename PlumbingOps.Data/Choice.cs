namespace PlumbingOps.Data;

/// <summary>One thing to pick in a type-ahead: its id, the words to show and a second line that tells namesakes apart.</summary>
public sealed record Choice(Guid Id, string Text, string? Detail = null);
