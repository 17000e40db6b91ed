using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Mail;

/// <summary>Everything the Mail page may ask.</summary>
public sealed class MailService(Db database, IMailTransport transport, TimeProvider clock)
{
    private static readonly Expression<Func<OutgoingMail, MailRow>> AsRow = m => new MailRow(
        m.Id, m.TenantId, m.ToAddress, m.ToName, m.Subject, m.State, m.CreatedAt, m.SentAt, m.NextTryAt, m.Tries, m.Error);

    public string DeliveryInWords => transport.InWords;

    public bool LeavesTheHouse => transport.LeavesTheHouse;

    /// <summary>The newest first, as the list asks.</summary>
    public async Task<ListPage<MailRow>> ListAsync(MailFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMail, cancellationToken);
        var mails = db.OutgoingMails.AsNoTracking();
        if (filter.State is { } state)
        {
            mails = mails.Where(m => m.State == state);
        }

        foreach (var word in SearchWords.Of(filter.Search))
        {
            var anywhere = SearchWords.Anywhere(word);
            mails = mails.Where(m => EF.Functions.ILike(m.ToAddress, anywhere) || EF.Functions.ILike(m.ToName, anywhere) || EF.Functions.ILike(m.Subject, anywhere));
        }

        return await mails.PerCompany(db.Scope!.Tenants, company => m => m.TenantId == company).ToPageAsync(request, m => m.CreatedAt, m => m.Id, AsRow, cancellationToken);
    }

    public async Task<MailDetails> GetAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMail, cancellationToken);
        var mail = await db.OutgoingMails.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancellationToken) ?? throw new NotFoundException("The mail");
        return new MailDetails(AsRow.Compile()(mail), mail.Text);
    }

    /// <summary>It is due now, and counts its tries anew.</summary>
    public Task RetryAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, "Sends again", mail => mail.Retry(clock.GetUtcNow()), by, cancellationToken);

    /// <summary>Nobody sends it any more.</summary>
    public Task DiscardAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, "Discarded", mail => mail.Discard(), by, cancellationToken);

    private Task DoAsync(Guid id, string said, Action<OutgoingMail> act, Actor by, CancellationToken cancellationToken) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMail, cancellationToken);
        var mail = await db.OutgoingMails.SingleOrDefaultAsync(m => m.Id == id, cancellationToken) ?? throw new NotFoundException("The mail");
        act(mail);
        await db.DescribeAsync($"{said} the mail to {mail.ToName}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });
}

/// <summary>A mail in the list.</summary>
public sealed record MailRow(
    Guid Id, string TenantId, string ToAddress, string ToName, string Subject, MailState State, DateTimeOffset CreatedAt, DateTimeOffset? SentAt, DateTimeOffset NextTryAt, int Tries, string? Error);

public sealed record MailFilter(string? Search = null, MailState? State = null);

/// <param name="Text">Empty some days after sending.</param>
public sealed record MailDetails(MailRow Row, string Text);
