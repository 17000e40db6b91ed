using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Graph;

/// <summary>How much of the pool is used up, on every answer, refusals included.</summary>
public sealed class UsageHeaders(SimulatedWorld world)
{
    public const string App = "X-App-Usage";
    public const string BusinessUseCase = "X-Business-Use-Case-Usage";

    public void AddTo(Answer answer, Call call)
    {
        if (call.Token is not { } token)
        {
            return;
        }

        if (token.Kind == TokenKind.FacebookPage || (token.Kind == TokenKind.Instagram && token.Account is not null))
        {
            var type = token.Kind == TokenKind.Instagram || call.Path is [_, "media" or "media_publish" or "content_publishing_limit"] ? "instagram" : "pages";
            var usage = Percent(token.Account!);
            usage.Insert(0, "type", type);
            usage["estimated_time_to_regain_access"] = world.Settings.Usage.GetValueOrDefault(token.Account!) >= 100 ? world.Settings.RegainMinutes : 0;
            answer.Headers[BusinessUseCase] = new JsonObject { [token.Account!] = new JsonArray(usage) }.ToJsonString();
        }
        else
        {
            answer.Headers[App] = Percent("app").ToJsonString();
        }
    }

    private JsonObject Percent(string pool)
    {
        var percent = world.Settings.Usage.GetValueOrDefault(pool, 1);
        return new JsonObject { ["call_count"] = percent, ["total_cputime"] = percent / 4, ["total_time"] = percent / 4 };
    }
}
