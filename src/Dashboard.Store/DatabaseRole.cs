namespace Dashboard.Store;

/// <summary>The database logins: one per role of the host. Owner is the login of ConnectionStrings:Dashboard and only migrates.</summary>
public enum DatabaseRole { Publishers, Mapping, Signalling, Web }
