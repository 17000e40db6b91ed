namespace PlumbingOps.Data.Publishing.Rehearsals;

/// <summary>One rehearsal of a company's coming week, under way or over. It lives in this process, for whoever looks.</summary>
internal sealed class Rehearsal(RehearsalWish wish, IReadOnlyList<string> faults, string startedBy, DateTimeOffset from)
{
    public const int MostPosts = 300;

    private readonly Lock gate = new();
    private readonly List<Action> watching = [];
    private RehearsalState state = RehearsalState.Preparing;
    private IReadOnlyList<RehearsalRow> rows = [];
    private DateTimeOffset? clock;
    private DateTimeOffset? endedAt;
    private string? failure;
    private int settled;
    private int calls;
    private int seen;
    private int twice;

    public RehearsalWish Wish => wish;

    public DateTimeOffset From => from;

    public DateTimeOffset To => from + RehearsalRun.Days;

    public CancellationTokenSource Over { get; } = new();

    public RehearsalView View
    {
        get
        {
            lock (gate)
            {
                return new RehearsalView(wish.TenantId, state, startedBy, from, endedAt, faults, wish.AsIfReady, From, To, clock ?? from, rows.Count, settled, calls, failure, rows, seen, twice);
            }
        }
    }

    public IDisposable Watch(Action changed)
    {
        lock (gate)
        {
            watching.Add(changed);
        }

        return new Watcher(this, changed);
    }

    public void Begin((IReadOnlyList<RehearsalRow> Rows, int Twice) planned) => Change(() => (state, rows) = (RehearsalState.Running, planned.Rows));

    /// <summary>Something was done, or time went by.</summary>
    public void Worked(DateTimeOffset now) => Change(() => (clock, calls) = (now, calls + 1));

    public void Show(int count) => Change(() => settled = count);

    public void End((IReadOnlyList<RehearsalRow> Rows, int Twice) became, int visible) => Change(() =>
        (state, rows, twice, seen, settled) = (RehearsalState.Done, became.Rows, became.Twice, visible, became.Rows.Count));

    public void Stop(RehearsalState how, string? why, DateTimeOffset now) => Change(() => (state, failure, endedAt) = (state == RehearsalState.Done ? state : how, why, now));

    private void Change(Action change)
    {
        Action[] told;
        lock (gate)
        {
            change();
            told = [.. watching];
        }

        foreach (var tell in told)
        {
            tell();
        }
    }

    private sealed class Watcher(Rehearsal rehearsal, Action changed) : IDisposable
    {
        public void Dispose()
        {
            lock (rehearsal.gate)
            {
                rehearsal.watching.Remove(changed);
            }
        }
    }
}
