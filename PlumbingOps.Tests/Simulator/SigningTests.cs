using System.Text;
using PlumbingOps.Simulator.Tokens;

namespace PlumbingOps.Tests.Simulator;

/// <summary>The published vectors; secrets and tokens in them are made up.</summary>
public class SigningTests
{
    private const string Secret = "fake-app-secret";

    [Fact]
    public void The_proof_of_the_app_secret_is_the_documented_one() =>
        Assert.Equal("1d7fe09dfd9e395b0291159842c0332b0b7b3fdcf64c59b772b262e9f1eb3ee5", Signing.AppSecretProof("EAAfakePageToken", Secret));

    [Fact]
    public void A_webhook_is_signed_over_its_raw_bytes()
    {
        const string Body = """{"object":"page","entry":[{"id":"100000000000001","time":1700000000,"changes":[{"field":"feed","value":{"item":"status","verb":"add","published":1,"post_id":"100000000000001_555"}}]}]}""";

        Assert.Equal("sha256=5f5d0de7d3c3fb7e5b24629507221d9cee4133c9aeaa50230bf19d6fb2425464", Signing.HubSignature(Encoding.UTF8.GetBytes(Body), Secret));
    }

    [Fact]
    public void A_signed_request_is_signed_over_its_encoded_payload() => Assert.Equal(
        "KMcjUVo_3SjhKkd4QrTpKWuIPMcHn71c4h3FgNsN4Dw.eyJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsImlzc3VlZF9hdCI6MTcwMDAwMDAwMCwidXNlcl9pZCI6IjIxODQ3MSJ9",
        Signing.SignedRequest("""{"algorithm":"HMAC-SHA256","issued_at":1700000000,"user_id":"218471"}""", Secret));

    [Fact]
    public void The_challenge_is_the_one_of_RFC_7636() =>
        Assert.Equal("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", Signing.PkceChallenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
}
