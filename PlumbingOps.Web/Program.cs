using PlumbingOps.Web.Commands;
using PlumbingOps.Web.Shell;

if (args is ["psql", ..])
{
    return await PsqlCommand.RunAsync(args[1..]);
}

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddShell();

var app = builder.Build();
app.UseSecurityHeaders();
app.UseExceptionHandler(Urls.Error, createScopeForErrors: true);
app.UseStatusCodePagesWithReExecute(Urls.NotFound, createScopeForStatusCodePages: true);
app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
app.Run();
return 0;
