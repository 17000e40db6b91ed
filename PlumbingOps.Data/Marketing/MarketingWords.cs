namespace PlumbingOps.Data.Marketing;

/// <summary>Marketing's kinds as people say them, on every page and in every file alike.</summary>
public static class MarketingWords
{
    public static string InWords(this ContentCategory category) => category switch
    {
        ContentCategory.AdContent => "Ad",
        ContentCategory.TeamPost => "Team post",
        ContentCategory.Coupon => "Coupon",
        ContentCategory.Diy => "Do it yourself",
        ContentCategory.BlogPost => "Blog post",
        ContentCategory.Authority => "Authority",
        _ => "Local",
    };

    public static string InWords(this CallToAction action) => action switch
    {
        CallToAction.Call => "Call now",
        CallToAction.Book => "Book online",
        CallToAction.LearnMore => "Learn more",
        CallToAction.Order => "Order online",
        CallToAction.SignUp => "Sign up",
        _ => "None",
    };
}
