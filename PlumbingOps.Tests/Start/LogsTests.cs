using PlumbingOps.Web.Start;
using Serilog;
using Serilog.Formatting.Json;

namespace PlumbingOps.Tests.Start;

public class LogsTests
{
    [Theory]
    [InlineData("Request GET /set-up?token=UqZmGgFdZNci4B4ENb-WWA6U finished", "UqZmGgFd")]
    [InlineData("Host=db;Username=app;Password=hunter2hunter2;Database=x", "hunter2")]
    [InlineData("{\"password\": \"hunter2hunter2\"}", "hunter2")]
    [InlineData("mail to ann.example@example.com failed", "ann.example")]
    [InlineData("calling (360) 555-0100 now", "555-0100")]
    [InlineData("calling 360-555-0100 now", "555-0100")]
    [InlineData("calling +13605550100 now", "5550100")]
    public void Secrets_and_persons_do_not_reach_a_log(string line, string canary) =>
        Assert.DoesNotContain(canary, Redacted.Redact(line), StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"Timestamp\":\"2026-11-21T09:37:53.9302571+00:00\",\"Level\":\"Information\"}")]
    [InlineData("PostgreSQL started as process 18475 on port 54321")]
    [InlineData("CorrelationId 01a1fd7879cb73199496cc832ad9513e, id 0196f0a2-1111-7222-8333-444455556666")]
    public void What_is_neither_stays_readable(string line) => Assert.Equal(line, Redacted.Redact(line));

    [Fact]
    public void Properties_and_exceptions_are_redacted_too()
    {
        using var written = new StringWriter();
        using var log = new LoggerConfiguration().WriteTo.Sink(new Lines(new Redacted(new JsonFormatter()), written)).CreateLogger();

        log.Error(new InvalidOperationException("for ann@example.com"), "Sending to {Address} failed", "bob@example.com");

        Assert.DoesNotContain("example.com", written.ToString(), StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", written.ToString(), StringComparison.Ordinal);
    }

    private sealed class Lines(Serilog.Formatting.ITextFormatter formatter, TextWriter output) : Serilog.Core.ILogEventSink
    {
        public void Emit(Serilog.Events.LogEvent logEvent) => formatter.Format(logEvent, output);
    }
}
