using System.Globalization;

namespace PlumbingOps.Data.Bids;

/// <summary>What a person types into the cells of a line, and pastes from a spreadsheet: read exactly, or refused in words.</summary>
public static class BidText
{
    private const int CentsInDollar = 100;
    private const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>"$1,234.50" → 123450; "(40)" and "-40" are less than nothing; nothing typed is no price.</summary>
    /// <exception cref="RuleException">No amount of money, or fractions of a cent.</exception>
    public static long? Cents(string? typed)
    {
        if (Typed.Line(typed) is not { } text)
        {
            return null;
        }

        var negative = text.StartsWith('(') && text.EndsWith(')');
        var plain = (negative ? text[1..^1] : text).Replace("$", "", StringComparison.Ordinal).Replace("−", "-", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (!decimal.TryParse(plain, Plain, Culture, out var dollars))
        {
            throw new RuleException($"“{Short(text)}” is no amount of money.");
        }

        // Bounded before it is multiplied: what anybody types must not overflow.
        if (Math.Abs(dollars) > BidLine.MostCents / CentsInDollar)
        {
            throw new RuleException($"“{Short(text)}” is more than a line may cost.");
        }

        var cents = dollars * CentsInDollar;
        return cents == decimal.Truncate(cents) ? (long)(negative ? -cents : cents) : throw new RuleException($"“{Short(text)}”: give dollars and whole cents.");
    }

    /// <summary>Like <see cref="Cents"/>, but never less than nothing.</summary>
    public static long? Cost(string? typed) => Cents(typed) is { } cents && cents < 0 ? throw new RuleException("A cost is not less than nothing.") : Cents(typed);

    /// <summary>Nothing typed is one.</summary>
    public static decimal Quantity(string? typed)
    {
        if (Typed.Line(typed) is not { } text)
        {
            return 1;
        }

        if (!decimal.TryParse(text, Plain, Culture, out var quantity))
        {
            throw new RuleException($"“{Short(text)}” is no quantity.");
        }

        if (quantity is <= 0 or > BidLine.MostQuantity)
        {
            throw new RuleException("A quantity is more than nothing and at most a million.");
        }

        return quantity == Math.Round(quantity, BidLine.QuantityDecimals) ? quantity : throw new RuleException($"“{Short(text)}”: at most {BidLine.QuantityDecimals} decimals.");
    }

    public static string Description(string? typed)
    {
        var text = Typed.Line(typed) ?? "";
        return text.Length <= BidLine.DescriptionMaxLength ? text : throw new RuleException($"A description has at most {BidLine.DescriptionMaxLength} characters.");
    }

    public static string? Unit(string? typed)
    {
        var text = Typed.Line(typed);
        return text is null || text.Length <= BidLine.UnitMaxLength ? text : throw new RuleException($"A unit has at most {BidLine.UnitMaxLength} characters, as in ea, ft, hr.");
    }

    /// <summary>As the cell shows it.</summary>
    public static string Of(decimal quantity) => quantity.ToString("0.###", Culture);

    /// <summary>As the cell shows it: without the sign of dollars, which the column's heading has.</summary>
    public static string Of(long? cents) => cents is { } known ? (known / (decimal)CentsInDollar).ToString("#,##0.00", Culture) : "";

    private static string Short(string text) => text.Length <= 20 ? text : text[..20] + "…";
}
