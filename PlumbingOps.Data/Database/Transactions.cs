using Microsoft.EntityFrameworkCore.Storage;

namespace PlumbingOps.Data.Database;

internal static class Transactions
{
    /// <summary>A transaction; on a <see cref="Stage"/> a step of its one, which can be taken back by itself.</summary>
    public static async Task<IDbContextTransaction> BeginAsync(this AppDbContext db, CancellationToken cancellationToken) =>
        db.Database.CurrentTransaction is { } stage ? await StageStep.BeginAsync(stage, cancellationToken) : await db.Database.BeginTransactionAsync(cancellationToken);

    private sealed class StageStep(IDbContextTransaction stage, string name) : IDbContextTransaction
    {
        private static long last;
        private bool isOver;

        public Guid TransactionId { get; } = Guid.CreateVersion7();

        public static async Task<StageStep> BeginAsync(IDbContextTransaction stage, CancellationToken cancellationToken)
        {
            var name = $"step_{Interlocked.Increment(ref last)}";
            await stage.CreateSavepointAsync(name, cancellationToken);
            return new StageStep(stage, name);
        }

        public async Task CommitAsync(CancellationToken cancellationToken = default)
        {
            isOver = true;
            await stage.ReleaseSavepointAsync(name, cancellationToken);
        }

        public async Task RollbackAsync(CancellationToken cancellationToken = default)
        {
            if (!isOver)
            {
                isOver = true;
                await stage.RollbackToSavepointAsync(name, cancellationToken);
            }
        }

        public async ValueTask DisposeAsync() => await RollbackAsync();

        public void Commit() => throw Synchronous();

        public void Rollback() => throw Synchronous();

        public void Dispose() => throw Synchronous();

        private static InvalidOperationException Synchronous() => new("The database is asked asynchronously only.");
    }
}
