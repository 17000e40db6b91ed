using PlumbingOps.Web.Commands;

if (args is ["psql", ..])
{
    return await PsqlCommand.RunAsync(args[1..]);
}
var app = WebApplication.CreateBuilder(args).Build();
app.Run();
return 0;
