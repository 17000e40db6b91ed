namespace PlumbingOps.Data.Secrets;

/// <summary>A secret on its way through the program. Printed, logged or shown it is dots; whoever needs it says so.</summary>
public sealed class SecretText(string value) : IEquatable<SecretText>
{
    private const string Dots = "•••";

    public string Reveal() => value;

    public override string ToString() => Dots;

    public bool Equals(SecretText? other) => other is not null && other.Reveal() == value;

    public override bool Equals(object? obj) => Equals(obj as SecretText);

    public override int GetHashCode() => value.GetHashCode(StringComparison.Ordinal);
}
