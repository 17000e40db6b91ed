using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PlumbingOps.Data.Database;

/// <summary>The database keeps the promises; a service turns a broken one into a sentence.</summary>
internal static class Violations
{
    public static bool Violates(this DbUpdateException e, string constraint) =>
        e.InnerException is PostgresException refused && refused.ConstraintName == constraint;
}
