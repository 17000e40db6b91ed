namespace PlumbingOps.Data.ServiceCalls;

/// <summary>Turning the visit into a bill (DOMAIN 3.7): needs write-up, begun by somebody, written up.</summary>
public partial class ServiceCall
{
    /// <summary>Somebody sits down to it. Whoever had it before need not any more.</summary>
    public void TakeWriteUp(Guid? by)
    {
        RequireWriteUp(WriteUp is null or WriteUpStatus.NeedsWriteUp or WriteUpStatus.InProgress);
        (WriteUp, WriteUpAssigneeId) = (WriteUpStatus.InProgress, by);
    }

    /// <summary>Whose work it will be, null for nobody's in particular. It is not begun by that; taken from somebody who began, it waits again.</summary>
    public void GiveWriteUp(Guid? to)
    {
        RequireWriteUp(WriteUp is null or WriteUpStatus.NeedsWriteUp or WriteUpStatus.InProgress);
        WriteUp = WriteUp == WriteUpStatus.InProgress && to == WriteUpAssigneeId ? WriteUp : WriteUpStatus.NeedsWriteUp;
        WriteUpAssigneeId = to;
    }

    /// <summary>The bill is out: from now on what the customer pays for is owed, unless somebody said already how it stands with the money.</summary>
    public void FinishWriteUp(Guid? by)
    {
        RequireWriteUp(WriteUp is null or WriteUpStatus.NeedsWriteUp or WriteUpStatus.InProgress);
        (WriteUp, WriteUpAssigneeId) = (WriteUpStatus.WrittenUp, WriteUpAssigneeId ?? by);
        if (PaymentStatus is null && Kind.IsCharged())
        {
            PaymentStatus = ServiceCalls.PaymentStatus.Unpaid;
        }
    }

    /// <summary>The bill was wrong, or somebody else is to write it.</summary>
    public void RedoWriteUp()
    {
        RequireWriteUp(WriteUp is WriteUpStatus.WrittenUp or WriteUpStatus.InProgress);
        WriteUp = WriteUpStatus.NeedsWriteUp;
    }

    private void RequireWriteUp(bool legal)
    {
        RefuseArchived();
        if (!legal)
        {
            throw new RuleException(WriteUp == WriteUpStatus.WrittenUp ? $"{ShortNumber} is written up already." : $"{ShortNumber} is not written up.", nameof(WriteUp));
        }
    }
}
