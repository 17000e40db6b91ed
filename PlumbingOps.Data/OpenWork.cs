using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data;

/// <summary>Open jobs and calls at a shared place, of all companies: what must be finished before the place is archived.</summary>
public sealed record OpenWork(int Jobs, int Calls)
{
    internal static Task<OpenWork> OfBuilderAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<OpenWork>($"select jobs as \"Jobs\", calls as \"Calls\" from app.open_work({id}, null, null)").SingleAsync(cancellationToken);

    internal static Task<OpenWork> OfCommunityAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<OpenWork>($"select jobs as \"Jobs\", calls as \"Calls\" from app.open_work(null, {id}, null)").SingleAsync(cancellationToken);

    internal static Task<OpenWork> OfLotAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<OpenWork>($"select jobs as \"Jobs\", calls as \"Calls\" from app.open_work(null, null, {id})").SingleAsync(cancellationToken);

    /// <exception cref="RuleException">There is some.</exception>
    internal void RequireNone(string place)
    {
        if (Jobs + Calls > 0)
        {
            throw new RuleException($"{place} still has {InWords()} (all companies counted). Complete or cancel them first.");
        }
    }

    public string InWords() => (Jobs, Calls) switch
    {
        (0, _) => Count(Calls, "open call"),
        (_, 0) => Count(Jobs, "open job"),
        _ => $"{Count(Jobs, "open job")} and {Count(Calls, "open call")}",
    };

    private static string Count(int many, string what) => many == 1 ? $"1 {what}" : $"{many:N0} {what}s";
}
