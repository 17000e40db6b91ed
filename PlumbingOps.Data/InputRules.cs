using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data;

/// <summary>The annotations of an input, asked again where it counts: not every caller is our form.</summary>
internal static class InputRules
{
    /// <exception cref="RuleException">The first field that is wrong, with its sentence.</exception>
    public static void Check(object input)
    {
        var wrong = new List<ValidationResult>();
        if (!Validator.TryValidateObject(input, new ValidationContext(input), wrong, validateAllProperties: true))
        {
            throw new RuleException(wrong[0].ErrorMessage ?? "A field is wrong.", wrong[0].MemberNames.FirstOrDefault());
        }
    }
}
