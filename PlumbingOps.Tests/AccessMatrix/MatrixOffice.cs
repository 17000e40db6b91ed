using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Imports;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.Notifications;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Portals;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Data.Scheduling.Feeds;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.ServiceCalls.Photos;
using PlumbingOps.Data.Signals;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.AccessMatrix;

/// <summary>Two companies with every room switched on; All County has one record of each kind, H2O has a person of each role who must not see them.</summary>
public sealed class MatrixOffice : IAsyncLifetime
{
    internal const string Unknown = "unknown_company";

    private readonly Dictionary<string, object> records = [];

    internal PeopleOffice Office { get; private set; } = null!;

    /// <summary>By role, with both companies.</summary>
    internal IReadOnlyDictionary<string, Actor> Cast { get; private set; } = null!;

    /// <summary>By role, of H2O only.</summary>
    internal IReadOnlyDictionary<string, Actor> Others { get; private set; } = null!;

    internal bool Knows(string kind) => records.ContainsKey(kind);

    /// <summary>All County's record of the kind, or, for what the companies share, the only one.</summary>
    internal object Record(string kind) => records[kind];

    internal static bool IsShared(string kind) => kind is "builder" or "builder-alias" or "community" or "community-alias" or "lot" or "channel" or "portal" or "nothing";

    public async ValueTask InitializeAsync()
    {
        Office = await PeopleOffice.OpenAsync();
        await Sql.RunAsync(Office.Connections.App, $"update app.tenants set features = array['{string.Join("','", Enum.GetNames<Feature>())}']");
        Office.Get<TenantDirectory>().Forget();
        await AddRecordsAsync();
        Cast = await PeopleAsync(demo: true);
        Others = await PeopleAsync(demo: false);
    }

    public ValueTask DisposeAsync() => Office.DisposeAsync();

    private async Task<IReadOnlyDictionary<string, Actor>> PeopleAsync(bool demo)
    {
        var ana = await Office.ActorAsync("ana");
        var people = new Dictionary<string, Actor>();
        foreach (var role in Roles.All)
        {
            var person = demo
                ? await Office.ActorAsync(DemoPeople.Cast.First(p => p.Role == role && p.TenantId is null).UserName)
                : await Office.AddAsync($"h2o-{role.ToLowerInvariant()}", role, PeopleOffice.H2o, ana);
            // Some methods end sessions; the matrix asks about roles, so every call is one of a fresh session.
            people[role] = person with { Stamp = null };
        }

        return people;
    }

