using PlumbingOps.Data.Lots;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Lots;

/// <summary>What stands in the way of a merge, with the way there.</summary>
public static class MergeObstacles
{
    public static IReadOnlyList<(string Text, string Href)> Of(IReadOnlyList<MergeObstacle> obstacles) =>
        [.. obstacles.Select(o => (o.Text, o.LotId is { } lot ? Urls.Lot(lot) : o.CommunityId is { } community ? Urls.Community(community) : Urls.Lots))];
}
