namespace PlumbingOps.Data;

/// <summary>Phones are stored as typed and, beside it, as E.164 so that they can be found and compared.</summary>
public static class Phones
{
    /// <summary>"(503) 555-0100" → "+15035550100"; seven digits stay seven; null when it holds no phone.</summary>
    public static string? Normalise(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        var digits = new string(typed.Where(char.IsAsciiDigit).ToArray());
        return digits.Length switch
        {
            10 => "+1" + digits,
            11 when digits[0] == '1' => "+" + digits,
            7 => digits,
            > 11 and <= 15 when typed.TrimStart().StartsWith('+') => "+" + digits,
            _ => null,
        };
    }
}
