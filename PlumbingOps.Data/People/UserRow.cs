namespace PlumbingOps.Data.People;

/// <summary>A user in a list.</summary>
/// <param name="TenantId">The only company; null for all.</param>
/// <param name="HasPassword">False until the person has used their first password link.</param>
/// <param name="HasApp">Sign-in asks for a code of an authenticator app.</param>
public sealed record UserRow(
    Guid Id, string FullName, string UserName, string Email, string Role, string? TenantId, bool IsActive, bool HasPassword, DateTimeOffset? LastSignInAt,
    IReadOnlyList<string> Technicians, bool HasApp, int Passkeys);

/// <summary>What a list of users is narrowed to; every member also stands in the page's address.</summary>
public sealed record UserFilter
{
    public string? Search { get; init; }
    public string? Role { get; init; }
    /// <summary>Those who may see this company.</summary>
    public string? TenantId { get; init; }
    public bool Deactivated { get; init; }
    /// <summary>Only those whose password alone lets them in.</summary>
    public bool PasswordOnly { get; init; }
}

/// <summary>One user, as the page shows them.</summary>
/// <param name="Technicians">The technicians the person is, in words.</param>
/// <param name="PasswordLinkUntil">A password link is open until then.</param>
/// <param name="IsMe">Nobody changes their own rights.</param>
/// <param name="IsLastAdministrator">Can be neither demoted nor deactivated.</param>
public sealed record UserDetails(
    Guid Id, UserInput Input, IReadOnlyList<Choice> Technicians, bool IsActive, bool HasPassword, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt,
    DateTimeOffset? SessionsEndedAt, DateTimeOffset? PasswordLinkUntil, bool IsMe, bool IsLastAdministrator,
    bool HasApp, int Passkeys);

/// <param name="PasswordToken">Of the one-time link; shown once, kept nowhere.</param>
public sealed record NewUser(Guid Id, string PasswordToken);
