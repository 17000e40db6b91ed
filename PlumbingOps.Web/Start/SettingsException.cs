namespace PlumbingOps.Web.Start;

/// <summary>A setting is missing or wrong. The message names its key and is for whoever starts the house.</summary>
public sealed class SettingsException(string message) : Exception(message);
