using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Marketing;

/// <summary>Nobody approves their own work, except an administrator who says so explicitly (DESIGN 11).</summary>
internal static class ApprovalRule
{
    public const int NoteMaxLength = 1000;

    /// <param name="authors">Who wrote it, owns it or sent it for approval.</param>
    public static void Check(Actor by, bool ownKnowingly, params ReadOnlySpan<Guid?> authors)
    {
        if (by.UserId is null || !authors.Contains(by.UserId))
        {
            return;
        }

        if (by.Role != Roles.Admin)
        {
            throw new RuleException("This is your own work: somebody else has to approve it.");
        }

        if (!ownKnowingly)
        {
            throw new RuleException("This is your own work. As an administrator you may approve it: say so explicitly.");
        }
    }

    public static string Note(string note) =>
        string.IsNullOrWhiteSpace(note) ? throw new RuleException("Say what should be changed.", "Note") : note.Trim();
}
