namespace PlumbingOps.Web.Features.Users;

/// <summary>A link to hand to a person, once.</summary>
public sealed record PasswordLink(string Person, string Address);
