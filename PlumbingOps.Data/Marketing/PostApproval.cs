namespace PlumbingOps.Data.Marketing;

/// <summary>The rules of approval that need to know what the post says; asked by pages, links in mails and bulk alike.</summary>
internal static class PostApproval
{
    public static void Submit(Post post, PostContent content, Actor by, DateTimeOffset now)
    {
        if (post.ScheduledFor <= now && post.Status == PostStatus.Draft)
        {
            throw new RuleException($"The time of {post.ShortNumber} has passed: move it first.", nameof(Post.Time));
        }

        if (post.IsSlot)
        {
            throw new RuleException($"{post.ShortNumber} is an empty slot: fill it first.", nameof(FillInput.ContentId));
        }

        post.Submit(by, content.Text);
    }

    public static void Approve(Post post, PostContent content, string seen, bool ownKnowingly, Actor by, DateTimeOffset now)
    {
        if (seen != content.Fingerprint)
        {
            throw new RuleException($"{post.ShortNumber} was changed since you looked at it. Look at it again.");
        }

        post.Approve(by, now, content.Fingerprint, content.OwnerId, ownKnowingly);
    }

    public static void SendBack(Post post, string note)
    {
        if (note.Length > ApprovalRule.NoteMaxLength)
        {
            throw new RuleException($"At most {ApprovalRule.NoteMaxLength:N0} characters.", "Note");
        }

        post.SendBack(note);
    }
}
