using PlumbingOps.Web.Shell;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddShell();

var app = builder.Build();
app.UseSecurityHeaders();
app.UseStatusCodePagesWithReExecute(Urls.NotFound, createScopeForStatusCodePages: true);
app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
app.Run();
