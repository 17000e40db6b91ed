using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace PlumbingOps.Data;

/// <summary>
/// Pages by key: the rows after (or before) the last value seen, by an index, so page 1 and page 10,000 cost the same. No OFFSET anywhere.
/// </summary>
public static class KeyPaging
{
    /// <summary>Counting further would cost more than the page itself, and more than anybody reads.</summary>
    public const int CountCap = 1_000;

    /// <summary>
    /// One list of several companies as a list of each, to be merged page by page: every company's rows stand in an index in their order, those of
    /// several stand in none.
    /// </summary>
    /// <param name="of">The rows of one company.</param>
    public static IReadOnlyList<IQueryable<T>> PerCompany<T>(this IQueryable<T> records, IReadOnlyList<string> companies, Func<string, Expression<Func<T, bool>>> of) =>
        companies.Count > 1 ? [.. companies.Select(company => records.Where(of(company)))] : [records];

    /// <inheritdoc cref="ToPageAsync{T, TKey, TRow}(IReadOnlyList{IQueryable{T}}, ListRequest, Expression{Func{T, TKey}}, Expression{Func{T, Guid}}, Expression{Func{T, TRow}}, CancellationToken)"/>
    public static Task<ListPage<TRow>> ToPageAsync<T, TKey, TRow>(
        this IQueryable<T> records, ListRequest request, Expression<Func<T, TKey>> key, Expression<Func<T, Guid>> id, Expression<Func<T, TRow>> row,
        CancellationToken cancellationToken = default) => ToPageAsync([records], request, key, id, row, cancellationToken);

    /// <param name="parts">Together the list; no record is in two of them.</param>
    /// <param name="key">What the list is sorted by; never null in the database, with an index that ends in the id.</param>
    /// <param name="row">What the page shows of a record.</param>
    public static async Task<ListPage<TRow>> ToPageAsync<T, TKey, TRow>(
        this IReadOnlyList<IQueryable<T>> parts, ListRequest request, Expression<Func<T, TKey>> key, Expression<Func<T, Guid>> id, Expression<Func<T, TRow>> row,
        CancellationToken cancellationToken = default)
    {
        var backwards = request.Before is not null;
        var cursor = Cursor.Decode(request.Before ?? request.After);
        var start = cursor is not null && cursor.TryGet<TKey>(out var value) ? new Position<TKey>(value, cursor.Id) : null;
        if (start is null)
        {
            backwards = false;
        }

        var descending = request.Descending != backwards;
        var firsts = parts.Select(part => Ordered(start is null ? part : part.Where(Beyond(key, id, start, descending))));
        // Union and not Concat: only then does EF know the records again, to bring what hangs on them.
        var merged = parts.Count == 1 ? firsts.Single() : Ordered(firsts.Select(first => first.Take(request.Size + 1)).Aggregate(Queryable.Union));
        var found = await merged.Select(Keyed(key, id, row)).Take(request.Size + 1).ToListAsync(cancellationToken);
        var more = found.Count > request.Size;
        if (more)
        {
            found.RemoveAt(found.Count - 1);
        }

        if (backwards)
        {
            found.Reverse();
        }

        // The first rows may be all there are; then they are counted already, and finding few among many is not done twice.
        int? count = start is not null ? null : more ? await CountAsync(parts, id, cancellationToken) : found.Count;
        var (hasNext, hasPrevious) = backwards ? (true, more) : (more, start is not null);
        return new ListPage<TRow>(
            found.ConvertAll(f => f.Row),
            hasNext && found.Count > 0 ? Cursor.Encode(found[^1].Key, found[^1].Id) : null,
            hasPrevious && found.Count > 0 ? Cursor.Encode(found[0].Key, found[0].Id) : null,
            count is null ? null : Math.Min(count.Value, CountCap),
            count > CountCap);

        IQueryable<T> Ordered(IQueryable<T> records) => descending ? records.OrderByDescending(key).ThenByDescending(id) : records.OrderBy(key).ThenBy(id);
    }

    /// <summary>Looked for once: every page asks for them.</summary>
    private static readonly MethodInfo Pair = typeof(ValueTuple).GetMethods().Single(m => m.Name == nameof(ValueTuple.Create) && m.GetParameters().Length == 2);
    private static readonly MethodInfo Before = Comparison(nameof(NpgsqlDbFunctionsExtensions.LessThan));
    private static readonly MethodInfo After = Comparison(nameof(NpgsqlDbFunctionsExtensions.GreaterThan));

    private static MethodInfo Comparison(string name) => typeof(NpgsqlDbFunctionsExtensions).GetMethod(name, [typeof(DbFunctions), typeof(ITuple), typeof(ITuple)])!;

    private static Task<int> CountAsync<T>(IReadOnlyList<IQueryable<T>> parts, Expression<Func<T, Guid>> id, CancellationToken cancellationToken) =>
        parts.Count == 1
            ? parts[0].Take(CountCap + 1).CountAsync(cancellationToken)
            : parts.Select(part => part.Select(id).Take(CountCap + 1)).Aggregate(Queryable.Concat).Take(CountCap + 1).CountAsync(cancellationToken);

    /// <summary>(key, id) &gt; (value, last id), as one row comparison that an index answers.</summary>
    private static Expression<Func<T, bool>> Beyond<T, TKey>(Expression<Func<T, TKey>> key, Expression<Func<T, Guid>> id, Position<TKey> start, bool descending)
    {
        var record = key.Parameters[0];
        var tuple = Pair.MakeGenericMethod(typeof(TKey), typeof(Guid));
        // Members of a captured object, so that EF makes parameters of them and not a new query for every value.
        var captured = Expression.Constant(start);
        var here = Expression.Call(tuple, key.Body, Inline(id, record));
        var there = Expression.Call(tuple, Expression.Property(captured, nameof(start.Value)), Expression.Property(captured, nameof(start.Id)));
        var body = Expression.Call(
            descending ? Before : After, Expression.Constant(EF.Functions), Expression.Convert(here, typeof(ITuple)), Expression.Convert(there, typeof(ITuple)));
        return Expression.Lambda<Func<T, bool>>(body, record);
    }

    private static Expression<Func<T, KeyedRow<TKey, TRow>>> Keyed<T, TKey, TRow>(Expression<Func<T, TKey>> key, Expression<Func<T, Guid>> id, Expression<Func<T, TRow>> row)
    {
        var record = key.Parameters[0];
        var constructor = typeof(KeyedRow<TKey, TRow>).GetConstructors().Single();
        return Expression.Lambda<Func<T, KeyedRow<TKey, TRow>>>(Expression.New(constructor, key.Body, Inline(id, record), Inline(row, record)), record);
    }

    private static Expression Inline(LambdaExpression lambda, ParameterExpression record) => new Replace(lambda.Parameters[0], record).Visit(lambda.Body);

    private sealed record Position<TKey>(TKey Value, Guid Id);

    private sealed record KeyedRow<TKey, TRow>(TKey Key, Guid Id, TRow Row);

    private sealed class Replace(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
