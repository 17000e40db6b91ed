using System.Globalization;
using System.Text.Json.Nodes;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Publishing.GoogleBusiness;
using PlumbingOps.Data.Publishing.Graph;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Tests.Publishing;

/// <summary>Every refusal of PROVIDERS 7 and 15, and the class it belongs to on the way to a post and on the call that makes it public.</summary>
public class ErrorTableTests
{
    /// <summary>code/subcode, class on a read or preparation, class on a commit; the last words are part of the message.</summary>
    private const string Meta = """
        1            Retry           Unknown
        2            Retry           Unknown
        4            RateLimited     RateLimited
        17           RateLimited     RateLimited
        32           RateLimited     RateLimited
        80001        RateLimited     RateLimited
        80002        RateLimited     RateLimited
        613          RateLimited     RateLimited
        341          RateLimited     RateLimited
        368/1390008  NeedsAction     Unknown
        3            NeedsReconnect  NeedsReconnect
        10           NeedsReconnect  NeedsReconnect
        200          NeedsReconnect  NeedsReconnect
        299          NeedsReconnect  NeedsReconnect
        100          Permanent       Permanent
        100          Misconfigured   Misconfigured   Invalid appsecret_proof provided
        100/33       NotFound        Unknown
        102          NeedsReconnect  NeedsReconnect
        104          Misconfigured   Misconfigured
        190/458      NeedsReconnect  NeedsReconnect
        190/459      NeedsAction     NeedsAction
        190/464      NeedsAction     NeedsAction
        190/460      NeedsReconnect  NeedsReconnect
        190/463      NeedsReconnect  NeedsReconnect
        190/467      NeedsReconnect  NeedsReconnect
        190/492      NeedsReconnect  NeedsReconnect
        190          NeedsReconnect  NeedsReconnect
        190          NeedsAction     NeedsAction     Please log in to www.instagram.com
        190          NeedsAction     NeedsAction     Session key is malformed
        483          NeedsAction     NeedsAction
        506          Permanent       Unknown
        1609005      Permanent       Permanent
        1500         Permanent       Permanent
        200/1609008  Permanent       Permanent
        1366046      Permanent       Permanent
        1366051      Retry           Unknown
        1404078      NeedsAction     NeedsAction
        4854002      NeedsAction     NeedsAction
        1346003      Permanent       Permanent
        1404102      Permanent       Permanent
        1404112      Permanent       Permanent
        -2/2207003   Retry           Retry
        -2/2207020   Retry           Retry
        -1/2207001   Retry           Unknown
        -1/2207032   Retry           Retry
        -1/2207053   Retry           Retry
        -1/2207082   Retry           Retry
        1/2207057    Permanent       Permanent
        4/2207051    RateLimited     Unknown
        9/2207042    RateLimited     RateLimited
        24/2207006   Retry           Retry
        24/2207008   Retry           Unknown
        25/2207050   NeedsAction     NeedsAction
        100/2207023  Misconfigured   Misconfigured
        100/2207028  Permanent       Permanent
        100/2207035  Permanent       Permanent
        100/2207036  Permanent       Permanent
        100/2207037  Permanent       Permanent
        100/2207040  Permanent       Permanent
        352/2207026  Permanent       Permanent
        9004/2207052 Retry           Retry
        9007/2207027 Retry           Retry
        36000/2207004 Permanent      Permanent
        36001/2207005 Permanent      Permanent
        36003/2207009 Permanent      Permanent
        36004/2207010 Permanent      Permanent
        -1/2207077   Retry           Retry
        100/2207081  Permanent       Permanent
        """;

    private const string Google = """
        400 INVALID_ARGUMENT -                              Permanent       Permanent
        400 INVALID_ARGUMENT image                          Retry           Retry
        400 FAILED_PRECONDITION -                           NeedsAction     NeedsAction
        401 UNAUTHENTICATED -                               NeedsReconnect  NeedsReconnect
        403 PERMISSION_DENIED SERVICE_DISABLED              Misconfigured   Misconfigured
        403 PERMISSION_DENIED ACCESS_TOKEN_SCOPE_INSUFFICIENT NeedsReconnect NeedsReconnect
        403 PERMISSION_DENIED -                             NeedsAction     NeedsAction
        404 NOT_FOUND -                                     NotFound        Permanent
        409 ABORTED -                                       Retry           Unknown
        409 ALREADY_EXISTS -                                Retry           Unknown
        429 RESOURCE_EXHAUSTED RATE_LIMIT_EXCEEDED          RateLimited     RateLimited
        429 RESOURCE_EXHAUSTED zero                         Misconfigured   Misconfigured
        500 INTERNAL -                                      Retry           Unknown
        503 UNAVAILABLE -                                   Retry           Unknown
        504 DEADLINE_EXCEEDED -                             Retry           Unknown
        404 html -                                          NotFound        Permanent
        502 html -                                          Retry           Unknown
        200 html -                                          Retry           Unknown
        """;

    public static TheoryData<string> MetaRows => [.. Lines(Meta)];

    public static TheoryData<string> GoogleRows => [.. Lines(Google)];

