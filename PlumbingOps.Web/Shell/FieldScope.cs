namespace PlumbingOps.Web.Shell;

/// <summary>What a <see cref="Field"/> tells the input inside it, so that label, hint and error belong to it for screen readers too.</summary>
public sealed record FieldScope(string Id, string? DescribedBy, bool Required)
{
    /// <summary>The input's attributes with the field's added; what the page set itself wins.</summary>
    public static IReadOnlyDictionary<string, object>? Join(FieldScope? field, IReadOnlyDictionary<string, object>? own)
    {
        if (field is null)
        {
            return own;
        }

        var all = new Dictionary<string, object> { ["id"] = field.Id };
        if (field.DescribedBy is not null)
        {
            all["aria-describedby"] = field.DescribedBy;
        }

        if (field.Required)
        {
            all["aria-required"] = "true";
        }

        foreach (var (name, value) in own ?? new Dictionary<string, object>())
        {
            if (name is not "aria-describedby" and not "aria-required")
            {
                all[name] = value;
            }
        }

        return all;
    }
}
