namespace Dashboard.Publishers.Edexml;

/// <summary>The file is no roster, or says nothing that may be put in place. The message is Dutch, for the person who gave the file.</summary>
public sealed class RosterUnreadableException(string message) : Exception(message);
