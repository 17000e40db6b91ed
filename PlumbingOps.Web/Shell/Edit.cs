using System.Reflection;
using PlumbingOps.Data;

namespace PlumbingOps.Web.Shell;

/// <summary>
/// What a form edits: the record as the person saw it, and as they leave it. A page keeps one while the form is open, saves through it, and shows
/// the three values beside each field that somebody else changed meanwhile.
/// </summary>
/// <param name="now">The record's input; the form binds to a copy of its own, so nothing typed is lost when this is read again.</param>
public sealed class Edit<TInput>(Func<TInput> now) : IEdit where TInput : class, new()
{
    private static readonly PropertyInfo[] Fields = [.. typeof(TInput).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite)];
    private readonly List<FieldConflict> conflicts = [];

    public TInput Seen { get; } = now();

    object IEdit.Seen => Seen;

    /// <summary>The form's model.</summary>
    public TInput Mine { get; } = now();

    /// <summary>Calls the service with both; conflicts stay here until the person has chosen.</summary>
    public async Task SaveAsync(Func<TInput, TInput, Task> save)
    {
        try
        {
            conflicts.Clear();
            await save(Seen, Mine);
        }
        catch (EditConflictException e)
        {
            conflicts.AddRange(e.Conflicts);
            throw;
        }
    }

    /// <summary>The three values for <see cref="Field"/>, or null while nobody else touched the field.</summary>
    /// <param name="inWords">How a value reads on screen; its text when omitted.</param>
    public ThreeValues? Conflict(string field, Func<object?, string?>? inWords = null)
    {
        inWords ??= value => value?.ToString();
        return conflicts.Find(c => c.Field == field) is { } c ? new ThreeValues(inWords(c.Was), inWords(c.Theirs), inWords(c.Mine)) : null;
    }

    public void KeepTheirs(string field) => Settle(field, keepMine: false);

    public void UseMine(string field) => Settle(field, keepMine: true);

    /// <summary>Somebody else saved: fields this person has not touched follow; touched ones stay as typed.</summary>
    public void TakeIn(TInput theirs)
    {
        foreach (var field in Fields)
        {
            if (FieldMerge.Same(field.GetValue(Seen), field.GetValue(Mine)))
            {
                field.SetValue(Seen, field.GetValue(theirs));
                field.SetValue(Mine, field.GetValue(theirs));
            }
        }
    }

    private void Settle(string field, bool keepMine)
    {
        if (conflicts.Find(c => c.Field == field) is not { } conflict)
        {
            return;
        }

        var property = Array.Find(Fields, f => f.Name == field)!;
        // Having seen theirs, mine is a knowing choice, and the next save stores it.
        property.SetValue(Seen, conflict.Theirs);
        if (!keepMine)
        {
            property.SetValue(Mine, conflict.Theirs);
        }

        conflicts.Remove(conflict);
    }
}

/// <summary>What a <see cref="MergeField"/> needs of an edit: the conflict at a field, and the person's choice; and what its draft keeps.</summary>
public interface IEdit
{
    object Seen { get; }

    ThreeValues? Conflict(string field, Func<object?, string?>? inWords = null);

    void KeepTheirs(string field);

    void UseMine(string field);
}
