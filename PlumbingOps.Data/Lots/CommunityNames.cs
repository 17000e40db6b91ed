using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.Lots;

/// <summary>A word means one community of a builder, as a name or as an alias, however it is capitalised or punctuated.</summary>
internal static class CommunityNames
{
    /// <summary>Says who has the word already, at the given field; nothing when it is free or the community's own.</summary>
    public static async Task RequireFreeAsync(AppDbContext db, Guid builderId, string word, Guid? own, string field, CancellationToken cancellationToken)
    {
        var holder = await db.Communities.Where(c => c.BuilderId == builderId && c.Id != own && AppDbContext.Plain(c.Name) == AppDbContext.Plain(word))
            .Select(c => new { c.Name, Archived = c.ArchivedAt != null }).FirstOrDefaultAsync(cancellationToken);
        if (holder is not null)
        {
            throw new RuleException(holder.Archived ? $"“{holder.Name}” is archived: restore it instead." : $"The builder has “{holder.Name}” already.", field);
        }

        var meaning = await db.CommunityAliases.Where(a => a.BuilderId == builderId && a.CommunityId != own && AppDbContext.Plain(a.Alias) == AppDbContext.Plain(word))
            .Join(db.Communities, a => a.CommunityId, c => c.Id, (a, c) => c.Name).FirstOrDefaultAsync(cancellationToken);
        if (meaning is not null)
        {
            throw new RuleException($"“{word}” already means {meaning}: it is one of its aliases.", field);
        }
    }

    /// <summary>What to say when somebody else took the word between the question and the save.</summary>
    public static Func<string?, RuleException?> JustTaken(string word, string field) => index =>
        index is "ux_communities_builder_name" or "ux_community_aliases_builder_alias" or "ux_community_meaning"
            ? new RuleException($"“{word}” was just taken by another community of this builder.", field)
            : null;
}
