using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Components.Forms;

namespace PlumbingOps.Web.Shell;

/// <summary>A form as its draft keeps it. Of an edit only what the person changed, with what they saw there: somebody else may save the record before they go on.</summary>
/// <param name="Fields">What was changed in an edit; null for a new record, of which everything counts.</param>
/// <param name="Words">Of what is chosen by its id.</param>
public sealed record KeptForm([property: JsonRequired] JsonElement Mine, JsonElement? Seen, IReadOnlyList<string>? Fields, IReadOnlyDictionary<Guid, string> Words)
{
    private static readonly object WordsKey = new();

    public bool IsEmpty => Fields is { Count: 0 };

    public static KeptForm Of(EditContext form, IEdit? edit) => new(
        JsonSerializer.SerializeToElement(form.Model, form.Model.GetType()),
        edit is null ? null : JsonSerializer.SerializeToElement(edit.Seen, edit.Seen.GetType()),
        edit is null ? null : [.. Properties(form.Model).Where(p => !Data.FieldMerge.Same(p.GetValue(edit.Seen), p.GetValue(form.Model))).Select(p => p.Name)],
        WordsOf(form));

    /// <summary>What was chosen in this form, in words: its boxes know only the words the form was opened with.</summary>
    public static Dictionary<Guid, string> WordsOf(EditContext form)
    {
        if (!form.Properties.TryGetValue(WordsKey, out var words))
        {
            form.Properties[WordsKey] = words = new Dictionary<Guid, string>();
        }

        return (Dictionary<Guid, string>)words;
    }

    /// <summary>Puts the values back, as if they were typed again.</summary>
    /// <exception cref="JsonException">The form has changed too much since.</exception>
    public void PutBack(EditContext form, IEdit? edit)
    {
        var type = form.Model.GetType();
        var (mine, seen) = (Mine.Deserialize(type), edit is null ? null : Seen?.Deserialize(type));
        foreach (var (id, words) in Words)
        {
            WordsOf(form)[id] = words;
        }

        foreach (var property in Properties(form.Model).Where(p => Fields?.Contains(p.Name) != false))
        {
            property.SetValue(form.Model, property.GetValue(mine));
            if (seen is not null)
            {
                property.SetValue(edit!.Seen, property.GetValue(seen));
            }

            form.NotifyFieldChanged(form.Field(property.Name));
        }
    }

    private static IEnumerable<PropertyInfo> Properties(object model) => model.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead && p.CanWrite);
}
