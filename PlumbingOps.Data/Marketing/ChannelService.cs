using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Marketing;

/// <summary>The catalogue of channels, shared by all companies.</summary>
public sealed partial class ChannelService(Db database)
{
    public async Task<IReadOnlyList<ChannelRow>> ListAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        return await db.Channels.Where(c => c.IsActive).OrderBy(c => c.Position).ThenBy(c => c.Name)
            .Select(c => new ChannelRow(c.Id, c.Key, c.Name, c.Provider, c.UsualTime)).ToListAsync(cancellationToken);
    }

    /// <summary>A place where a person posts by hand: Angi, Yelp, a yard sign. The networks we speak to are in the catalogue already.</summary>
    public async Task<Guid> AddManualAsync(ChannelInput input, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditAccounts, cancellationToken);
        Typed.Check(input);
        var name = Typed.Line(input.Name)!;
        var key = KeyOf(name);
        if (await db.Channels.AnyAsync(c => c.Key == key || EF.Functions.ILike(c.Name, SearchWords.Exactly(name)), cancellationToken))
        {
            throw new RuleException($"“{name}” is in the catalogue already.", nameof(input.Name));
        }

        var last = await db.Channels.MaxAsync(c => (int?)c.Position, cancellationToken) ?? 0;
        var channel = new Channel { Key = key, Name = name, Provider = Provider.Manual, UsualTime = input.UsualTime, Position = last + 1 };
        db.Channels.Add(channel);
        await db.DescribeAsync($"Added the channel {name}", cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.Violates(ChannelConfiguration.OneKey))
        {
            throw new RuleException($"“{name}” is in the catalogue already.", nameof(input.Name));
        }

        return channel.Id;
    }

    /// <summary>"Angi's List" → <c>angi_s_list</c>.</summary>
    private static string KeyOf(string name)
    {
        var key = NoLetters().Replace(name.ToLowerInvariant(), "_").Trim('_');
        return key.Length > 0 && char.IsAsciiLetterLower(key[0])
            ? key[..Math.Min(key.Length, Channel.KeyMaxLength)]
            : throw new RuleException("The name must begin with a letter.", nameof(ChannelInput.Name));
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoLetters();
}
