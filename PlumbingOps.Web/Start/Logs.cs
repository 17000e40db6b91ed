using System.Globalization;
using System.Text.RegularExpressions;
using Serilog;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using Serilog.Formatting.Json;

namespace PlumbingOps.Web.Start;

/// <summary>A readable console, and lines of JSON in the data folder. Neither tells of persons or secrets.</summary>
public static class Logs
{
    private const int DaysKept = 14;
    private const long LargestFile = 50 * 1024 * 1024;
    private const string Readable = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj} {CorrelationId}{NewLine}{Exception}";

    /// <summary>Answers the logger of the start itself, before there are services.</summary>
    public static Microsoft.Extensions.Logging.ILogger AddLogs(this WebApplicationBuilder builder, HouseSettings settings)
    {
        var log = new LoggerConfiguration()
            .MinimumLevel.Information()
            // Its request lines hold addresses with tokens, and say little.
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            // Keys are encrypted by nobody: the database is the one place that holds them.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
            .Enrich.FromLogContext()
            .WriteTo.Console(new Redacted(new MessageTemplateTextFormatter(Readable, CultureInfo.InvariantCulture)))
            .WriteTo.File(
                new Redacted(new JsonFormatter(renderMessage: true, formatProvider: CultureInfo.InvariantCulture)), Path.Combine(settings.DataFolder, "logs", "plumbingops-.log"), rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: DaysKept, fileSizeLimitBytes: LargestFile, rollOnFileSizeLimit: true, shared: true)
            .CreateLogger();
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(log, dispose: true);
        using var start = LoggerFactory.Create(logging => logging.AddSerilog(log));
        return start.CreateLogger("PlumbingOps.Start");
    }

    /// <summary>Joins everything a request logs and changes under one id.</summary>
    public static IApplicationBuilder UseCorrelation(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var me = context.RequestServices.GetRequiredService<Shell.Me>();
        var logger = context.RequestServices.GetRequiredService<ILogger<Correlation>>();
        // The error page runs in a scope of its own and takes the id from here.
        context.TraceIdentifier = me.CorrelationId;
        context.Response.Headers["X-Correlation-Id"] = me.CorrelationId;
        using (logger.BeginScope(Correlation.Of(me)))
        {
            await next(context);
        }
    });
}

/// <summary>What is logged by mistake still does not reach the disk: mailboxes, phones, tokens, passwords.</summary>
public sealed partial class Redacted(ITextFormatter inner) : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var written = new StringWriter(CultureInfo.InvariantCulture);
        inner.Format(logEvent, written);
        output.Write(Redact(written.ToString()));
    }

    public static string Redact(string text) => Phone().Replace(Mailbox().Replace(Secret().Replace(text, "$1•••"), "•••@•••"), "•••-••••");

    [GeneratedRegex(@"((?:token|password|pwd|secret|api[_-]?key)(?:""?\s*[=:]\s*""?))[^\s;&""',}]+", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex(@"[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+")]
    private static partial Regex Mailbox();

    [GeneratedRegex(@"(?<![\w.-])(?:\+1[-. ]?)?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\w-])|\+1\d{10}(?!\d)")]
    private static partial Regex Phone();
}
