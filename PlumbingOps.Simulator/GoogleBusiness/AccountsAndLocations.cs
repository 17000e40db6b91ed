using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.GoogleBusiness;

/// <summary>What a person manages, over several accounts and pages, and why a location may not post.</summary>
public sealed class AccountsAndLocations(SimulatedWorld world, GoogleAccess access)
{
    private const int UsuallyAccounts = 20;
    private const int UsuallyLocations = 10;

    public Answer Accounts(Call call)
    {
        var person = access.Person(access.Token(call));
        var accounts = world.State.GoogleAccounts.Where(account => person.GoogleAccounts.Contains(account.Id)).ToList();
        return Answer.Json(GooglePaging.List(call, "accounts", accounts, UsuallyAccounts, world.Settings.AccountsPerPage, account => new JsonObject
        {
            ["name"] = $"accounts/{account.Id}",
            ["accountName"] = account.Name,
            ["type"] = account.Type,
            ["role"] = account.Role,
            ["verificationState"] = "VERIFIED",
        }));
    }

    public Answer Locations(Call call, string account)
    {
        var person = access.Person(access.Token(call));
        if (!person.GoogleAccounts.Contains(account))
        {
            throw GoogleError.Refuse("PERMISSION_DENIED");
        }

        var mask = (call["readMask"] ?? throw GoogleError.Refuse(
            "INVALID_ARGUMENT",
            null,
            new JsonObject
            {
                ["@type"] = "type.googleapis.com/google.rpc.BadRequest",
                ["fieldViolations"] = new JsonArray(new JsonObject { ["field"] = "read_mask", ["description"] = "read_mask is required" }),
            })).Split(',').Select(name => name.Trim()).ToHashSet();
        var locations = world.State.Locations.Values.Where(location => location.Account == account).ToList();
        var body = GooglePaging.List(call, "locations", locations, UsuallyLocations, world.Settings.AccountsPerPage, location => Node(location, mask));
        body["totalSize"] = locations.Count;
        return Answer.Json(body);
    }

    public Answer VoiceOfMerchant(Call call, string id)
    {
        var location = access.Location(call, id);
        var body = new JsonObject { ["hasVoiceOfMerchant"] = location.CanPost, ["hasBusinessAuthority"] = location.Obstacle is null or "complyWithGuidelines" };
        if (location.Obstacle is { } obstacle)
        {
            body[obstacle] = obstacle == "complyWithGuidelines" ? new JsonObject { ["recommendationReason"] = "BUSINESS_LOCATION_SUSPENDED" } : new JsonObject();
        }

        return Answer.Json(body);
    }

    private static JsonObject Node(GoogleLocation location, HashSet<string> mask)
    {
        var metadata = new JsonObject
        {
            ["placeId"] = $"ChIJsimulated{location.Id}",
            ["mapsUri"] = $"https://maps.example.com/?cid={location.Id}",
            ["newReviewUri"] = $"https://search.example.com/local/writereview?placeid=ChIJsimulated{location.Id}",
        };
        if (location.CanPost)
        {
            (metadata["canOperateLocalPost"], metadata["hasVoiceOfMerchant"]) = (true, true);
        }

        var all = new JsonObject
        {
            ["name"] = $"locations/{location.Id}",
            ["title"] = location.Title,
            ["storefrontAddress"] = new JsonObject { ["regionCode"] = "US", ["administrativeArea"] = "CA", ["addressLines"] = new JsonArray(location.Street) },
            ["websiteUri"] = "https://www.example.com/",
            ["phoneNumbers"] = new JsonObject { ["primaryPhone"] = location.Phone },
            ["metadata"] = metadata,
        };
        return new JsonObject(all.Where(pair => mask.Contains(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
    }
}
