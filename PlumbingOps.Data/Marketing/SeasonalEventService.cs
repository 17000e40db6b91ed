using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Marketing;

/// <summary>Seasons and days worth writing about.</summary>
public sealed class SeasonalEventService(Db database)
{
    /// <summary>All of them that happen within the days, yearly ones as often as they do; the earliest first.</summary>
    public async Task<IReadOnlyList<EventDays>> ListAsync(DateOnly from, DateOnly to, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var events = await db.SeasonalEvents.AsNoTracking().Where(e => e.EveryYear || e.StartsOn <= to && e.EndsOn >= from).ToListAsync(cancellationToken);
        return [.. events.SelectMany(e => EventCalendar.Within(e, from, to)).OrderBy(d => d.First).ThenBy(d => d.Event.Name, StringComparer.OrdinalIgnoreCase)];
    }

    public async Task<Guid> AddAsync(string tenantId, EventInput input, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "marketing", cancellationToken);
        Typed.Check(input);
        var seasonal = new SeasonalEvent { TenantId = tenantId, Kind = input.Kind, Name = input.Name, StartsOn = input.StartsOn!.Value, EndsOn = input.EndsOn!.Value };
        input.FillIn(seasonal);
        db.SeasonalEvents.Add(seasonal);
        await db.DescribeAsync($"Added the event {seasonal.Name}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return seasonal.Id;
    }

    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, EventInput seen, EventInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        Typed.Check(mine);
        var seasonal = await FindAsync(db, id, cancellationToken);
        var merged = FieldMerge.Merge(seen, mine, EventInput.Of(seasonal));
        Typed.Check(merged);
        merged.FillIn(seasonal);
        await db.SaveChangesAsync(cancellationToken);
    });

    /// <summary>The history can put it back.</summary>
    public async Task RemoveAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        var seasonal = await FindAsync(db, id, cancellationToken);
        if (await db.Posts.AnyAsync(p => p.TenantId == seasonal.TenantId && p.EventId == id, cancellationToken))
        {
            throw new RuleException($"A post announces “{seasonal.Name}”: it stays.");
        }

        db.SeasonalEvents.Remove(seasonal);
        await db.DescribeAsync($"Removed the event {seasonal.Name}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task<SeasonalEvent> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.SeasonalEvents.SingleOrDefaultAsync(e => e.Id == id, cancellationToken) ?? throw new NotFoundException("The event");
}

/// <summary>What the form of an event fills in.</summary>
public sealed class EventInput : IValidatableObject
{
    private const int MostDays = 366;

    [Display(Name = "Name"), Required(ErrorMessage = "Name the event."), MaxLength(SeasonalEvent.NameMaxLength, ErrorMessage = "At most {1} characters.")]
    public string Name { get; set; } = "";

    [Display(Name = "Kind")]
    public SeasonalEventKind Kind { get; set; }

    [Display(Name = "First day"), Required(ErrorMessage = "Choose the first day.")]
    public DateOnly? StartsOn { get; set; }

    [Display(Name = "Last day"), Required(ErrorMessage = "Choose the last day.")]
    public DateOnly? EndsOn { get; set; }

    [Display(Name = "Every year")]
    public bool EveryYear { get; set; }

    [Display(Name = "City"), MaxLength(ContentItem.CityMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? City { get; set; }

    [Display(Name = "What to write about"), MaxLength(SeasonalEvent.TextMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Suggestions { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (EndsOn < StartsOn)
        {
            yield return new ValidationResult("The last day lies before the first.", [nameof(EndsOn)]);
        }
        else if (EndsOn?.DayNumber - StartsOn?.DayNumber >= MostDays)
        {
            yield return new ValidationResult("An event lasts a year at most.", [nameof(EndsOn)]);
        }
    }

    public static EventInput Of(SeasonalEvent seasonal) => new()
    {
        Name = seasonal.Name,
        Kind = seasonal.Kind,
        StartsOn = seasonal.StartsOn,
        EndsOn = seasonal.EndsOn,
        EveryYear = seasonal.EveryYear,
        City = seasonal.City,
        Suggestions = seasonal.Suggestions,
    };

    internal void FillIn(SeasonalEvent seasonal)
    {
        (seasonal.Name, seasonal.Kind, seasonal.EveryYear) = (Typed.Line(Name)!, Kind, EveryYear);
        (seasonal.StartsOn, seasonal.EndsOn) = (StartsOn!.Value, EndsOn!.Value);
        (seasonal.City, seasonal.Suggestions) = (Typed.Line(City), Typed.Text(Suggestions));
    }
}
