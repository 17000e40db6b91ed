using System.Text.RegularExpressions;
using PlumbingOps.Data.Mail;

namespace PlumbingOps.Tests.Support;

/// <summary>The address a person would press in a mail.</summary>
public static class MailLink
{
    /// <param name="room">Where it leads: "/review/".</param>
    public static string Of(OutgoingMail mail, string room) => Regex.Match(mail.Text, @$"https?://\S*{Regex.Escape(room)}[^\s?]+").Value;
}
