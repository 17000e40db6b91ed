namespace PlumbingOps.Data.Scheduling;

/// <summary>Somebody is out: one of their visits, and where it could go.</summary>
/// <param name="Seen">How it stood when it was proposed.</param>
/// <param name="Proposed">The best of the free; null when nobody is, and the call goes to the tray.</param>
/// <param name="Free">Who else could go, the best first.</param>
public sealed record OutVisit(BoardVisit Visit, VisitSeen Seen, Guid? Proposed, IReadOnlyList<OutChoice> Free);

/// <param name="Why">What speaks for or against; null when nothing does.</param>
public sealed record OutChoice(Guid TechnicianId, string Name, string? Why);

/// <summary>What becomes of one of the visits.</summary>
/// <param name="NewTechnicianId">Null: nobody, so it goes to the tray, or to the others who are on it.</param>
/// <param name="Stays">It is left as it is.</param>
public sealed record OutDecision(Guid CallId, VisitSeen Seen, Guid? NewTechnicianId, bool Stays = false);
