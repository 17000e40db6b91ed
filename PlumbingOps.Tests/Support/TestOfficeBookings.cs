namespace PlumbingOps.Tests.Support;

/// <summary>For tests that book one technician over and over and care for something else.</summary>
internal static class TestOfficeBookings
{
    /// <summary>Every booking of this office has its reason to be at two places at once.</summary>
    public static async Task LetPeopleBeAnywhereAsync(this TestOffice office)
    {
        var database = new Npgsql.NpgsqlConnectionStringBuilder(office.Connections.Admin!).Database;
        await Sql.RunAsync(office.Connections.Admin!, $"alter database \"{database}\" set app.overlap_reason = 'The test looks at something else'");
        office.Get<Npgsql.NpgsqlDataSource>().Clear();
    }
}
