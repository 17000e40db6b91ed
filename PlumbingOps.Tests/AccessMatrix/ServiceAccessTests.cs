using System.Reflection;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.AccessMatrix;

/// <summary>Every service method × every role × own, unknown and foreign records, against <see cref="AccessTable"/>.</summary>
public sealed class ServiceAccessTests(MatrixOffice office) : IClassFixture<MatrixOffice>
{
    private static readonly IReadOnlyDictionary<string, AccessRow> Table = AccessRow.Read(AccessTable.Services);

    public static TheoryData<string> AllNames => [.. ServiceMethod.All.Select(method => method.Name).Distinct()];

    [Fact]
    public void The_table_and_the_services_name_the_same_methods()
    {
        var names = ServiceMethod.All.Select(method => method.Name).ToHashSet();

        Assert.True(names.Count > 100, "The services were not found.");
        AccessRow.None(names.Except(Table.Keys).Select(name => $"{name} has no row in AccessTable.Services"));
        AccessRow.None(Table.Keys.Except(names).Select(name => $"{name} is in AccessTable.Services and in no service"));
    }

    [Fact]
    public void Every_parameter_that_names_a_record_says_of_which_kind()
    {
        var silent = from method in ServiceMethod.All
                     where Table.ContainsKey(method.Name)
                     from parameter in method.Ids
                     where Kind(method, parameter) is not { } kind || !office.Knows(kind)
                     select $"{method.Name}: add {parameter.Name}=<kind of record> to its row";

        AccessRow.None(silent);
    }

    [Theory, MemberData(nameof(AllNames))]
    public async Task Only_the_roles_of_the_table_may(string name)
    {
        var may = new List<string>();
        foreach (var method in ServiceMethod.All.Where(method => method.Name == name))
        {
            foreach (var (role, actor) in office.Cast)
            {
                if (!ServiceMethod.IsRefusalOfRole(await method.CallAsync(Service(method), actor, parameter => Unknown(method, parameter))))
                {
                    may.Add(role);
                }
            }
        }

        Assert.Equal($"{name} {AccessRow.InWords(Table.GetValueOrDefault(name)?.Roles ?? new HashSet<string>())}", $"{name} {AccessRow.InWords(may)}");
    }

    [Theory, MemberData(nameof(AllNames))]
    public async Task Another_companys_record_answers_like_an_unknown_one_and_stays_as_it_is(string name)
    {
        const string Footprints = "select count(*) from history.changes where tenant_id = 'all_county'";
        var before = await Sql.AskAsync<long>(office.Office.Connections.Admin!, Footprints);
        foreach (var method in ServiceMethod.All.Where(method => method.Name == name && method.Ids.Any(parameter => !MatrixOffice.IsShared(Kind(method, parameter) ?? ""))))
        {
            foreach (var (role, actor) in office.Others)
            {
                var unknown = await method.CallAsync(Service(method), actor, parameter => Unknown(method, parameter));
                var foreign = await method.CallAsync(Service(method), actor, parameter => office.Record(Kind(method, parameter)!));

                Assert.Equal($"{role}: {unknown}", $"{role}: {foreign}");
            }
        }

        Assert.Equal(before, await Sql.AskAsync<long>(office.Office.Connections.Admin!, Footprints));
    }

    private object Service(ServiceMethod method) => office.Office.Make(method.Service);

    private static string? Kind(ServiceMethod method, ParameterInfo parameter) =>
        Table.GetValueOrDefault(method.Name)?.Records.GetValueOrDefault(parameter.Name!) ?? (parameter.ParameterType == typeof(string) ? "company" : null);

    /// <summary>What the companies share exists; the rest names nothing.</summary>
    private object Unknown(ServiceMethod method, ParameterInfo parameter) =>
        Kind(method, parameter) is { } kind && office.Knows(kind) && MatrixOffice.IsShared(kind) ? office.Record(kind)
        : parameter.ParameterType == typeof(string) ? MatrixOffice.Unknown
        : Guid.Parse("00000000-0000-7000-8000-000000000001");
}
