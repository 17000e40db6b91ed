using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace PlumbingOps.Data;

/// <summary>
/// Two people edit one record: fields that only one of them touched merge; a field both changed differently is a conflict with three values.
/// Nothing is overwritten silently.
/// </summary>
public static class FieldMerge
{
    /// <param name="seen">The input as the person was shown it.</param>
    /// <param name="mine">The input as the person left it.</param>
    /// <param name="theirs">The input as the record stands now.</param>
    /// <returns>What to store: mine where I changed something, theirs elsewhere.</returns>
    /// <exception cref="EditConflictException">Somebody else changed a field I changed too; nothing may be stored.</exception>
    public static TInput Merge<TInput>(TInput seen, TInput mine, TInput theirs) where TInput : class, new()
    {
        var merged = new TInput();
        var conflicts = new List<FieldConflict>();
        foreach (var field in typeof(TInput).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
        {
            var (was, now, other) = (field.GetValue(seen), field.GetValue(mine), field.GetValue(theirs));
            if (Same(was, now))
            {
                field.SetValue(merged, other);
            }
            else if (Same(was, other) || Same(now, other))
            {
                field.SetValue(merged, now);
            }
            else
            {
                conflicts.Add(new FieldConflict(field.Name, field.GetCustomAttribute<DisplayAttribute>()?.Name ?? field.Name, was, other, now));
            }
        }

        return conflicts.Count == 0 ? merged : throw new EditConflictException(conflicts);
    }

    /// <summary>Runs a load-merge-save again when somebody saved between its load and its save.</summary>
    /// <param name="alsoWhen">Refusals of the database that mean the same: both added the same part.</param>
    public static async Task RetryAsync(Func<Task> attempt, Func<DbUpdateException, bool>? alsoWhen = null)
    {
        const int Attempts = 4;
        for (var n = 1; ; n++)
        {
            try
            {
                await attempt();
                return;
            }
            catch (DbUpdateException e) when (n < Attempts && (e is DbUpdateConcurrencyException || alsoWhen?.Invoke(e) == true))
            {
            }
        }
    }

    /// <summary>Equal to a person: an empty box and no value are the same, lists by their members.</summary>
    public static bool Same(object? a, object? b) => (a, b) switch
    {
        (string or null, string or null) => string.Equals(Blank(a), Blank(b), StringComparison.Ordinal),
        (IEnumerable x, IEnumerable y) => x.Cast<object>().SequenceEqual(y.Cast<object>()),
        _ => Equals(a, b),
    };

    /// <summary>An empty box and no value are the same to a person.</summary>
    private static string? Blank(object? text) => text is string s && s.Trim().Length > 0 ? s : null;
}

/// <param name="Field">The input's property.</param>
/// <param name="Label">What the form calls it.</param>
public sealed record FieldConflict(string Field, string Label, object? Was, object? Theirs, object? Mine);

/// <summary>Somebody else changed the same fields meanwhile. The page shows all three values; nothing was stored.</summary>
public sealed class EditConflictException(IReadOnlyList<FieldConflict> conflicts)
    : RuleException($"Somebody else changed {string.Join(", ", conflicts.Select(c => c.Label.ToLowerInvariant()))} meanwhile. Choose which value to keep.")
{
    public IReadOnlyList<FieldConflict> Conflicts { get; } = conflicts;
}
