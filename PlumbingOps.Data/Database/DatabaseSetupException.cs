namespace PlumbingOps.Data.Database;

/// <summary>The database cannot be used as it is. The message is for the person who starts the house: what is wrong, and what to do.</summary>
public sealed class DatabaseSetupException(string message, Exception? cause = null) : Exception(message, cause);
