namespace PlumbingOps.Data.Database;

/// <param name="DataFolder">Where the house keeps its data; the server's is in a folder below.</param>
public sealed record PrivatePostgresSettings(string DataFolder)
{
    /// <summary>The folder of PostgreSQL's programs; null to look in the usual places.</summary>
    public string? BinariesFolder { get; init; } = Environment.GetEnvironmentVariable(PostgresBinaries.Setting);

    /// <summary>Off only for tests, whose data nobody will miss after a power cut.</summary>
    public bool Durable { get; init; } = true;
}
