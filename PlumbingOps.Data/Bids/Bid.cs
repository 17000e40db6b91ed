using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Lots;

namespace PlumbingOps.Data.Bids;

/// <summary>What we offer to do for a builder or a customer, and at what price.</summary>
public class Bid
{
    public const int NameMaxLength = 120;
    public const int NotesMaxLength = 4000;
    public const int TermsMaxLength = 4000;
    public const int ReasonMaxLength = 300;
    public const int PlanMaxLength = 30;
    public const int CityMaxLength = 60;
    /// <summary>A bid that was sent is asked about after so many days (DOMAIN 8.6).</summary>
    public const int FollowUpAfterDays = 7;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    /// <summary>B-1042: counted by the database, per company.</summary>
    public int Number { get; private set; }
    public required string Name { get; set; }
    public BidStatus Status { get; private set; } = BidStatus.Drafting;

    public Guid? BuilderId { get; set; }
    public Builder? Builder { get; init; }
    public Guid? CustomerId { get; set; }
    public Customer? Customer { get; init; }
    public Guid? CommunityId { get; set; }
    public Community? Community { get; init; }
    /// <summary>As the builder numbers it; the lot may not be in our books before the bid is won.</summary>
    public string? LotNumber { get; set; }
    public Guid? LotId { get; set; }
    public Lot? Lot { get; init; }
    public string? Street { get; set; }
    public string? City { get; set; }
    /// <summary>House model code.</summary>
    public string? Plan { get; set; }
    /// <summary>The visit it was made from.</summary>
    public Guid? ServiceCallId { get; init; }

    public DateOnly? DueDate { get; set; }
    public DateOnly? SentOn { get; private set; }
    /// <summary>When to ask what became of it.</summary>
    public DateOnly? FollowUpOn { get; set; }
    /// <summary>The day it was won or lost.</summary>
    public DateOnly? DecidedOn { get; private set; }
    public string? LostReason { get; private set; }
    public Guid? OwnerId { get; set; }
    /// <summary>Stands below the prices on what the customer reads.</summary>
    public string? Terms { get; set; }
    /// <summary>For us; no customer reads it.</summary>
    public string? Notes { get; set; }

