using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Builders;

/// <summary>What merging two builders and two communities have in common.</summary>
internal static class Merging
{
    /// <summary>Builders and their communities are shared: whoever does not see every company's jobs and calls would move some blindly.</summary>
    /// <exception cref="RuleException">There is a company the person does not see.</exception>
    public static async Task<AppDbContext> OpenAsync(Db database, TenantDirectory tenants, Permission permission, Actor by, CancellationToken cancellationToken)
    {
        by.Require(permission);
        return (await tenants.ListAsync(cancellationToken)).Any(t => !by.MaySee(t.Id))
            ? throw new RuleException("All companies share the builders, and a merge moves every company's jobs, calls and contacts. Ask an administrator who sees all companies.")
            : await database.OpenAsync(by, permission, cancellationToken);
    }

    /// <summary>The other's notes follow the kept one's own.</summary>
    public static string? Notes(string? kept, string? other)
    {
        if (other is null || other == kept)
        {
            return kept;
        }

        var text = $"{kept}\n{other}".Trim();
        return text.Length <= Builder.NotesMaxLength ? text : text[..Builder.NotesMaxLength];
    }

    /// <summary>"Kestrel Homs (merged)": the absorbed one gives its name away, so that the name can mean the other.</summary>
    public static async Task<string> NameAsync(string name, int most, Func<string, Task<bool>> isTaken)
    {
        for (var time = 1; ; time++)
        {
            var ending = time == 1 ? " (merged)" : $" (merged {time})";
            var free = name[..Math.Min(name.Length, most - ending.Length)] + ending;
            if (!await isTaken(free))
            {
                return free;
            }
        }
    }

    /// <summary>The change set of the running transaction: what undoes it.</summary>
    public static Task<Guid> ChangeSetAsync(AppDbContext db, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<Guid>($"select current_setting('app.tx_change_set')::uuid as \"Value\"").SingleAsync(cancellationToken);
}
