namespace PlumbingOps.Data;

/// <summary>The business says no. The message is a sentence for the person who asked; nothing was written.</summary>
/// <param name="field">The input's property the sentence belongs to, when it belongs to one.</param>
public class RuleException(string message, string? field = null) : Exception(message)
{
    public string? Field { get; } = field;
}

/// <summary>The record does not exist, or belongs to a company the person may not see: both look the same from outside.</summary>
public sealed class NotFoundException(string what) : RuleException($"{what} was not found. It may have been removed, or you may not have the right to see it.");
