using System.Text.Json;
using System.Text.Json.Serialization;

namespace PlumbingOps.Simulator.Control;

public static class ControlJson
{
    public static readonly JsonSerializerOptions Options = Make();

    public static void Apply(JsonSerializerOptions options) => options.Converters.Add(new JsonStringEnumConverter());

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        return options;
    }
}
