using PlumbingOps.Data;

namespace PlumbingOps.Web.Shell;

/// <summary>A room that quick jump (Ctrl K) can search. Register one per room; the answers of all are shown together.</summary>
public interface IQuickFind
{
    Task<IReadOnlyList<QuickHit>> FindAsync(Actor actor, string text, CancellationToken cancellationToken);
}

/// <param name="Kind">What it is, in one word: "Job".</param>
public sealed record QuickHit(string Kind, string Title, string? Detail, string Href, string Icon);
