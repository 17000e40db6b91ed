using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Data.Publishing.Graph;

/// <summary>Calls to one of Meta's two Graph hosts: the token in the header, its proof beside it, everything else in a form or, when reading, in the query.</summary>
public sealed class GraphClient(Uri host, string version, SecretText? appSecret, ProviderCalls calls)
{
    public Task<ProviderReply> GetAsync(string path, SecretText token, CancellationToken cancellationToken, params (string Name, string? Value)[] query) =>
        SendAsync(HttpMethod.Get, path, token, query, cancellationToken);

    /// <summary>A preparation: nothing of it is public.</summary>
    public Task<ProviderReply> PrepareAsync(string path, SecretText token, CancellationToken cancellationToken, params (string Name, string? Value)[] form) =>
        SendAsync(HttpMethod.Post, path, token, form, cancellationToken);

    public async Task<ProviderReply> CommitAsync(string path, SecretText token, CommitGuard guard, CancellationToken cancellationToken, params (string Name, string? Value)[] form)
    {
        using var request = Request(HttpMethod.Post, path, token, form);
        return await calls.CommitAsync(request, guard, cancellationToken);
    }

    /// <summary>Of the same app, on the other host's terms: what its owner may ask without an account's token.</summary>
    public async Task<ProviderReply> SendAsync(HttpMethod method, string path, SecretText? token, (string Name, string? Value)[] fields, CancellationToken cancellationToken)
    {
        using var request = Request(method, path, token, fields);
        return await calls.SendAsync(request, cancellationToken);
    }

    public static string Proof(SecretText token, SecretText appSecret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(appSecret.Reveal()), Encoding.UTF8.GetBytes(token.Reveal())));

    private HttpRequestMessage Request(HttpMethod method, string path, SecretText? token, (string Name, string? Value)[] fields)
    {
        var all = fields.Where(f => f.Value is not null).Select(f => KeyValuePair.Create(f.Name, f.Value!)).ToList();
        if (token is not null && appSecret is not null)
        {
            all.Add(KeyValuePair.Create("appsecret_proof", Proof(token, appSecret)));
        }

        var request = method == HttpMethod.Post
            ? new HttpRequestMessage(method, new Uri(host, $"{version}/{path}")) { Content = new FormUrlEncodedContent(all) }
            : new HttpRequestMessage(method, new Uri(host, $"{version}/{path}?{string.Join('&', all.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"))}"));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token.Reveal());
        return request;
    }
}
