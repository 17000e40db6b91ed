using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace PlumbingOps.Tests.Support;

/// <summary>
/// bUnit asks for AngleSharp.Diffing 1.0, and the package feed has 0.17, which serves it as well. It lies in a folder of its own: beside the test
/// program the runtime would find the too old version by itself and give up before asking here.
/// </summary>
internal static class BunitCompanion
{
    [ModuleInitializer]
    internal static void Provide() =>
        AssemblyLoadContext.Default.Resolving += (context, name) => name.Name == "AngleSharp.Diffing"
            ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "compat", "AngleSharp.Diffing.dll"))
            : null;
}
