using System.Text.Json;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Drafts;

/// <summary>
/// Keeps what a person is typing into a form, outside of the page that shows it: a page dies with its connection, its server and its sign-in.
/// Each opened form has a draft of its own, so that two calls taken at once do not overwrite each other.
/// </summary>
public sealed class DraftService(Db database, TimeProvider clock)
{
    public const int TitleMaxLength = 120;

    /// <summary>Of one form; the oldest goes first.</summary>
    public const int MostKept = 20;

    private const int MostOffered = 3;
    private const int ContentMaxLength = 100_000;
    private static readonly TimeSpan Lives = TimeSpan.FromDays(30);

    /// <summary>Stores the state of a form, and forgets what is too old to be asked for.</summary>
    /// <returns>False when it is too long to be kept.</returns>
    public async Task<bool> KeepAsync(Guid id, string form, string? title, object content, Actor by, CancellationToken cancellationToken = default)
    {
        var text = JsonSerializer.Serialize(content, content.GetType());
        if (text.Length > ContentMaxLength)
        {
            return false;
        }

        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, knownRows: true, cancellationToken);
        await db.RunAsync(
            """
            with kept as (
                insert into app.form_drafts as d (id, user_id, form, title, content, saved_at) values ($1, $2, $3, $4, $5, $6)
                on conflict (user_id, id) do update set title = excluded.title, content = excluded.content, saved_at = excluded.saved_at)
            delete from app.form_drafts d where user_id = $2 and id <> $1
                and (saved_at < $7 or form = $3 and id in (select o.id from app.form_drafts o where o.user_id = $2 and o.form = $3 and o.id <> $1 order by o.saved_at desc offset $8))
            """,
            [id, by.UserId!.Value, form, Short(title), text, clock.GetUtcNow(), clock.GetUtcNow() - Lives, MostKept - 1], cancellationToken);
        return true;
    }

    /// <summary>What the person typed into this form and neither saved nor threw away, the newest first.</summary>
    /// <param name="except">The draft of the form that asks.</param>
    public async Task<IReadOnlyList<DraftRow>> ListAsync(string form, Guid except, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, knownRows: true, cancellationToken);
        return await db.ReadAsync(
            "select id, title, saved_at from app.form_drafts where user_id = $1 and form = $2 and id <> $3 and saved_at >= $4 order by saved_at desc limit $5",
            [by.UserId!.Value, form, except, clock.GetUtcNow() - Lives, MostOffered], row => new DraftRow(row.GetGuid(0), row.Get<string>(1), row.GetFieldValue<DateTimeOffset>(2)), cancellationToken);
    }

    /// <summary>The state of the form as it was kept.</summary>
    /// <exception cref="NotFoundException">Saved or thrown away meanwhile, somebody else's, or of a form that has changed too much since.</exception>
    public async Task<object> TakeAsync(Guid id, Type type, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, knownRows: true, cancellationToken);
        var kept = await db.ReadAsync("select content from app.form_drafts where user_id = $1 and id = $2", [by.UserId!.Value, id], row => row.GetString(0), cancellationToken);
        try
        {
            return kept is [var text] && JsonSerializer.Deserialize(text, type) is { } content ? content : throw new NotFoundException("What you typed");
        }
        catch (JsonException)
        {
            throw new NotFoundException("What you typed");
        }
    }

    /// <summary>It is saved, or not wanted.</summary>
    public async Task ForgetAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, knownRows: true, cancellationToken);
        await db.RunAsync("delete from app.form_drafts where user_id = $1 and id = $2", [by.UserId!.Value, id], cancellationToken);
    }

    private static string? Short(string? title) => Typed.Line(title) is { Length: > TitleMaxLength } all ? all[..TitleMaxLength] : Typed.Line(title);
}

/// <summary>Something typed and not saved.</summary>
/// <param name="Title">What it is about, in the person's own words; null when nothing telling was typed.</param>
public sealed record DraftRow(Guid Id, string? Title, DateTimeOffset SavedAt);
