namespace PlumbingOps.Simulator.Calls;

/// <summary>A provider's no, in that provider's own shape.</summary>
public sealed class RefusalException(Answer answer) : Exception($"Refused with {answer.Status}")
{
    public Answer Answer { get; } = answer;
}
