using System.Text;
using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.GoogleBusiness;
using PlumbingOps.Simulator.Graph;

namespace PlumbingOps.Simulator.Faults;

/// <summary>What a client gets instead of the true answer.</summary>
public static class Spoiling
{
    private const string Unheard = "SIMULATED_UNKNOWN_VALUE";
    private static readonly HashSet<string> Enums = ["status_code", "state", "video_status", "status", "starRating", "topicType", "media_type", "account_type", "type", "role"];

    /// <summary>Null when the true answer stays.</summary>
    public static Answer? Instead(Fault fault, Call call, Answer? truth)
    {
        var answer = fault.Kind switch
        {
            FaultKind.Answer => new Answer(fault.Status ?? 500, fault.Headers.GetValueOrDefault("Content-Type", Answer.JsonType), Encoding.UTF8.GetBytes(fault.Body ?? "")),
            FaultKind.GraphError => GraphError.Body(fault.Code, fault.Subcode, status: fault.Status),
            FaultKind.GoogleError => GoogleError.Body(fault.GoogleStatus!),
            FaultKind.ServerError => IsMetas(call) ? GraphError.Body(2) : GoogleError.Body("INTERNAL"),
            FaultKind.Throttle => Throttled(call),
            FaultKind.Html => Answer.Html("<!DOCTYPE html><html><head><title>Sorry</title></head><body><h1>Sorry, something went wrong.</h1></body></html>", fault.Status ?? 502),
            FaultKind.TruncatedJson => new Answer(truth!.Status, truth.ContentType, truth.Body[..(truth.Body.Length / 2)]),
            FaultKind.UnknownEnum => WithUnknownValues(truth!),
            _ => null,
        };
        foreach (var (name, value) in answer is null ? [] : fault.Headers.Where(header => header.Key != "Content-Type"))
        {
            answer!.Headers[name] = value;
        }

        return answer;
    }

    private static bool IsMetas(Call call) => call.Host is GraphHosts.Facebook or GraphHosts.Instagram or GraphHosts.InstagramLogin;

    private static Answer Throttled(Call call) =>
        !IsMetas(call) ? GoogleError.Body("RESOURCE_EXHAUSTED", null, GoogleError.Info("RATE_LIMIT_EXCEEDED", "googleapis.com"), GoogleError.Retry(1))
        : call.Path is [_, "media" or "media_publish"] || call.Host == GraphHosts.Instagram ? GraphError.Body(80002)
        : GraphError.Body(32);

    private static Answer WithUnknownValues(Answer truth)
    {
        if (!truth.IsJson || JsonNode.Parse(truth.Body) is not { } body)
        {
            return truth;
        }

        Replace(body);
        return Answer.Json(body, truth.Status);
    }

    private static void Replace(JsonNode node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list.OfType<JsonNode>())
            {
                Replace(item);
            }
        }
        else if (node is JsonObject fields)
        {
            foreach (var (name, value) in fields.ToList())
            {
                if (value is JsonValue plain && plain.TryGetValue<string>(out _) && Enums.Contains(name))
                {
                    fields[name] = Unheard;
                }
                else if (value is not null and not JsonValue)
                {
                    Replace(value);
                }
            }
        }
    }
}
