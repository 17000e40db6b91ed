using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data;

/// <summary>An address that a reader can open: http or https, with a host. Nothing is one too.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WebAddressAttribute() : ValidationAttribute("Give the whole address, as in https://www.example.com.")
{
    public override bool IsValid(object? value) =>
        value is not string typed || string.IsNullOrWhiteSpace(typed)
        || Uri.TryCreate(typed.Trim(), UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", Host.Length: > 0 } && !typed.Trim().Contains(' ', StringComparison.Ordinal);
}
