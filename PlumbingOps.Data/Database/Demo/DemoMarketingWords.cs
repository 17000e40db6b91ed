using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>What the demonstration says to its invented readers.</summary>
internal static class DemoMarketingWords
{
    internal sealed record Words(
        string Title, string? Caption, ContentCategory? Category, ContentStatus Status, CallToAction Action, int[] Pictures, string[] Tags, string? ForInstagram = null);

    internal sealed record Season(string Name, SeasonalEventKind Kind, int Month, int Day, int Days, bool EveryYear, string? City, string Suggestions);

    public static readonly (ContentCategory Category, string Title, string Caption)[] Templates =
    [
        (ContentCategory.AdContent, "Need a plumber in {city}?", "Leaks do not wait, and neither do we. {company} serves {city} with upright prices and clean boots.\n\n#plumber #plumbing"),
        (ContentCategory.AdContent, "Same-day help in {city}", "Something drips, gurgles or stays cold? {company} has people in {city} today.\n\n#emergencyplumber"),
        (ContentCategory.TeamPost, "Meet the crew", "This is who rings your bell: somebody from {company} who has seen your kind of pipe before.\n\n#teamwork #plumberlife"),
        (ContentCategory.TeamPost, "A day with us in {city}", "From the first coffee to the last tightened nut: how a day at {company} goes.\n\n#dayinthelife"),
        (ContentCategory.Coupon, "This month's offer", "Good until the end of the month in {city}: tell us the code when you book with {company}."),
        (ContentCategory.Coupon, "Save on your next repair", "A small thank-you to our neighbors in {city}. Ask {company} for the details."),
        (ContentCategory.Diy, "Do it yourself: a slow drain", "Three things to try before you call anybody, and the one thing to leave alone. From the people of {company}.\n\n#diy #homeowner"),
        (ContentCategory.Diy, "Where is your main valve?", "Find it before you need it. {company} shows how in two minutes.\n\n#hometips"),
        (ContentCategory.BlogPost, "How long does a water heater last?", "What wears out first, what a yearly flush is worth, and when to replace it. Read on at {company}."),
        (ContentCategory.BlogPost, "Tank or tankless?", "An even-handed comparison for houses in {city}. By {company}."),
        (ContentCategory.Authority, "What our customers say", "Thank you for trusting {company} with your home. Words like these make our week."),
        (ContentCategory.Authority, "Licensed, insured, and happy to show it", "Ask anybody who works on your pipes for their license. Here is ours. {company}"),
        (ContentCategory.LocalRelevance, "Hard water in {city}", "What it does to your pipes and what helps. {company} lives here too.\n\n#local"),
        (ContentCategory.LocalRelevance, "See you at the fair in {city}", "Come by our stand, ask anything about pipes. {company}"),
    ];

    public static readonly Season[] Events =
    [
        new("First freeze", SeasonalEventKind.Freeze, 11, 15, 21, true, null, "Cover outdoor taps. Drip the far faucet. Where the main valve is."),
        new("Deep winter", SeasonalEventKind.Freeze, 1, 5, 40, true, null, "Frozen pipes: what to do first, what never to do."),
        new("Heat wave", SeasonalEventKind.HeatWave, 7, 20, 25, true, null, "Irrigation leaks. Water heater vacation mode."),
        new("Thanksgiving week", SeasonalEventKind.Holiday, 11, 22, 7, true, null, "What not to put down the disposal. Guests and the second bathroom."),
        new("Fourth of July", SeasonalEventKind.Holiday, 7, 4, 1, true, null, "Office hours. Outdoor kitchens and hoses."),
        new("Spring home show", SeasonalEventKind.CityEvent, 4, 24, 3, true, "Vancouver", "Our stand, a coupon for visitors."),
        new("Camas street fair", SeasonalEventKind.CityEvent, 9, 12, 2, false, "Camas", "Children's pipe-fitting table."),
    ];

