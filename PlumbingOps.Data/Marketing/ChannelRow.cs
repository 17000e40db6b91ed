using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data.Marketing;

/// <summary>A channel of the catalogue.</summary>
public sealed record ChannelRow(Guid Id, string Key, string Name, Provider Provider, TimeOnly UsualTime)
{
    /// <summary>A person posts there; nothing goes out by itself.</summary>
    public bool IsManual => Provider == Provider.Manual;
}

/// <summary>What the form of a manual channel fills in.</summary>
public sealed class ChannelInput
{
    [Display(Name = "Name"), Required(ErrorMessage = "Give the channel's name."), MaxLength(Channel.NameMaxLength, ErrorMessage = "At most {1} characters.")]
    public string Name { get; set; } = "";

    [Display(Name = "Usual time")]
    public TimeOnly UsualTime { get; set; } = new(9, 0);
}
