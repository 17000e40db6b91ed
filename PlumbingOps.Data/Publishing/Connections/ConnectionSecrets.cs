using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Data.Publishing.Connections;

/// <summary>
/// Tokens in and out of the database. A record's id is made of its company, connection and kind, and what is sealed is sealed for that id: moved to
/// another company's, another account's or another field's row, a token opens nowhere.
/// </summary>
public sealed class ConnectionSecrets(SecretBox box, TimeProvider clock)
{
    public async Task<SecretText?> FindAsync(AppDbContext db, AccountConnection connection, SecretKind kind, CancellationToken cancellationToken = default)
    {
        var id = IdOf(connection.TenantId, connection.Id, kind);
        var sealedToken = await db.AccountSecrets.Where(s => s.Id == id && s.ConnectionId == connection.Id && s.Kind == kind).Select(s => s.Sealed).FirstOrDefaultAsync(cancellationToken);
        return sealedToken is null ? null : Open(sealedToken, id);
    }

    /// <summary>The tokens of one kind of many connections, by connection. What cannot be opened is missing: whoever asks for that one alone is told why.</summary>
    public async Task<IReadOnlyDictionary<Guid, SecretText>> FindAsync(AppDbContext db, IReadOnlyCollection<AccountConnection> connections, SecretKind kind, CancellationToken cancellationToken = default)
    {
        var ids = connections.Select(c => IdOf(c.TenantId, c.Id, kind)).ToList();
        var stored = await db.AccountSecrets.Where(s => ids.Contains(s.Id) && s.Kind == kind).Select(s => new { s.Id, s.ConnectionId, s.Sealed }).ToListAsync(cancellationToken);
        var opened = new Dictionary<Guid, SecretText>();
        foreach (var secret in stored)
        {
            try
            {
                opened[secret.ConnectionId] = Open(secret.Sealed, secret.Id);
            }
            catch (SecretLostException)
            {
                // Said by the single question that follows.
            }
        }

        return opened;
    }

    /// <summary>The caller saves.</summary>
    public async Task StoreAsync(AppDbContext db, AccountConnection connection, SecretKind kind, SecretText token, CancellationToken cancellationToken = default)
    {
        var id = IdOf(connection.TenantId, connection.Id, kind);
        var stored = await db.AccountSecrets.FindAsync([id], cancellationToken)
            ?? db.AccountSecrets.Add(new AccountSecret { Id = id, TenantId = connection.TenantId, ConnectionId = connection.Id, Kind = kind, Sealed = "" }).Entity;
        (stored.Sealed, stored.ChangedAt) = (box.Seal(Encoding.UTF8.GetBytes(token.Reveal()), SealedColumn.AccountToken.Of(id)), clock.GetUtcNow());
    }

    public static async Task ForgetAsync(AppDbContext db, AccountConnection connection, CancellationToken cancellationToken = default) =>
        await db.AccountSecrets.Where(s => s.ConnectionId == connection.Id).ExecuteDeleteAsync(cancellationToken);

    private SecretText Open(string sealedToken, Guid id) => new(Encoding.UTF8.GetString(box.Open(sealedToken, SealedColumn.AccountToken.Of(id))));

    internal static Guid IdOf(string tenantId, Guid connectionId, SecretKind kind) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{tenantId}|{connectionId}|{kind}")).AsSpan(0, 16));
}
