namespace PlumbingOps.Data.Publishing.Rehearsals;

/// <summary>Where a simulator opens worlds for rehearsals; null while there is none. It need not be what the true accounts are connected to.</summary>
public sealed record RehearsalOptions(Uri? Simulator = null);
