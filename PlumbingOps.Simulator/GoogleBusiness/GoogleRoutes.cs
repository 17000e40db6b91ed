using PlumbingOps.Simulator.Calls;

namespace PlumbingOps.Simulator.GoogleBusiness;

/// <summary>What each Google address means. What no API knows is answered with a page, not with JSON: the short parent on v4 above all.</summary>
public sealed class GoogleRoutes(GoogleSignIn signIn, AccountsAndLocations accounts, LocalPosts posts, Reviews reviews, Performance performance)
{
    private const string SeriesVerb = ":fetchMultiDailyMetricsTimeSeries";

    public Answer Route(Call call) => (call.Host, call.Method, call.Path) switch
    {
        (GoogleHosts.OAuth, "POST", ["token"]) => signIn.Token(call),
        (GoogleHosts.OAuth, "POST", ["revoke"]) => signIn.Revoke(call),
        (GoogleHosts.Accounts, "GET", ["v1", "accounts"]) => accounts.Accounts(call),
        (GoogleHosts.Information, "GET", ["v1", "accounts", var a, "locations"]) => accounts.Locations(call, a),
        (GoogleHosts.Verifications, "GET", ["v1", "locations", var l, "VoiceOfMerchantState"]) => accounts.VoiceOfMerchant(call, l),
        (GoogleHosts.Performance, "GET", ["v1", "locations", var l]) when l.EndsWith(SeriesVerb, StringComparison.Ordinal) => performance.Series(call, l[..^SeriesVerb.Length]),
        (GoogleHosts.MyBusiness, "POST", ["v4", "accounts", var a, "locations", var l, "localPosts"]) => posts.Create(call, a, l),
        (GoogleHosts.MyBusiness, "GET", ["v4", "accounts", var a, "locations", var l, "localPosts"]) => posts.List(call, a, l),
        (GoogleHosts.MyBusiness, "GET", ["v4", "accounts", var a, "locations", var l, "localPosts", var p]) => posts.Get(call, a, l, p),
        (GoogleHosts.MyBusiness, "PATCH", ["v4", "accounts", var a, "locations", var l, "localPosts", var p]) => posts.Patch(call, a, l, p),
        (GoogleHosts.MyBusiness, "DELETE", ["v4", "accounts", var a, "locations", var l, "localPosts", var p]) => posts.Delete(call, a, l, p),
        (GoogleHosts.MyBusiness, "GET", ["v4", "accounts", var a, "locations", var l, "reviews"]) => reviews.List(call, a, l),
        (GoogleHosts.MyBusiness, "GET", ["v4", "accounts", var a, "locations", var l, "reviews", var r]) => reviews.Get(call, a, l, r),
        (GoogleHosts.MyBusiness, "PUT", ["v4", "accounts", var a, "locations", var l, "reviews", var r, "reply"]) => reviews.Reply(call, a, l, r),
        (GoogleHosts.MyBusiness, "DELETE", ["v4", "accounts", var a, "locations", var l, "reviews", var r, "reply"]) => reviews.DeleteReply(call, a, l, r),
        _ => throw GoogleError.NoSuchAddress(call.FullPath),
    };
}
