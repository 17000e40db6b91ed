namespace PlumbingOps.Data.Secrets;

/// <summary>
/// A column with sealed secrets. Nothing can be sealed but for one of these, so that a new key (<see cref="KeyRotation"/>) finds everything: what it
/// overlooked would be lost with the old key.
/// </summary>
public sealed class SealedColumn
{
    /// <summary>The key of a person's authenticator app.</summary>
    public static readonly SealedColumn AuthenticatorKey = new("identity", "second_factors", "user_id", "sealed_key");

    /// <summary>The tokens of the networks. The record's id is made of company, connection and kind.</summary>
    public static readonly SealedColumn AccountToken = new("app", "account_secrets", "id", "sealed");

    /// <summary>What a person brings back from a network's consent page, until they have chosen.</summary>
    public static readonly SealedColumn ConnectionRequest = new("app", "connection_requests", "id", "sealed");

    /// <summary>Every one of this house.</summary>
    public static readonly IReadOnlyList<SealedColumn> All = [AuthenticatorKey, AccountToken, ConnectionRequest];

    private SealedColumn(string schema, string table, string owner, string column) => (Schema, Table, Owner, Column) = (schema, table, owner, column);

    public string Schema { get; }
    public string Table { get; }

    /// <summary>The column that says whose secret it is; a unique uuid.</summary>
    public string Owner { get; }

    public string Column { get; }

    /// <summary>The one place where this owner's secret opens.</summary>
    public SecretPlace Of(Guid owner) => new($"{Table}|{owner}|{Column}");

    public override string ToString() => $"{Schema}.{Table}.{Column}";
}

/// <summary>Table, record and field a secret is sealed for.</summary>
public sealed record SecretPlace
{
    internal SecretPlace(string text) => Text = text;

    internal string Text { get; }
}
