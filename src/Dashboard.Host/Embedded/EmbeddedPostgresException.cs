namespace Dashboard.Host.Embedded;

/// <summary>The embedded PostgreSQL cannot be had; the message says what to do and is meant for the console as it is.</summary>
public sealed class EmbeddedPostgresException(string message) : Exception(message)
{
    internal static EmbeddedPostgresException NoBinaries(string found, string npm) => new($"""
        The dashboard needs PostgreSQL 15 or newer and cannot get it here.
          Installed: {found}
          From npm:  {npm}
        Three ways out:
          1. install PostgreSQL (Debian: apt-get install postgresql; macOS: brew install postgresql@17; Windows: postgresql.org), or
          2. install Node.js 18 or newer (nodejs.org): the dashboard then fetches its own PostgreSQL, once, or
          3. docker compose up, which brings everything.
        A PostgreSQL elsewhere can be used too: ConnectionStrings__Dashboard="Host=…;Database=…;Username=…;Password=…".
        """);
}
