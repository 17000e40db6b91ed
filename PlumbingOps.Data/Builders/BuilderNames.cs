using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.Builders;

/// <summary>A word means one builder, as a name or as an alias, however it is capitalised or punctuated.</summary>
internal static class BuilderNames
{
    /// <summary>Says who has the word already, at the given field; nothing when it is free or the builder's own.</summary>
    public static async Task RequireFreeAsync(AppDbContext db, string word, Guid? own, string field, CancellationToken cancellationToken)
    {
        if (await FindHolderAsync(db, word, own, cancellationToken) is { } holder)
        {
            throw new RuleException(holder.InWords(word), field);
        }
    }

    /// <summary>What to say when somebody else took the word between the question and the save.</summary>
    public static Func<string?, RuleException?> JustTaken(string word, string field) => index =>
        index is "ux_builders_name" or "ux_builder_aliases_alias" or "ux_builder_meaning"
            ? new RuleException($"“{word}” was just taken by another builder.", field)
            : null;

    public static void RequireWord(string? word, string field)
    {
        if (word is null || !word.Any(char.IsAsciiLetterOrDigit))
        {
            throw new RuleException("Give a name with letters or digits.", field);
        }
    }

    private static async Task<Holder?> FindHolderAsync(AppDbContext db, string word, Guid? own, CancellationToken cancellationToken) =>
        await db.Builders.Where(b => b.Id != own && AppDbContext.Plain(b.Name) == AppDbContext.Plain(word))
            .Select(b => new Holder(b.Name, b.ArchivedAt != null, null)).FirstOrDefaultAsync(cancellationToken)
        ?? await db.BuilderAliases.Where(a => a.BuilderId != own && AppDbContext.Plain(a.Alias) == AppDbContext.Plain(word))
            .Join(db.Builders, a => a.BuilderId, b => b.Id, (a, b) => new Holder(b.Name, b.ArchivedAt != null, a.Alias)).FirstOrDefaultAsync(cancellationToken);

    private sealed record Holder(string Name, bool Archived, string? Alias)
    {
        public string InWords(string word) => (Alias, Archived) switch
        {
            (null, false) => $"“{Name}” is a builder already.",
            (null, true) => $"“{Name}” is an archived builder: restore it instead.",
            _ => $"“{word}” already means {Name}: it is one of its aliases.",
        };
    }
}
