using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Notifications;

/// <summary>What people want to be told; each chooses for themselves.</summary>
public sealed class NotificationSettingsService(Db database)
{
    private const string Taken = "pk_notification_settings";

    public async Task<NotificationSettingsInput> GetAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, cancellationToken);
        var settings = await FindAsync(db, by, cancellationToken) ?? NotificationSettings.Usual(by.UserId!.Value, by.Role);
        return new NotificationSettingsInput
        {
            Kinds = [.. Enum.GetValues<NotificationKind>().Where(kind => kind.IsFor(by.Role)).Select(kind => new NotificationChoice { Kind = kind, Bell = settings.Rings(kind), Mail = settings.Mails(kind) })],
            QuietFrom = settings.QuietFrom,
            QuietTo = settings.QuietTo,
        };
    }

    /// <exception cref="RuleException">Quiet hours have one end, or none between their ends.</exception>
    public Task SaveAsync(NotificationSettingsInput input, Actor by, CancellationToken cancellationToken = default) => ChangeAsync(by, "Chose what to be told", settings =>
    {
        if (input.QuietFrom is null != input.QuietTo is null)
        {
            throw new RuleException("Give both ends, or none.", input.QuietFrom is null ? nameof(input.QuietFrom) : nameof(input.QuietTo));
        }

        if (input.QuietFrom is not null && input.QuietFrom == input.QuietTo)
        {
            throw new RuleException("The quiet hours end when they begin. Leave both empty for none.", nameof(input.QuietTo));
        }

        // What the form did not show stays as it is.
        foreach (var choice in input.Kinds.Where(choice => Enum.IsDefined(choice.Kind) && choice.Kind.IsFor(by.Role)))
        {
            Set(settings.BellOff, choice.Kind, !choice.Bell && choice.Kind != NotificationKind.DailySummary);
            Set(settings.MailOn, choice.Kind, choice.Mail);
        }

        (settings.QuietFrom, settings.QuietTo) = (input.QuietFrom, input.QuietTo);
    }, cancellationToken);

    /// <summary>One kind on the bell, from the bell itself.</summary>
    public Task SwitchAsync(NotificationKind kind, bool on, Actor by, CancellationToken cancellationToken = default) =>
        ChangeAsync(by, $"Switched “{kind.InWords()}” {(on ? "on" : "off")}", settings => Set(settings.BellOff, kind, !on), cancellationToken);

    private Task ChangeAsync(Actor by, string what, Action<NotificationSettings> change, CancellationToken cancellationToken) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, cancellationToken);
        var settings = await FindAsync(db, by, cancellationToken);
        if (settings is null)
        {
            settings = NotificationSettings.Usual(by.UserId!.Value, by.Role);
            db.NotificationSettings.Add(settings);
        }

        change(settings);
        await db.DescribeAsync(what, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }, e => e.Violates(Taken));

    private static Task<NotificationSettings?> FindAsync(AppDbContext db, Actor by, CancellationToken cancellationToken) =>
        db.NotificationSettings.SingleOrDefaultAsync(s => s.UserId == by.UserId, cancellationToken);

    private static void Set(List<NotificationKind> kinds, NotificationKind kind, bool isIn)
    {
        kinds.RemoveAll(k => k == kind);
        if (isIn)
        {
            kinds.Add(kind);
        }
    }
}

/// <summary>What the page of the settings fills in.</summary>
public class NotificationSettingsInput
{
    public List<NotificationChoice> Kinds { get; set; } = [];

    /// <summary>By the company's clock.</summary>
    public TimeOnly? QuietFrom { get; set; }

    public TimeOnly? QuietTo { get; set; }
}

public class NotificationChoice
{
    public NotificationKind Kind { get; set; }

    public bool Bell { get; set; }

    public bool Mail { get; set; }
}
