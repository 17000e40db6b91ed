using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Tests.Support;

/// <summary>Where the pictures of tests lie: one folder for the whole run, gone with it.</summary>
internal static class TestFiles
{
    private static readonly Lazy<FolderFileStore> Store = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("plumbingops-files-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        return new FolderFileStore(folder.FullName);
    });

    /// <summary>What a house has beside its database.</summary>
    public static IServiceCollection AddTestFiles(this IServiceCollection services) =>
        services.AddSingleton<IFileStore>(_ => Store.Value).AddSingleton(_ => SecretKeys.ForThisProcess());
}