    [Theory, MemberData(nameof(MetaRows))]
    public void Every_refusal_of_Meta_has_its_class(string row)
    {
        var words = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var codes = words[0].Split('/');
        var error = new JsonObject { ["code"] = int.Parse(codes[0], CultureInfo.InvariantCulture), ["message"] = words.Length > 3 ? string.Join(' ', words[3..]) : "As the network says", ["fbtrace_id"] = "A1" };
        if (codes.Length > 1)
        {
            error["error_subcode"] = int.Parse(codes[1], CultureInfo.InvariantCulture);
        }

        var reply = new ProviderReply(400, new JsonObject { ["error"] = error }, new Dictionary<string, string>(), null);
        var (prepare, commit) = (GraphErrors.Classify(reply, PublishStep.Prepare), GraphErrors.Classify(reply, PublishStep.Commit));

        Assert.Equal((words[1], words[2]), ($"{prepare.Outcome}", $"{commit.Outcome}"));
        Assert.All([prepare, commit], answer => Assert.True(answer is { Code: { } code, Cause.Length: > 0, NextStep.Length: > 0, Trace: "A1" } && code == words[0]));
    }

    [Theory, MemberData(nameof(GoogleRows))]
    public void Every_refusal_of_Google_has_its_class(string row)
    {
        var words = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var details = words[2] switch
        {
            "-" => new JsonArray(),
            "image" => [new JsonObject { ["errorDetails"] = new JsonArray(new JsonObject { ["field"] = "media", ["message"] = "Fetching image failed." }) }],
            "zero" => [new JsonObject { ["reason"] = "RATE_LIMIT_EXCEEDED", ["metadata"] = new JsonObject { ["quota_limit_value"] = "0" } }],
            var reason => [new JsonObject { ["reason"] = reason }],
        };
        var status = int.Parse(words[0], CultureInfo.InvariantCulture);
        JsonNode? body = words[1] == "html" ? null : new JsonObject { ["error"] = new JsonObject { ["code"] = status, ["message"] = "As Google says", ["status"] = words[1], ["details"] = details } };
        var reply = new ProviderReply(status, body, new Dictionary<string, string>(), null);
        var (prepare, commit) = (GoogleErrors.Classify(reply, PublishStep.Prepare), GoogleErrors.Classify(reply, PublishStep.Commit));

        Assert.Equal((words[3], words[4]), ($"{prepare.Outcome}", $"{commit.Outcome}"));
        Assert.All([prepare, commit], answer => Assert.True(answer is { Cause.Length: > 0, NextStep.Length: > 0 }));
    }

    [Theory]
    [InlineData(ReplyFault.TimedOut, PublishOutcome.Retry, PublishOutcome.Unknown)]
    [InlineData(ReplyFault.Dropped, PublishOutcome.Retry, PublishOutcome.Unknown)]
    [InlineData(ReplyFault.NotConnected, PublishOutcome.Retry, PublishOutcome.Retry)]
    [InlineData(ReplyFault.NotSent, PublishOutcome.Retry, PublishOutcome.Retry)]
    public void Silence_on_a_commit_is_an_open_question_unless_nothing_left(ReplyFault fault, PublishOutcome prepare, PublishOutcome commit)
    {
        var reply = ProviderReply.Silent(fault);

        Assert.Equal(prepare, GraphErrors.Classify(reply, PublishStep.Prepare).Outcome);
        Assert.Equal(commit, GraphErrors.Classify(reply, PublishStep.Commit).Outcome);
        Assert.Equal(prepare, GoogleErrors.Classify(reply, PublishStep.Prepare).Outcome);
        Assert.Equal(commit, GoogleErrors.Classify(reply, PublishStep.Commit).Outcome);
    }

    [Theory]
    [InlineData("invalid_grant", 400, PublishOutcome.NeedsReconnect)]
    [InlineData("invalid_client", 401, PublishOutcome.Misconfigured)]
    [InlineData("internal_failure", 500, PublishOutcome.Retry)]
    public void Googles_token_endpoint_has_its_own_words(string word, int status, PublishOutcome outcome) =>
        Assert.Equal(outcome, GoogleErrors.Classify(new ProviderReply(status, new JsonObject { ["error"] = word }, new Dictionary<string, string>(), null), PublishStep.Check).Outcome);

    [Fact]
    public void The_proof_of_a_token_is_the_documented_one() =>
        Assert.Equal("1d7fe09dfd9e395b0291159842c0332b0b7b3fdcf64c59b772b262e9f1eb3ee5", GraphClient.Proof(new SecretText("EAAfakePageToken"), new SecretText("fake-app-secret")));

    [Theory]
    [InlineData("Wrap your pipes", "Wrap  your\npipes ", true)]
    [InlineData("Cafe\u0301", "Caf\u00e9", true)]
    [InlineData("See https://h2o.example.com/a", "See https://l.facebook.com/l.php?u=https%3A%2F%2Fh2o.example.com%2Fa&h=AT0", true)]
    [InlineData("Wrap your pipes", "Wrap your pipe", false)]
    public void The_same_text_is_known_again(string ours, string theirs, bool same) => Assert.Equal(same, SameText.Is(ours, theirs));

    private static IEnumerable<string> Lines(string table) => table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
