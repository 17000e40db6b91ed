namespace PlumbingOps.Data.Mail;

/// <summary>Where people outside reach this house: links in mails begin with it.</summary>
public interface IHouseAddress
{
    /// <summary>Null: nobody knows, so no mail with a link can be written.</summary>
    Uri? Find();
}

/// <summary>A house that nobody outside reaches.</summary>
internal sealed class NoHouseAddress : IHouseAddress
{
    public Uri? Find() => null;
}
