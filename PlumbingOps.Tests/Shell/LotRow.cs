namespace PlumbingOps.Tests.Shell;

public sealed record LotRow(int Id, string Lot, string Status);
