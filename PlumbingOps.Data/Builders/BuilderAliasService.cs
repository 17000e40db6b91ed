using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Builders;

/// <summary>Other spellings of builders' names; the importer and every search know them.</summary>
public sealed class BuilderAliasService(Db database)
{
    public async Task<Guid> AddAsync(Guid builderId, string? alias, Actor by, CancellationToken cancellationToken = default)
    {
        var word = Typed.Line(alias);
        BuilderNames.RequireWord(word, nameof(BuilderAlias.Alias));
        if (word!.Length > Builder.NameMaxLength)
        {
            throw new RuleException($"At most {Builder.NameMaxLength} characters.", nameof(BuilderAlias.Alias));
        }

        await using var db = await database.OpenAsync(by, Permission.EditBuilders, cancellationToken);
        var builder = await BuilderService.FindAsync(db, builderId, cancellationToken);
        if (await db.Builders.AnyAsync(b => b.Id == builderId && AppDbContext.Plain(b.Name) == AppDbContext.Plain(word), cancellationToken))
        {
            throw new RuleException($"“{word}” is the builder's own name.", nameof(BuilderAlias.Alias));
        }

        if (await db.BuilderAliases.AnyAsync(a => a.BuilderId == builderId && AppDbContext.Plain(a.Alias) == AppDbContext.Plain(word), cancellationToken))
        {
            throw new RuleException($"{builder.Name} has this alias already.", nameof(BuilderAlias.Alias));
        }

        await BuilderNames.RequireFreeAsync(db, word, builderId, nameof(BuilderAlias.Alias), cancellationToken);
        var added = new BuilderAlias { BuilderId = builderId, Alias = word };
        db.BuilderAliases.Add(added);
        await db.DescribeAsync($"“{word}” means {builder.Name}", cancellationToken);
        await db.SaveOrRefuseAsync(BuilderNames.JustTaken(word, nameof(BuilderAlias.Alias)), cancellationToken);
        return added.Id;
    }

    public async Task RemoveAsync(Guid aliasId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditBuilders, cancellationToken);
        var alias = await db.BuilderAliases.SingleOrDefaultAsync(a => a.Id == aliasId, cancellationToken) ?? throw new NotFoundException("The alias");
        db.BuilderAliases.Remove(alias);
        await db.DescribeAsync($"Removed the alias “{alias.Alias}”", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
