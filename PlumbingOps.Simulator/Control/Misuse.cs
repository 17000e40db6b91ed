namespace PlumbingOps.Simulator.Control;

/// <summary>Says in a sentence what was wrong with a question to the simulator itself.</summary>
public sealed class Misuse(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception refusal) when (refusal is FormatException or System.Text.Json.JsonException && !context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(refusal.Message, context.RequestAborted);
        }
    }
}
