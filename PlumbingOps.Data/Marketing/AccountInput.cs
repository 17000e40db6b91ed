using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data.Marketing;

/// <summary>What the form of a channel account fills in.</summary>
public class AccountInput
{
    [Display(Name = "Name"), Required(ErrorMessage = "Give the account's name, as the channel shows it."), MaxLength(ChannelAccount.NameMaxLength, ErrorMessage = "At most {1} characters.")]
    public string Name { get; set; } = "";

    [Display(Name = "Profile"), MaxLength(ChannelAccount.UrlMaxLength, ErrorMessage = "At most {1} characters."), WebAddress]
    public string? ProfileUrl { get; set; }

    [Display(Name = "Signs in with"), MaxLength(ChannelAccount.NameMaxLength, ErrorMessage = "At most {1} characters."), RegularExpression(@"\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*", ErrorMessage = "That is no mail address.")]
    public string? LoginEmail { get; set; }

    [Display(Name = "Place of the login"), MaxLength(ChannelAccount.NameMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? VaultReference { get; set; }

    [Display(Name = "Notes"), MaxLength(ChannelAccount.NotesMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Notes { get; set; }

    [Display(Name = "Posts a week"), Range(0, ChannelAccount.MostPostsAWeek, ErrorMessage = "From {1} to {2} posts a week.")]
    public int PostsPerWeek { get; set; } = 3;

    [Display(Name = "Days")]
    public List<DayOfWeek> Weekdays { get; set; } = [];

    [Display(Name = "Times")]
    public List<TimeOnly> Times { get; set; } = [];

    [Display(Name = "Time zone"), Required(ErrorMessage = "Choose the account's time zone.")]
    public string Zone { get; set; } = "America/Los_Angeles";

    [Display(Name = "May be late, minutes"), Range(0, MostMinutesLate, ErrorMessage = "From {1} to {2} minutes: a week at most.")]
    public int LateMinutes { get; set; } = 120;

    [Display(Name = "Mix")]
    public List<MixShare> Mix { get; set; } = [];

    private const int MostMinutesLate = 7 * 24 * 60;

    public static AccountInput Of(ChannelAccount account) => new()
    {
        Name = account.Name,
        ProfileUrl = account.ProfileUrl,
        LoginEmail = account.LoginEmail,
        VaultReference = account.VaultReference,
        Notes = account.Notes,
        PostsPerWeek = account.PostsPerWeek,
        Weekdays = [.. account.Weekdays.Order()],
        Times = [.. account.Times.Order()],
        Zone = account.Zone,
        LateMinutes = account.LateMinutes,
        Mix = [.. account.Mix.OrderBy(s => s.Category).Select(s => new MixShare(s.Category, s.Percent))],
    };

    /// <summary>A form binds to a copy of its own.</summary>
    public AccountInput Copy()
    {
        var copy = (AccountInput)MemberwiseClone();
        (copy.Weekdays, copy.Times, copy.Mix) = ([.. Weekdays], [.. Times], [.. Mix]);
        return copy;
    }

    /// <exception cref="RuleException">The rhythm is impossible, or the mix does not add up.</exception>
    internal void FillIn(ChannelAccount account)
    {
        AccountRhythm.Check(this);
        AccountMix.Check(Mix);
        account.Name = Typed.Line(Name)!;
        account.ProfileUrl = Typed.Line(ProfileUrl);
        account.LoginEmail = Typed.Mail(LoginEmail);
        account.VaultReference = Typed.Line(VaultReference);
        account.Notes = Typed.Text(Notes);
        (account.PostsPerWeek, account.Zone, account.LateMinutes) = (PostsPerWeek, Zone, LateMinutes);
        account.Weekdays = [.. Weekdays.Distinct().Order()];
        account.Times = [.. Times.Distinct().Order()];
        account.Mix.RemoveAll(share => Mix.TrueForAll(m => m.Category != share.Category || m.Percent == 0));
        foreach (var wanted in Mix.Where(m => m.Percent > 0))
        {
            if (account.Mix.Find(share => share.Category == wanted.Category) is { } known)
            {
                known.Percent = wanted.Percent;
            }
            else
            {
                account.Mix.Add(new AccountShare { TenantId = account.TenantId, AccountId = account.Id, Category = wanted.Category, Percent = wanted.Percent });
            }
        }
    }
}

/// <summary>So much of an account's posts are of one category.</summary>
public sealed record MixShare(ContentCategory Category, int Percent);
