namespace PlumbingOps.Data.Tenants;

/// <summary>A room a company can have switched on or off.</summary>
public enum Feature { Jobs, ServiceCalls, Bids, Marketing, Reviews, Customers }
