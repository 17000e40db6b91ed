using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Marketing;

/// <summary>Patterns for titles and texts, per company and category.</summary>
public sealed class TemplateService(Db database)
{
    public async Task<IReadOnlyList<TemplateRow>> ListAsync(bool inactive, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        return [.. (await db.CaptionTemplates.Where(t => t.IsActive != inactive).Select(t => new TemplateRow(t.Id, t.TenantId, t.Category, t.Title, t.Caption, t.IsActive)).ToListAsync(cancellationToken))
            .OrderBy(t => t.TenantId, StringComparer.Ordinal).ThenBy(t => t.Category).ThenBy(t => t.Title, StringComparer.OrdinalIgnoreCase)];
    }

    public async Task<Guid> AddAsync(string tenantId, TemplateInput input, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditAccounts, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "marketing", cancellationToken);
        Typed.Check(input);
        var template = new CaptionTemplate { TenantId = tenantId, Category = input.Category, Title = input.Title, Caption = input.Caption };
        input.FillIn(template);
        db.CaptionTemplates.Add(template);
        await db.SaveChangesAsync(cancellationToken);
        return template.Id;
    }

    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, TemplateInput seen, TemplateInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditAccounts, cancellationToken);
        Typed.Check(mine);
        var template = await FindAsync(db, id, cancellationToken);
        FieldMerge.Merge(seen, mine, TemplateInput.Of(template)).FillIn(template);
        await db.SaveChangesAsync(cancellationToken);
    });

    /// <param name="active">False: nobody is offered it any more; what was written from it stays.</param>
    public Task SetActiveAsync(Guid id, bool active, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditAccounts, cancellationToken);
        var template = await FindAsync(db, id, cancellationToken);
        template.IsActive = active;
        await db.DescribeAsync($"{(active ? "Restored" : "Archived")} the template “{template.Title}”", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    private static async Task<CaptionTemplate> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.CaptionTemplates.SingleOrDefaultAsync(t => t.Id == id, cancellationToken) ?? throw new NotFoundException("The template");
}

public sealed record TemplateRow(Guid Id, string TenantId, ContentCategory Category, string Title, string Caption, bool IsActive);

/// <summary>What the form of a template fills in.</summary>
public sealed class TemplateInput
{
    [Display(Name = "Category")]
    public ContentCategory Category { get; set; }

    [Display(Name = "Title"), Required(ErrorMessage = "Give the title."), MaxLength(ContentItem.TitleMaxLength, ErrorMessage = "At most {1} characters.")]
    public string Title { get; set; } = "";

    [Display(Name = "Text"), Required(ErrorMessage = "Write the text."), MaxLength(ContentItem.CaptionMaxLength, ErrorMessage = "At most {1} characters.")]
    public string Caption { get; set; } = "";

    public static TemplateInput Of(CaptionTemplate template) => new() { Category = template.Category, Title = template.Title, Caption = template.Caption };

    public static TemplateInput Of(TemplateRow template) => new() { Category = template.Category, Title = template.Title, Caption = template.Caption };

    internal void FillIn(CaptionTemplate template) => (template.Category, template.Title, template.Caption) = (Category, Typed.Line(Title)!, Typed.Text(Caption)!);
}
