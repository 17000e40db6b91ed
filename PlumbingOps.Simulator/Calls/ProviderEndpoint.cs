using Microsoft.AspNetCore.Connections;
using PlumbingOps.Simulator.Faults;
using PlumbingOps.Simulator.GoogleBusiness;
using PlumbingOps.Simulator.Graph;
using PlumbingOps.Simulator.Media;
using PlumbingOps.Simulator.Pages;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Calls;

/// <summary>A request's way: read, written down, perhaps struck by a fault, done under the world's lock, answered or not.</summary>
public sealed class ProviderEndpoint(
    SimulatedWorld world, FaultQueue faults, MediaFetcher media, GraphRoutes graph, GoogleRoutes google, UsageHeaders usage, Consent consent, ConsentPages consentPages)
{
    private long last;

    public async Task HandleAsync(HttpContext context)
    {
        Call call;
        try
        {
            call = await CallReader.ReadAsync(context, Interlocked.Increment(ref last));
        }
        catch (BadHttpRequestException refusal)
        {
            context.Response.StatusCode = refusal.StatusCode;
            return;
        }
        catch (Exception e) when (e is IOException or ConnectionResetException)
        {
            // The client was gone before the request was whole, so nothing was asked.
            return;
        }

        var fault = faults.Take(call);
        WriteDown(call, fault);
        await DelayAsync(fault, afterCommit: false);
        var truth = fault is { RunsTheRequest: false } ? null : await AnswerAsync(call);
        await DelayAsync(fault, afterCommit: true);
        await ReplyAsync(context, call, fault, truth);
    }

    private async Task<Answer> AnswerAsync(Call call)
    {
        try
        {
            if (ConsentPages.IsOne(call))
            {
                return call.Method == "POST" ? world.Do(() => consent.Decide(call)) : await consentPages.ShowAsync(call);
            }

            await media.FetchForAsync(call);
            return world.Do(() => Route(call));
        }
        catch (RefusalException refusal)
        {
            return refusal.Answer;
        }
    }

    private Answer Route(Call call)
    {
        Answer answer;
        try
        {
            answer = call.Host switch
            {
                GraphHosts.Facebook => graph.Facebook(call),
                GraphHosts.Instagram => graph.Instagram(call),
                GraphHosts.InstagramLogin => graph.InstagramLogin(call),
                _ => google.Route(call),
            };
        }
        catch (RefusalException refusal)
        {
            answer = refusal.Answer;
        }

        if (call.Host is GraphHosts.Facebook or GraphHosts.Instagram)
        {
            usage.AddTo(answer, call);
        }

        return answer;
    }

    private async Task ReplyAsync(HttpContext context, Call call, Fault? fault, Answer? truth)
    {
        var answer = (fault is null ? null : Spoiling.Instead(fault, call, truth)) ?? truth;
        var isDropped = fault?.Kind is FaultKind.Fin or FaultKind.Reset;
        world.Ledger.Append(new LedgerRow
        {
            Kind = LedgerKinds.Answer,
            Request = call.Number,
            Status = isDropped ? null : answer!.Status,
            Fault = fault?.Name,
            Detail = isDropped ? "the connection ended without an answer" : null,
        });
        switch (fault?.Kind)
        {
            case FaultKind.Reset:
                Disconnect.Reset(context);
                return;
            case FaultKind.Fin:
                await Disconnect.FinAsync(context);
                return;
        }

        context.Response.StatusCode = answer!.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (fault?.Kind == FaultKind.CutOff)
        {
            await Disconnect.CutOffAsync(context, answer.Body);
            return;
        }

        context.Response.ContentLength = answer.Body.Length;
        // A client that has gone by now changes nothing: Kestrel drops what nobody reads.
        await context.Response.Body.WriteAsync(answer.Body, CancellationToken.None);
    }

    private void WriteDown(Call call, Fault? fault) => world.Ledger.Append(new LedgerRow
    {
        Kind = LedgerKinds.Request,
        Request = call.Number,
        Method = call.Method,
        Path = $"{call.Host}/{call.FullPath}",
        Parameters = Masking.Mask(call.Parameters, call.Bearer),
        HasBody = call.HasBody,
        Fault = fault?.Name,
    });

    private static Task DelayAsync(Fault? fault, bool afterCommit) =>
        fault is { DelayMilliseconds: > 0 } && fault.AfterCommit == afterCommit ? Task.Delay(fault.DelayMilliseconds) : Task.CompletedTask;
}
