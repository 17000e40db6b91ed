namespace PlumbingOps.Data.Publishing.Connections;

internal static class SignInWords
{
    public static Uri At(Uri host, string path, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var parts = new List<string>();
        foreach (var (name, value) in query)
        {
            if (value is not null)
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        return new Uri(host, $"{path}?{string.Join('&', parts)}");
    }

    public static ProviderAnswer Missing(IEnumerable<string> scopes) => new(PublishOutcome.NeedsReconnect)
    {
        Code = "rights",
        Cause = $"Not everything was granted. Missing: {string.Join(", ", scopes)}.",
        NextStep = "Connect again and leave all boxes ticked.",
    };
}
