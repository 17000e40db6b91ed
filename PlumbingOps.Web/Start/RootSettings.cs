namespace PlumbingOps.Web.Start;

public static class RootSettings
{
    /// <summary>
    /// appsettings.json lies at the top of the repository and is copied beside the program; under dotnet run the content root is the project's folder,
    /// where it is absent. Environment and command line still win.
    /// </summary>
    public static void AddRootSettings(this WebApplicationBuilder builder, string[] args)
    {
        builder.Configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: false, reloadOnChange: false);
        builder.Configuration.AddEnvironmentVariables();
        builder.Configuration.AddCommandLine(args);
    }
}