    public static readonly Words[] Contents =
    [
        new("Meet Theo", "Theo has been under more sinks than most of us have seen. Ask him about the otter.\n\n#teamwork #plumberlife", ContentCategory.TeamPost, ContentStatus.Approved, CallToAction.None, [1], ["crew"]),
        new("Old spring flyer", "Spring is here and so are we.", ContentCategory.AdContent, ContentStatus.Draft, CallToAction.Call, [], []),
        new("Where is your main valve?", "Find it today, turn it once, tell everybody in the house. It takes two minutes and saves a floor.\n\n#diy #hometips", ContentCategory.Diy, ContentStatus.Approved, CallToAction.LearnMore, [2], ["tips"]),
        new("$50 off drain cleaning", "Slow drain? Until the end of next month we take $50 off. Mention DRAIN50 when you book.", ContentCategory.Coupon, ContentStatus.Approved, CallToAction.Book, [5], ["offer"]),
        new("Before and after in Camas", "Monday it dripped, Tuesday it did not. Swipe for the dry one.\n\n#beforeandafter", ContentCategory.TeamPost, ContentStatus.Approved, CallToAction.None, [3, 4], ["repair"],
            "Monday: drip. Tuesday: dry. Swipe.\n\n#beforeandafter #plumbing #leakrepair #camaswa"),
        new("How long does a water heater last?", "Ten years is a good age for a tank. What shortens it, what lengthens it, and how to read the date on yours.", ContentCategory.BlogPost, ContentStatus.Approved, CallToAction.LearnMore, [1], ["water heater"]),
        new("Five stars from Felida", "“They called ahead, came on time and left the floor cleaner than before.” Thank you!", ContentCategory.Authority, ContentStatus.Approved, CallToAction.None, [0], ["review"]),
        new("Cover your outdoor taps", "The first frost comes overnight. A foam cover costs less than a coffee.\n\n#winterready", ContentCategory.Diy, ContentStatus.Approved, CallToAction.None, [6], ["winter", "tips"]),
        new("15 % off a new water heater", "Cold showers are for athletes. 15 % off a new tank with the code WARM15.", ContentCategory.Coupon, ContentStatus.Approved, CallToAction.Book, [1], ["offer"]),
        new("Sewer camera, explained", "What we see when we look, and why the look comes before the shovel.", ContentCategory.BlogPost, ContentStatus.Approved, CallToAction.LearnMore, [5], ["sewer"]),
        new("A day with the repipe crew", "Four people, one house, two days, no dust on the sofa.\n\n#repipe", ContentCategory.TeamPost, ContentStatus.Approved, CallToAction.None, [0, 2], ["crew"]),
        new("Emergency? Here is what to do first", "Main valve, power to the heater, a bucket, then us.", ContentCategory.AdContent, ContentStatus.Approved, CallToAction.Call, [6], ["emergency"]),
        new("Hard water in Battle Ground", "White crust on the kettle? The same grows in your pipes. Here is what helps.", ContentCategory.LocalRelevance, ContentStatus.NeedsApproval, CallToAction.LearnMore, [2], ["local"]),
        new("Thanksgiving and the disposal", "Peels, grease and turkey skin go in the bin. Your disposal says thank you.\n\n#thanksgiving", ContentCategory.Diy, ContentStatus.NeedsApproval, CallToAction.None, [3], ["holiday", "tips"]),
        new("Call us at any hour", "CALL NOW, DAY OR NIGHT, AT (360) 555-0142! WE ARE ALWAYS THERE.", ContentCategory.AdContent, ContentStatus.NeedsApproval, CallToAction.None, [7], ["emergency"]),
        new("Our new van", "Bluer, bigger, and with a heated seat for the apprentice.", ContentCategory.TeamPost, ContentStatus.NeedsApproval, CallToAction.None, [0], ["crew"]),
        new("Why we wear shoe covers", "We never leave a trace anywhere, ever.", ContentCategory.Authority, ContentStatus.Draft, CallToAction.None, [4], []),
        new("Tank or tankless?", "Both are right, for different houses. Three questions that decide it:", ContentCategory.BlogPost, ContentStatus.Draft, CallToAction.LearnMore, [], ["water heater"]),
        new("Ridgefield: new houses, old mains", "What the new street works mean for your pressure.", ContentCategory.LocalRelevance, ContentStatus.Draft, CallToAction.None, [], ["local"]),
        new("Banner for the home show", "Come see us in hall B.", ContentCategory.AdContent, ContentStatus.Draft, CallToAction.None, [7], ["event"]),
        new("Apprentice week", "Four days, four trades, one very tidy van.", ContentCategory.TeamPost, ContentStatus.Draft, CallToAction.None, [1], ["crew"]),
        new("Slow drain: three things to try", null, ContentCategory.Diy, ContentStatus.Idea, CallToAction.None, [], ["tips"]),
        new("Customer story: the otter", null, ContentCategory.Authority, ContentStatus.Idea, CallToAction.None, [], ["review"]),
        new("Coupon for the heat wave", null, ContentCategory.Coupon, ContentStatus.Idea, CallToAction.None, [], ["offer"]),
        new("Short film: the main valve", null, null, ContentStatus.Idea, CallToAction.None, [], []),
        new("Frozen pipes, what never to do", null, ContentCategory.Diy, ContentStatus.Idea, CallToAction.None, [6], ["winter"]),
    ];
}
