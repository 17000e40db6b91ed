using Microsoft.AspNetCore.Components;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Content;

public sealed partial class NewContentPage(
    ContentService contents, TemplateService templates, MediaService library, PreviewChannels channelsToShow, Me me, TenantChoice tenants, NavigationManager navigation)
{
    private readonly NewContent input = new();
    private readonly Dictionary<Guid, string> names = [];
    private readonly Dictionary<Guid, MediaRow> pictures = [];
    private IReadOnlyList<TenantRow> companies = [];
    private IReadOnlyList<ChannelRow> channels = [];
    private IReadOnlyList<ChannelRow> previewed = [];
    private IReadOnlyList<TemplateRow> known = [];
    private TemplateRow? chosen;
    private bool picking;
    private bool ready;

    private TenantRow? Company => tenants.Find(input.TenantId);

    private IReadOnlyList<TemplateRow> Offered => [.. known.Where(t => t.TenantId == input.TenantId)];

    private IReadOnlyList<MediaRow> Shown => [.. input.Pictures.Where(pictures.ContainsKey).Select(id => pictures[id])];

    protected override async Task OnInitializedAsync()
    {
        var actor = await me.ActorAsync();
        companies = tenants.WithRoom(Feature.Marketing);
        known = await templates.ListAsync(inactive: false, actor);
        input.TenantId = companies[0].Id;
        input.OwnerId = actor.UserId;
        if (actor.UserId is { } id)
        {
            names[id] = actor.Name;
        }

        await TakeCompanyAsync();
        if (Guid.TryParse(navigation.Query("template"), out var asked) && known.FirstOrDefault(t => t.Id == asked) is { } template)
        {
            input.TenantId = template.TenantId;
            Use(template);
        }

        ready = true;
    }

    private async Task TakeCompanyAsync() => (channels, previewed) = await channelsToShow.OfAsync(input.TenantId, await me.ActorAsync());

    private void Use(TemplateRow template)
    {
        chosen = template;
        var company = Company!.Name;
        input.Category = template.Category;
        input.Title = CaptionTemplates.Fill(template.Title, company, input.City);
        input.Caption = CaptionTemplates.Fill(template.Caption, company, input.City);
    }

    private async Task TakePicturesAsync(IReadOnlyList<Guid> ids)
    {
        picking = false;
        foreach (var row in await library.GetSeveralAsync(ids, await me.ActorAsync()))
        {
            pictures[row.Id] = row;
        }

        input.Pictures = [.. ids];
    }

    private async Task TakeDraftAsync()
    {
        await TakeCompanyAsync();
        await TakePicturesAsync(input.Pictures);
    }

    private async Task SaveAsync() => navigation.NavigateTo(Urls.ContentItem(await contents.CreateAsync(input.TenantId, input, await me.ActorAsync())));

    private sealed class NewContent : ContentInput
    {
        public string TenantId { get; set; } = "";
    }
}
