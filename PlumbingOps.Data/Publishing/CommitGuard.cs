using System.Net;

namespace PlumbingOps.Data.Publishing;

/// <summary>
/// Until when a commit call may leave this process. Whoever was stopped for longer than the lease wakes up without knowing; by then another process may
/// have looked for the post and not found it. So the last thing before the bytes leave is a look at a clock that a stop does not stop.
/// </summary>
public sealed class CommitGuard(TimeProvider clock, TimeSpan left)
{
    private readonly long began = clock.GetTimestamp();

    public bool IsOver => clock.GetElapsedTime(began) >= left;

    /// <summary>True once the bytes were handed to the connection: from here on nobody knows.</summary>
    public bool HasLeft { get; private set; }

    /// <summary>The body asks the guard itself, after the connection is there and the header is on its way: a request without its body is not carried out.</summary>
    public HttpContent Guard(HttpContent content) => new GuardedContent(content, this);

    private void Pass()
    {
        if (IsOver)
        {
            throw new CommitRefusedException();
        }

        HasLeft = true;
    }

    private sealed class GuardedContent : HttpContent
    {
        private readonly HttpContent content;
        private readonly CommitGuard guard;

        public GuardedContent(HttpContent content, CommitGuard guard)
        {
            (this.content, this.guard) = (content, guard);
            foreach (var (name, values) in content.Headers)
            {
                Headers.TryAddWithoutValidation(name, values);
            }
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            var bytes = await content.ReadAsByteArrayAsync(cancellationToken);
            guard.Pass();
            await stream.WriteAsync(bytes, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = content.Headers.ContentLength ?? 0;
            return content.Headers.ContentLength is not null;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                content.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}

/// <summary>The call was not made: its time was over.</summary>
public sealed class CommitRefusedException() : Exception("The time to make this call was over before it left.");
