namespace PlumbingOps.Web.Shell;

/// <summary>The status colours. A word or an icon always says the same beside the colour.</summary>
public enum Hue { Neutral, Info, Good, Warn, Bad }
