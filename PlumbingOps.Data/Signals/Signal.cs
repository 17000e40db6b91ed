using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Signals;

public enum SignalGroup { Dispatch, Office, Bids, Reviews, Marketing }

/// <summary>The most urgent first: signals are told in this order.</summary>
public enum SignalPriority { High, Medium, Low }

/// <summary>One thing that may need attention (DOMAIN 8.1).</summary>
/// <param name="Key">What owner rules name, by itself or by its beginning.</param>
/// <param name="Permission">Who sees the rows may be told of them.</param>
/// <param name="One">For a count of one; <paramref name="Many"/> for others.</param>
/// <param name="Role">Whose it is when no rule says otherwise.</param>
public sealed record SignalKind(string Key, SignalGroup Group, SignalPriority Priority, Permission Permission, string One, string Many, string Role = Roles.Office)
{
    public string Words(int count) => count == 1 ? One : Many;
}

/// <summary>Something that needs attention now.</summary>
/// <param name="Count">Of the rows it opens, as their list counts: not further than that list does.</param>
/// <param name="Part">A kind that is told for each of several things (a technician, an import): which of them.</param>
/// <param name="Owners">Who looks after it: people, or a role.</param>
/// <param name="IsMine">Who looks at it is one of them.</param>
public sealed record Signal(SignalKind Kind, int Count, bool CountIsCapped, SignalPart? Part, IReadOnlyList<string> Owners, bool IsMine)
{
    /// <summary>Unique among the signals of a moment, and what owner rules are compared with.</summary>
    public string Key => Part is null ? Kind.Key : $"{Kind.Key}_{Part.Key}";
}

/// <param name="Id">Null for what is nobody's.</param>
public sealed record SignalPart(Guid? Id, string Name)
{
    public string Key => Id?.ToString("N") ?? "unassigned";
}