    /// <summary>What is worked on, or was sent last: the first is 1.</summary>
    public int VersionNumber { get; private set; } = 1;
    public Guid? ApprovalAskedById { get; private set; }
    public DateTimeOffset? ApprovalAskedAt { get; private set; }
    public Guid? ApprovedById { get; private set; }
    public DateTimeOffset? ApprovedAt { get; private set; }
    /// <summary>What the approver wanted changed.</summary>
    public string? ApprovalNote { get; private set; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ArchivedAt { get; private set; }
    public uint Version { get; private set; }

    /// <summary>Sum of the lines; kept by the database.</summary>
    public long TotalCents { get; private set; }
    /// <summary>What it costs us, once every line says so; kept by the database.</summary>
    public long? CostCents { get; private set; }
    public int LineCount { get; private set; }
    public int UnpricedCount { get; private set; }
    /// <summary>The due day, or the end of time when there is none: what lists sort by.</summary>
    public DateOnly DueSort { get; private set; }
    public string Search { get; private set; } = "";

    public List<BidSection> Sections { get; } = [];
    public List<BidLine> Lines { get; } = [];

    public string ShortNumber => $"B-{Number}";
    /// <summary>Not with the customer: its lines can change.</summary>
    public bool IsDraft => Status is BidStatus.Drafting or BidStatus.NeedsPriceApproval or BidStatus.ReadyToSend;

    /// <summary>Whoever changes what was approved, or waits for it, asks anew.</summary>
    public void ChangePrices()
    {
        RequireDraft();
        if (Status != BidStatus.Drafting)
        {
            Status = BidStatus.Drafting;
            ForgetApproval();
        }
    }

    public void AskApproval(Actor by, DateTimeOffset at)
    {
        Require(BidVerb.AskApproval);
        if (LineCount == 0)
        {
            throw new RuleException("There is nothing to approve yet: add a line.");
        }

        if (UnpricedCount > 0)
        {
            throw new RuleException(UnpricedCount == 1 ? "One line has no price yet." : $"{UnpricedCount} lines have no price yet.");
        }

        ForgetApproval();
        (Status, ApprovalAskedById, ApprovalAskedAt, ApprovalNote) = (BidStatus.NeedsPriceApproval, by.UserId, at, null);
    }

    /// <param name="seen">The asking the person looked at; a later one is about other prices.</param>
    /// <param name="ownAsking">The person says explicitly that they approve what they asked for themselves (DESIGN 11).</param>
    public void Approve(DateTimeOffset seen, bool ownAsking, Actor by, DateTimeOffset at)
    {
        Require(BidVerb.Approve);
        RequireSeen(seen);
        if (ApprovalAskedById is { } asked && asked == by.UserId && !(ownAsking && by.Role == People.Roles.Admin))
        {
            throw new OwnApprovalException(by.Role == People.Roles.Admin);
        }

        (Status, ApprovedById, ApprovedAt) = (BidStatus.ReadyToSend, by.UserId, at);
    }

    /// <summary>Not at these prices.</summary>
    public void Return(DateTimeOffset seen, string? why)
    {
        Require(BidVerb.Return);
        RequireSeen(seen);
        var note = Reason(why, "Say what has to change.");
        ForgetApproval();
        (Status, ApprovalNote) = (BidStatus.Drafting, note);
    }

    /// <param name="today">The company's today.</param>
    public void Send(DateOnly today)
    {
        Require(BidVerb.Send);
        (Status, SentOn) = (BidStatus.Sent, today);
        FollowUpOn = today.AddDays(FollowUpAfterDays);
    }

    /// <summary>What was sent stays as it was; from now on the next version is worked on.</summary>
    public void Revise()
    {
        Require(BidVerb.Revise);
        ForgetApproval();
        (Status, ApprovalNote, FollowUpOn) = (BidStatus.Drafting, null, null);
        VersionNumber++;
    }

    public void Win(DateOnly today)
    {
        Require(BidVerb.Win);
        (Status, DecidedOn, FollowUpOn) = (BidStatus.Won, today, null);
    }

    public void Lose(DateOnly today, string? why)
    {
        Require(BidVerb.Lose);
        (LostReason, Status, DecidedOn, FollowUpOn) = (Reason(why, "Say why it was lost."), BidStatus.Lost, today, null);
    }

    /// <summary>Decided too soon: it is with the customer again.</summary>
    public void Reopen(DateOnly today)
    {
        Require(BidVerb.Reopen);
        (LostReason, Status, DecidedOn, FollowUpOn) = (null, BidStatus.Sent, null, today.AddDays(FollowUpAfterDays));
    }

    public void Archive(DateTimeOffset at) => ArchivedAt ??= at;

    public void Restore() => ArchivedAt = null;

    public void RequireDraft()
    {
        RefuseArchived();
        if (!IsDraft)
        {
            throw new RuleException(Status == BidStatus.Sent ? $"{ShortNumber} was sent: make a new version to change it." : $"{ShortNumber} is {Status.InWords()}: it cannot be changed.");
        }
    }

    public void RefuseArchived()
    {
        if (ArchivedAt is not null)
        {
            throw new RuleException($"{ShortNumber} is archived: restore it first.");
        }
    }

    private void Require(BidVerb verb)
    {
        RefuseArchived();
        if (!verb.From().Contains(Status))
        {
            throw new RuleException($"{ShortNumber} is {Status.InWords()}: it cannot be {verb.InWords()}.");
        }
    }

    private void RequireSeen(DateTimeOffset seen)
    {
        if (ApprovalAskedAt != seen)
        {
            throw new RuleException("The prices were changed and sent for approval again meanwhile. Look once more.");
        }
    }

    private void ForgetApproval() => (ApprovalAskedById, ApprovalAskedAt, ApprovedById, ApprovedAt) = (null, null, null, null);

    private static string Reason(string? why, string refusal)
    {
        var reason = Typed.Line(why) ?? throw new RuleException(refusal, "StatusReason");
        return reason.Length <= ReasonMaxLength ? reason : throw new RuleException($"At most {ReasonMaxLength} characters.", "StatusReason");
    }
}

/// <summary>Nobody approves the prices they asked for, except an administrator who says so.</summary>
/// <param name="maySaySo">The person is one, and can be asked.</param>
public sealed class OwnApprovalException(bool maySaySo) : RuleException("You asked for this approval yourself: somebody else looks at the prices.")
{
    public bool MaySaySo { get; } = maySaySo;
}
