namespace PlumbingOps.Data.Mail;

/// <summary>A mail to send, written in the transaction that caused it: either both happen or neither.</summary>
public class OutgoingMail
{
    public const int AddressMaxLength = 200;
    public const int SubjectMaxLength = 300;
    public const int StopAddressMaxLength = 300;
    public const int ErrorMaxLength = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    /// <summary>What it is about, unique per company: <c>review-request/{id}/1</c>. A second mail for the same cause cannot be written.</summary>
    public required string Cause { get; init; }
    public required string ToAddress { get; init; }
    public required string ToName { get; init; }
    public required string Subject { get; init; }
    /// <summary>Holds one-time links, so it is masked in the history and emptied some days after sending.</summary>
    public required string Text { get; set; }
    /// <summary>Where a mail program says for the person, with one press, that they want no more of these; masked and emptied like the text.</summary>
    public string? StopAddress { get; set; }
    public MailState State { get; set; } = MailState.Waiting;
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset NextTryAt { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }
    public int Tries { get; set; }
    public DateTimeOffset? SentAt { get; set; }
    public string? Error { get; set; }
    public uint Version { get; private set; }

    /// <summary>Somebody mended what was in the way.</summary>
    public void Retry(DateTimeOffset at)
    {
        if (State is not (MailState.Waiting or MailState.Failed))
        {
            throw new RuleException($"The mail is {State.ToString().ToLowerInvariant()}: it is not sent again.");
        }

        if (Text.Length == 0)
        {
            throw new RuleException("Its text was emptied meanwhile. Have it written anew.");
        }

        (State, NextTryAt, Tries, Error) = (MailState.Waiting, at, 0, null);
    }

    public void Discard()
    {
        if (State is not (MailState.Waiting or MailState.Failed))
        {
            throw new RuleException($"The mail is {State.ToString().ToLowerInvariant()} already.");
        }

        State = MailState.Discarded;
    }
}

public enum MailState { Waiting, Sending, Sent, Failed, Discarded }
