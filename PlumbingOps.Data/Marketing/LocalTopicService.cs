using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Marketing;

/// <summary>Services in cities the company wants to be found for, and where nothing (fresh) is said yet.</summary>
public sealed class LocalTopicService(Db database, TimeProvider clock)
{
    public async Task<ListPage<TopicRow>> ListAsync(TopicFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var topics = db.LocalTopics.AsNoTracking();
        if (filter.City is { } city) { topics = topics.Where(t => t.City == city); }
        if (filter.Status is { } status) { topics = topics.Where(Stands(status)); }
        if (filter.Gaps) { topics = topics.Where(IsGap()); }
        foreach (var word in SearchWords.Of(filter.Search))
        {
            topics = topics.Where(t => EF.Functions.ILike(t.ServiceType, SearchWords.Anywhere(word)) || EF.Functions.ILike(t.City, SearchWords.Anywhere(word)));
        }

        var page = request.Sort == "city"
            ? await topics.ToPageAsync(request, t => t.City, t => t.Id, AsRow, cancellationToken)
            : await topics.ToPageAsync(request, t => t.ServiceType, t => t.Id, AsRow, cancellationToken);
        return page.With([.. page.Rows.Select(Aged)]);
    }

    /// <summary>What is missing, in numbers.</summary>
    public async Task<TopicGaps> GapsAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var stale = await db.LocalTopics.CountAsync(Stands(LocalTopicStatus.NeedsUpdate), cancellationToken);
        var untouched = await db.LocalTopics.CountAsync(t => t.Status == LocalTopicStatus.NotStarted, cancellationToken);
        var cities = await db.LocalTopics.Select(t => t.City).Distinct().OrderBy(c => c).ToListAsync(cancellationToken);
        return new TopicGaps(untouched, stale, await db.LocalTopics.CountAsync(cancellationToken), cities);
    }

    public async Task<Guid> AddAsync(string tenantId, TopicInput input, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "marketing", cancellationToken);
        Typed.Check(input);
        var topic = new LocalTopic { TenantId = tenantId, ServiceType = Typed.Line(input.ServiceType)!, City = Typed.Line(input.City)! };
        input.FillIn(topic);
        db.LocalTopics.Add(topic);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.Violates(ContentConfiguration.OneTopic))
        {
            throw new RuleException($"{topic.ServiceType} in {topic.City} is in the list already.", nameof(input.City));
        }

        return topic.Id;
    }

    /// <summary>Its service and city stay: another pair is another topic.</summary>
    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, TopicInput seen, TopicInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        Typed.Check(mine);
        var topic = await FindAsync(db, id, cancellationToken);
        FieldMerge.Merge(seen, mine, TopicInput.Of(topic)).FillIn(topic);
        await db.SaveChangesAsync(cancellationToken);
    });

    /// <summary>The history can put it back.</summary>
    public async Task RemoveAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        var topic = await FindAsync(db, id, cancellationToken);
        db.LocalTopics.Remove(topic);
        await db.DescribeAsync($"Removed the topic {topic.ServiceType} in {topic.City}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private DateTimeOffset FreshSince => clock.GetUtcNow().AddDays(-LocalTopicRule.FreshDays);

    /// <summary>One that was published and not spoken of since needs an update, whether or not anybody said so.</summary>
    private Expression<Func<LocalTopic, bool>> Stands(LocalTopicStatus status)
    {
        var since = FreshSince;
        return status switch
        {
            LocalTopicStatus.NeedsUpdate => t => t.Status == LocalTopicStatus.NeedsUpdate || t.Status == LocalTopicStatus.Published && (t.LastPostedAt == null || t.LastPostedAt < since),
            LocalTopicStatus.Published => t => t.Status == LocalTopicStatus.Published && t.LastPostedAt >= since,
            _ => t => t.Status == status,
        };
    }

    private Expression<Func<LocalTopic, bool>> IsGap()
    {
        var since = FreshSince;
        return t => t.Status == LocalTopicStatus.NotStarted || t.Status == LocalTopicStatus.NeedsUpdate || t.Status == LocalTopicStatus.Published && (t.LastPostedAt == null || t.LastPostedAt < since);
    }

    private TopicRow Aged(TopicRow row) => row with { Shown = LocalTopicRule.Shown(row.Status, row.LastPostedAt, clock.GetUtcNow()) };

    private static readonly Expression<Func<LocalTopic, TopicRow>> AsRow = t => new TopicRow(t.Id, t.TenantId, t.ServiceType, t.City, t.Status, t.LastPostedAt, t.TargetUrl, t.Notes, t.Status);

    private static async Task<LocalTopic> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.LocalTopics.SingleOrDefaultAsync(t => t.Id == id, cancellationToken) ?? throw new NotFoundException("The topic");
}

/// <param name="Status">As it was last said.</param>
/// <param name="Shown">As it stands today.</param>
public sealed record TopicRow(Guid Id, string TenantId, string ServiceType, string City, LocalTopicStatus Status, DateTimeOffset? LastPostedAt, string? TargetUrl, string? Notes, LocalTopicStatus Shown)
{
    public bool IsGap => Shown is LocalTopicStatus.NotStarted or LocalTopicStatus.NeedsUpdate;
}

public sealed record TopicFilter
{
    public string? Search { get; init; }
    public string? City { get; init; }
    public LocalTopicStatus? Status { get; init; }
    public bool Gaps { get; init; }
}

/// <param name="NeedUpdate">Published, and nothing said of them for too long.</param>
public sealed record TopicGaps(int NotStarted, int NeedUpdate, int All, IReadOnlyList<string> Cities)
{
    public int Total => NotStarted + NeedUpdate;
}

/// <summary>What the form of a topic fills in.</summary>
public sealed class TopicInput
{
    [Display(Name = "Service"), Required(ErrorMessage = "Name the service."), MaxLength(LocalTopic.ServiceMaxLength, ErrorMessage = "At most {1} characters.")]
    public string ServiceType { get; set; } = "";

    [Display(Name = "City"), Required(ErrorMessage = "Name the city."), MaxLength(ContentItem.CityMaxLength, ErrorMessage = "At most {1} characters.")]
    public string City { get; set; } = "";

    [Display(Name = "State")]
    public LocalTopicStatus Status { get; set; }

    [Display(Name = "Page it leads to"), MaxLength(ContentItem.UrlMaxLength, ErrorMessage = "At most {1} characters."), WebAddress]
    public string? TargetUrl { get; set; }

    [Display(Name = "Notes"), MaxLength(LocalTopic.NotesMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Notes { get; set; }

    public static TopicInput Of(LocalTopic topic) => new() { ServiceType = topic.ServiceType, City = topic.City, Status = topic.Status, TargetUrl = topic.TargetUrl, Notes = topic.Notes };

    public static TopicInput Of(TopicRow topic) => new() { ServiceType = topic.ServiceType, City = topic.City, Status = topic.Status, TargetUrl = topic.TargetUrl, Notes = topic.Notes };

    internal void FillIn(LocalTopic topic) => (topic.Status, topic.TargetUrl, topic.Notes) = (Status, Typed.Line(TargetUrl), Typed.Text(Notes));
}
