using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Graph;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Facebook;

/// <summary>The Pages a person ticked, with their tokens; and those in a portfolio, which may come without.</summary>
public sealed class PagesOfPerson(SimulatedWorld world, TokenRegistry tokens, GraphAccess access)
{
    public Answer Accounts(Call call)
    {
        var user = User(call, "pages_show_list");
        var pages = world.State.Pages.Values.Where(page => user.Targets.Contains(page.Id));
        return GraphPaging.List(call, pages, page => Node(call, user, page, withToken: !page.WithoutToken), world.Settings.AccountsPerPage);
    }

    public Answer Businesses(Call call)
    {
        var user = User(call, "business_management");
        var roles = world.State.People.Single(p => p.Id == user.Person).Roles;
        var portfolios = world.State.Pages.Values.Where(page => roles.Contains(page.Id) && page.Portfolio is not null).Select(page => page.Portfolio!).Distinct();
        return GraphPaging.List(call, portfolios, id => new JsonObject { ["id"] = id, ["name"] = "All County Portfolio" });
    }

    public Answer PagesOf(Call call, string portfolio, bool owned)
    {
        var user = User(call, "business_management");
        var pages = world.State.Pages.Values.Where(page => owned && page.Portfolio == portfolio);
        return GraphPaging.List(call, pages, page => Node(call, user, page, withToken: user.Targets.Contains(page.Id) && !page.WithoutToken));
    }

    public Answer Me(Call call)
    {
        var token = access.Token(call);
        if (token.Kind == TokenKind.FacebookPage)
        {
            return Answer.Json(GraphFields.Of(call, "id,name").Pick(PageNode(world.State.Pages[token.Account!])));
        }

        var person = world.State.People.Single(p => p.Id == token.Person);
        return Answer.Json(GraphFields.Of(call, "id,name").Pick(new JsonObject { ["id"] = person.Id, ["name"] = person.Name }));
    }

    public Answer Page(Call call, string id) => Answer.Json(GraphFields.Of(call, "id,name").Pick(PageNode(access.PageToRead(call, id))));

    public Answer Subscribe(Call call, string id)
    {
        var page = access.PageToRead(call, id);
        GraphAccess.NeedScope(call.Token!, "pages_manage_metadata");
        if (call.Method == "POST")
        {
            page.SubscribedFields.UnionWith((call["subscribed_fields"] ?? throw GraphError.MissingParameter("subscribed_fields")).Split(','));
            return Answer.Success();
        }

        return Answer.Json(new JsonObject
        {
            ["data"] = new JsonArray(new JsonObject
            {
                ["id"] = call.Token!.App,
                ["subscribed_fields"] = new JsonArray([.. page.SubscribedFields.Select(field => JsonValue.Create(field))]),
            }),
        });
    }

    private Token User(Call call, string scope)
    {
        var token = access.Token(call);
        GraphAccess.NeedScope(token, scope);
        return token.Kind == TokenKind.FacebookUser ? token : throw GraphError.Refuse(100, message: "(#100) Tried accessing nonexisting field (accounts) on node type (Page)");
    }

    private JsonObject Node(Call call, Token user, FacebookPage page, bool withToken)
    {
        var node = PageNode(page);
        node["tasks"] = new JsonArray([.. page.Tasks.Select(task => JsonValue.Create(task))]);
        if (withToken)
        {
            node["access_token"] = tokens.IssueFacebookPage(user, page.Id).Value;
        }

        // A person may tick the Page and not its Instagram profile.
        if (page.Instagram is null || !user.Targets.Contains(page.Instagram))
        {
            node.Remove("instagram_business_account");
        }

        return GraphFields.Of(call, "id,name,access_token,tasks").Pick(node);
    }

    private JsonObject PageNode(FacebookPage page)
    {
        var node = new JsonObject
        {
            ["id"] = page.Id,
            ["name"] = page.Name,
            ["username"] = page.UserName,
            ["link"] = $"https://www.facebook.com/{page.Id}",
            ["picture"] = new JsonObject { ["data"] = new JsonObject { ["url"] = $"https://scontent.example.com/{page.Id}.jpg", ["is_silhouette"] = false } },
        };
        if (page.Instagram is not null)
        {
            node["instagram_business_account"] = new JsonObject { ["id"] = page.Instagram, ["username"] = world.State.Profiles[page.Instagram].UserName };
        }

        return node;
    }
}