    private async Task AddRecordsAsync()
    {
        const string Tenant = PeopleOffice.AllCounty;
        var ana = await Office.ActorAsync("ana");
        var person = await Office.AddAsync("ac-only", Roles.Office, Tenant, ana);
        await using var db = await Office.Database.OpenAsync(Actor.System([Tenant]), Permission.ManageUsers);
        T Add<T>(string kind, T record, object id) where T : class
        {
            db.Add(record);
            records[kind] = id;
            return record;
        }

        var builder = new Builder { Name = "Northfork Homes" };
        Add("builder", builder, builder.Id);
        var builderAlias = new BuilderAlias { BuilderId = builder.Id, Alias = "NFH" };
        Add("builder-alias", builderAlias, builderAlias.Id);
        var contact = new BuilderContact { BuilderId = builder.Id, TenantId = Tenant, Name = "Carl" };
        Add("contact", contact, contact.Id);
        var community = new Community { BuilderId = builder.Id, Name = "Cedar Ridge" };
        Add("community", community, community.Id);
        var communityAlias = new CommunityAlias { CommunityId = community.Id, BuilderId = builder.Id, Alias = "CR" };
        Add("community-alias", communityAlias, communityAlias.Id);
        var lot = new Lot { CommunityId = community.Id, Number = "12" };
        Add("lot", lot, lot.Id);
        var portal = new PortalDefinition { Name = "City permits", Category = PortalCategory.Permit, BaseUrl = "https://permits.example.com" };
        Add("portal", portal, portal.Id);
        // In a change set of its own, which holds nothing that the companies share.
        await db.SaveChangesAsync();
        var customer = new Customer { TenantId = Tenant, Name = "Ann Example", CreatedAt = Office.Clock.Now.ToUniversalTime() };
        Add("customer", customer, customer.Id);
        var job = new Job { TenantId = Tenant, LotId = lot.Id, Phase = JobPhase.Trim };
        Add("job", job, job.Id);
        var jobTask = new JobTask { TenantId = Tenant, JobId = job.Id, Title = "Order fixtures" };
        Add("job-task", jobTask, jobTask.Id);
        var jobContact = new JobContact { TenantId = Tenant, JobId = job.Id, BuilderContactId = contact.Id };
        Add("job-contact", jobContact, jobContact.Id);
        var jobCode = new JobAccessCode { TenantId = Tenant, JobId = job.Id, Code = "4711" };
        Add("job-code", jobCode, jobCode.Id);
        var call = new ServiceCall { TenantId = Tenant, Kind = ServiceCallKind.Service, Problem = "Leak", CustomerId = customer.Id, CreatedAt = Office.Clock.Now.ToUniversalTime() };
        Add("call", call, call.Id);
        var callTask = new CallTask { TenantId = Tenant, ServiceCallId = call.Id, Title = "Send paperwork" };
        Add("call-task", callTask, callTask.Id);
        var payment = new CallPayment { TenantId = Tenant, ServiceCallId = call.Id, AmountCents = 100, Method = PaymentMethod.Cash, PaidOn = new DateOnly(2026, 3, 18) };
        Add("payment", payment, payment.Id);
        var code = new CallAccessCode { TenantId = Tenant, ServiceCallId = call.Id, Code = "4711" };
        Add("code", code, code.Id);
        var photo = new CallPhoto { TenantId = Tenant, ServiceCallId = call.Id, Kind = CallPhotoKind.Work, ContentType = MediaFormat.Png, Bytes = 1, Width = 3, Height = 3, StorageKey = "all_county/202603/sink.png" };
        Add("call-photo", photo, photo.Id);
        var owner = new LotOwner { TenantId = Tenant, LotId = lot.Id, CustomerId = customer.Id };
        Add("owner", owner, owner.Id);
        var technician = new Technician { TenantId = Tenant, Name = "Bruna" };
        Add("technician", technician, technician.Id);
        var absence = new Absence { TenantId = Tenant, TechnicianId = technician.Id, Title = "Sick", Kind = AbsenceKind.Sick, StartDate = new DateOnly(2026, 3, 18), EndDate = new DateOnly(2026, 3, 18) };
        Add("absence", absence, absence.Id);
        var feed = new CalendarFeed { TenantId = Tenant, Name = "Bruna", TokenHash = [1, 2, 3], CreatedById = person.UserId!.Value, CreatedAt = Office.Clock.Now.ToUniversalTime() };
        Add("feed", feed, feed.Id);
        var spelling = new TechnicianAlias { TenantId = Tenant, TechnicianId = technician.Id, Alias = "Brunna" };
        Add("spelling", spelling, spelling.Id);
        var passkey = new Passkey { UserId = person.UserId!.Value, CredentialId = [1, 2, 3], Name = "Office laptop", Data = new IdentityPasskeyData { PublicKey = [4], AttestationObject = [5], ClientDataJson = [6] } };
        Add("passkey", passkey, passkey.Id);
        var batch = new ImportBatch { TenantId = Tenant, FileName = "calendar.csv", FileHash = "hash", UploadedBy = "Omar", UploadedAt = Office.Clock.Now.ToUniversalTime() };
        Add("batch", batch, batch.Id);
        var channel = await db.Channels.OrderBy(c => c.Position).FirstAsync();
        records["channel"] = channel.Id;
        var account = new ChannelAccount { TenantId = Tenant, ChannelId = channel.Id, Name = "All County" };
        Add("account", account, account.Id);
        var content = new ContentItem { TenantId = Tenant, Title = "Valve", CreatedAt = Office.Clock.Now.ToUniversalTime() };
        Add("content", content, content.Id);
        var template = new CaptionTemplate { TenantId = Tenant, Category = ContentCategory.Diy, Title = "In {city}", Caption = "{company}" };
        Add("template", template, template.Id);
        var offer = new Offer { TenantId = Tenant, Title = "Free look", Discount = DiscountKind.FreeService, ValidFrom = new DateOnly(2026, 3, 1), ValidTo = new DateOnly(2026, 3, 31) };
        Add("offer", offer, offer.Id);
        var seasonal = new SeasonalEvent { TenantId = Tenant, Kind = SeasonalEventKind.Freeze, Name = "Freeze", StartsOn = new DateOnly(2026, 12, 1), EndsOn = new DateOnly(2026, 12, 9) };
        Add("event", seasonal, seasonal.Id);
        var topic = new LocalTopic { TenantId = Tenant, ServiceType = "Drains", City = "Camas" };
        Add("topic", topic, topic.Id);
        var media = new MediaAsset
        {
            TenantId = Tenant,
            FileName = "van.png",
            ContentType = MediaFormat.Png,
            Bytes = 1,
            Width = 300,
            Height = 300,
            Hash = "hash",
            StorageKey = "all_county/202603/van.png",
            UploadedAt = Office.Clock.Now.ToUniversalTime(),
        };
        Add("media", media, media.Id);
        var post = new Post { TenantId = Tenant, AccountId = account.Id, CreatedAt = Office.Clock.Now.ToUniversalTime() };
        Add("post", post, post.Id);
        var publication = new Publication { TenantId = Tenant, PostId = post.Id, AccountId = account.Id, Occurrence = 1, DueAt = Office.Clock.Now.ToUniversalTime(), SendBefore = Office.Clock.Now.ToUniversalTime() };
        Add("publication", publication, publication.Id);
        var mail = new OutgoingMail
        {
            TenantId = Tenant,
            Cause = "made-up/1",
            ToAddress = "ann@example.com",
            ToName = "Ann",
            Subject = "Hello",
            Text = "Hello",
            CreatedAt = Office.Clock.Now.ToUniversalTime(),
            NextTryAt = Office.Clock.Now.ToUniversalTime(),
        };
        Add("mail", mail, mail.Id);
        var asked = new ReviewRequest { TenantId = Tenant, ServiceCallId = call.Id, CustomerName = "Ann Example", CreatedAt = Office.Clock.Now.ToUniversalTime() };
        Add("review-request", asked, asked.Id);
        var review = new Review { TenantId = Tenant, RequestId = asked.Id, Rating = 2, CustomerName = "Ann Example", At = Office.Clock.Now.ToUniversalTime() };
        Add("review", review, review.Id);
        var ticket = new RecoveryTicket { TenantId = Tenant, ReviewId = review.Id, Issue = "2 stars", CreatedAt = Office.Clock.Now.ToUniversalTime() };
        Add("ticket", ticket, ticket.Id);
        var optOut = new ReviewOptOut { TenantId = Tenant, Email = "ann@example.com", At = Office.Clock.Now.ToUniversalTime() };
        Add("opt-out", optOut, optOut.Id);
        var rule = new SignalOwner { TenantId = Tenant, Pattern = "office_*", UserId = person.UserId!.Value };
        Add("signal-owner", rule, rule.Id);
        var portalAccount = new PortalAccount { TenantId = Tenant, DefinitionId = portal.Id, LoginIdentifier = "office@example.com" };
        Add("portal-account", portalAccount, portalAccount.Id);
        var portalRule = new PortalRule { TenantId = Tenant, AccountId = portalAccount.Id, AppliesTo = PortalTarget.Job };
        Add("portal-rule", portalRule, portalRule.Id);
        var told = new Notification
        {
            TenantId = Tenant,
            UserId = person.UserId!.Value,
            Kind = NotificationKind.Assignment,
            Entity = "jobs",
            Records = [job.Id],
            RecordCount = 1,
            Subject = "made-up/1",
            Day = new DateOnly(2026, 3, 18),
            Title = "Ana gave you J-1001",
            Reason = "You are on the crew of this job.",
            OnBell = true,
            At = Office.Clock.Now.ToUniversalTime(),
        };
        Add("notification", told, told.Id);
        var bid = new Bid { TenantId = Tenant, Name = "Plan 2104", BuilderId = builder.Id, CreatedAt = Office.Clock.Now.ToUniversalTime() };
        Add("bid", bid, bid.Id);
        var sent = new BidVersion { TenantId = Tenant, BidId = bid.Id, Number = 1, Document = "{}", DocumentHash = "hash", SentAt = Office.Clock.Now.ToUniversalTime() };
        Add("bid-version", sent, sent.Id);
        var bidLink = new BidLink { TenantId = Tenant, BidId = bid.Id, VersionId = sent.Id, TokenHash = [7], CreatedAt = Office.Clock.Now.ToUniversalTime(), ExpiresAt = Office.Clock.Now.ToUniversalTime().AddDays(1) };
        Add("bid-link", bidLink, bidLink.Id);
        var bidTemplate = new BidTemplate { TenantId = Tenant, Name = "Any house", Lines = new BidParts([]).Write() };
        Add("bid-template", bidTemplate, bidTemplate.Id);
        await db.SaveChangesAsync();
        records["user"] = person.UserId!.Value;
        records["company"] = Tenant;
        records["nothing"] = Guid.CreateVersion7();
        records["change-set"] = await db.Changes.Where(c => c.EntityId == job.Id).Select(c => c.ChangeSetId).FirstAsync();
        records["change"] = await db.Changes.Where(c => c.EntityId == job.Id).Select(c => c.Id).FirstAsync();
    }
}
