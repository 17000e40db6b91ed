namespace PlumbingOps.Simulator.GoogleBusiness;

public static class GoogleHosts
{
    public const string Dialog = "accounts.google.com";
    public const string OAuth = "oauth2.googleapis.com";
    public const string Accounts = "mybusinessaccountmanagement.googleapis.com";
    public const string Information = "mybusinessbusinessinformation.googleapis.com";
    public const string Verifications = "mybusinessverifications.googleapis.com";
    public const string Performance = "businessprofileperformance.googleapis.com";

    /// <summary>The old API: posts and reviews.</summary>
    public const string MyBusiness = "mybusiness.googleapis.com";
}
