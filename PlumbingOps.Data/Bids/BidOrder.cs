namespace PlumbingOps.Data.Bids;

/// <summary>Places of sections and lines: with room between them, so that putting one in between moves no other.</summary>
internal static class BidOrder
{
    public const int Step = 1024;

    /// <summary>A place before the one at the index; null when there is no room left and all have to be given new places.</summary>
    public static int? Before(IReadOnlyList<int> places, int index)
    {
        if (places.Count == 0)
        {
            return Step;
        }

        if (index >= places.Count)
        {
            return places[^1] + Step;
        }

        var (low, high) = (index == 0 ? 0 : places[index - 1], places[index]);
        return high - low > 1 ? low + ((high - low) / 2) : null;
    }
}
