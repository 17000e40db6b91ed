using PlumbingOps.Simulator.GoogleBusiness;

namespace PlumbingOps.Simulator.World;

/// <summary>What invented customers wrote.</summary>
public static class SeedReviews
{
    private static readonly (string Name, string Stars, string? Comment, int DaysAgo)[] Written =
    [
        ("Priya Halvorsen", "FIVE", "Came on time, fixed the water heater, left no mess.", 2),
        ("Tomas Berglund", "FOUR", "Good work on the repipe. The invoice took a week.", 9),
        ("", "FIVE", null, 16),
        ("Nadia Okonkwo", "TWO", "The leak came back after three days.", 23),
        ("Wes Tanaka", "FIVE", "Explained every step. Would call again.", 41),
        ("Imogen Falk", "THREE", "Fine, but hard to reach by phone.", 64),
    ];

    public static IEnumerable<GoogleReview> For(GoogleLocation location, DateTimeOffset now) => Written.Select((review, index) => new GoogleReview
    {
        Id = $"{location.Id}-r{index + 1}",
        Reviewer = review.Name.Length > 0 ? review.Name : null,
        Stars = review.Stars,
        Comment = review.Comment,
        CreatedAt = now.AddDays(-review.DaysAgo),
        UpdatedAt = now.AddDays(-review.DaysAgo),
    });
}
