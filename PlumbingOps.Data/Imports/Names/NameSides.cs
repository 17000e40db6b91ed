namespace PlumbingOps.Data.Imports;

/// <summary>
/// For a calendar in which some rows say builder - community and others community - builder: whose name is whose, told not by its place but by its
/// company. Every row joins a builder and a community, so names fall into two sides; a builder has several communities, so its side has fewer names.
/// </summary>
internal sealed class NameSides
{
    /// <summary>Fewer rows in the other order are slips; each is judged alone.</summary>
    private const int FewestSwapped = 5;
    private const double LeastSwapped = .01;

    /// <summary>A name of fewer of its circle's rows is a spelling of another, and does not count.</summary>
    private const double LeastOfCircle = .05;

    /// <summary>From so many rows on, a lead of one name is no accident.</summary>
    private const int EnoughRows = 40;

    /// <summary>How many more rows must begin with the one name than with the other, where the file as a whole prefers an order.</summary>
    private const int ClearLead = 3;
    private const double ClearOrder = .8;

    private readonly Dictionary<string, Node> nodes = [];

    private NameSides()
    {
    }

    private enum Side { Unclear, Builder, Community }

    /// <summary>Null when the file keeps to one order.</summary>
    public static NameSides? Of(IReadOnlyList<(string First, string Second)> pairs, IReadOnlySet<string> builders, IReadOnlySet<string> communities)
    {
        var rows = pairs.Where(p => p.First != p.Second).GroupBy(p => p).ToDictionary(g => g.Key, g => g.Count());
        var swapped = rows.Sum(p => Math.Min(p.Value, rows.GetValueOrDefault((p.Key.Second, p.Key.First)))) / 2;
        if (swapped < Math.Max(FewestSwapped, pairs.Count * LeastSwapped))
        {
            return null;
        }

        var sides = new NameSides();
        sides.Join(rows);
        var circles = sides.nodes.GroupBy(n => n.Value.Root().Root).Select(names => new Circle([.. names.Select(n => (n.Key, n.Value))], rows)).ToList();
        circles.ForEach(circle => circle.Decide(builders, communities));
        var (builderFirst, decided) = (circles.Sum(c => c.BuilderFirst), circles.Sum(c => c.Decided));
        circles.ForEach(circle => circle.DecideByOrder(builderFirst >= decided * ClearOrder, decided - builderFirst >= decided * ClearOrder));
        return sides;
    }

    /// <summary>Null when no row with a lot and a phase has these names.</summary>
    public NamePair? Pair(string first, string second)
    {
        var (one, other) = (nodes.GetValueOrDefault(Spelling.Key(first))?.Side, nodes.GetValueOrDefault(Spelling.Key(second))?.Side);
        return (one, other) switch
        {
            (null, null) => null,
            (Side.Builder, Side.Community or null) or (null, Side.Community) => new(first, second, false, false),
            (Side.Community, Side.Builder or null) or (null, Side.Builder) => new(second, first, false, false),
            _ => new(first, second, false, false, Unclear: true),
        };
    }

    /// <summary>The strongest pairs first: what contradicts them is a slip.</summary>
    private void Join(Dictionary<(string First, string Second), int> rows)
    {
        foreach (var ((first, second), _) in rows.OrderByDescending(p => p.Value + rows.GetValueOrDefault((p.Key.Second, p.Key.First))).ThenBy(p => p.Key.First, StringComparer.Ordinal).ThenBy(p => p.Key.Second, StringComparer.Ordinal))
        {
            var (one, other) = (Named(first).Root(), Named(second).Root());
            if (one.Root != other.Root)
            {
                other.Root.Join(one.Root, !(one.Opposite ^ other.Opposite));
            }
        }
    }

    private Node Named(string name) => nodes.TryGetValue(name, out var node) ? node : nodes[name] = new Node();

    /// <summary>A name; together with the others of its circle it knows whether it is on its root's side or opposite.</summary>
    private sealed class Node
    {
        private Node? parent;
        private bool opposite;

        public Side Side { get; set; }

        public (Node Root, bool Opposite) Root()
        {
            if (parent is null)
            {
                return (this, false);
            }

            var (root, across) = parent.Root();
            (parent, opposite) = (root, opposite ^ across);
            return (root, opposite);
        }

        public void Join(Node to, bool across) => (parent, opposite) = (to, across);
    }

    /// <summary>Names that rows join, directly or over others.</summary>
    private sealed class Circle
    {
        private readonly IReadOnlyList<(string Key, Node Node)> names;
        private readonly Dictionary<string, (int First, int Second)> rowsOf = [];

        public Circle(IReadOnlyList<(string Key, Node Node)> names, Dictionary<(string First, string Second), int> rows)
        {
            this.names = names;
            var mine = names.Select(n => n.Key).ToHashSet();
            foreach (var ((first, second), count) in rows.Where(p => mine.Contains(p.Key.First)))
            {
                rowsOf[first] = (rowsOf.GetValueOrDefault(first).First + count, rowsOf.GetValueOrDefault(first).Second);
                rowsOf[second] = (rowsOf.GetValueOrDefault(second).First, rowsOf.GetValueOrDefault(second).Second + count);
                Rows += count;
            }
        }

        /// <summary>Rows with the builder in front, of those of which it is decided.</summary>
        public int BuilderFirst => names.Where(n => n.Node.Side == Side.Builder).Sum(n => rowsOf[n.Key].First);

        public int Decided => names.Any(n => n.Node.Side == Side.Unclear) ? 0 : Rows;

        private int Rows { get; }

        public void Decide(IReadOnlySet<string> builders, IReadOnlySet<string> communities)
        {
            var known = Lead(n => (builders.Contains(n) ? 1 : 0) - (communities.Contains(n) ? 1 : 0));
            var company = Lead(n => NameLikeness.HasCompanyWord(n) ? rowsOf[n].First + rowsOf[n].Second : 0);
            var fewer = -Lead(n => rowsOf[n].First + rowsOf[n].Second >= Math.Max(2, Rows * LeastOfCircle) ? 1 : 0);
            // One name and two others: a builder of two communities, or two small builders in one community.
            Take(known != 0 ? known : Math.Abs(fewer) > 1 || (fewer != 0 && Rows >= EnoughRows) ? fewer : company);
        }

        public void DecideByOrder(bool builderFirst, bool communityFirst)
        {
            if (Decided == 0 && builderFirst != communityFirst && Lead(n => rowsOf[n].First - rowsOf[n].Second) / 2 is var lead && Math.Abs(lead) >= ClearLead)
            {
                Take(builderFirst ? lead : -lead);
            }
        }

        /// <summary>How much more the root's side has of something than the other.</summary>
        private int Lead(Func<string, int> of) => names.Sum(n => n.Node.Root().Opposite ? -of(n.Key) : of(n.Key));

        private void Take(int lead)
        {
            foreach (var (_, node) in names)
            {
                node.Side = lead == 0 ? Side.Unclear : lead > 0 ^ node.Root().Opposite ? Side.Builder : Side.Community;
            }
        }
    }
}
