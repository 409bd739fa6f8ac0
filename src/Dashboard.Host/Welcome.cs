using Dashboard.Schools;

namespace Dashboard.Host;

/// <summary>The first lines for whoever started the program.</summary>
internal static class Welcome
{
    private static readonly System.Globalization.CultureInfo Invariant = System.Globalization.CultureInfo.InvariantCulture;

    public static void Print(string address, Roles roles, SampleOptions sample, bool embedded, bool rabbit)
    {
        var text = new System.Text.StringBuilder().AppendLine().AppendLine(Invariant, $"  Dashboard runs at {address}   (stop with Ctrl+C)");
        if (roles != Roles.All) text.AppendLine(Invariant, $"  Roles: {roles}");
        text.AppendLine(Invariant, $"  Database: {(embedded ? "embedded PostgreSQL" : "PostgreSQL")}; bus: {(rabbit ? "RabbitMQ" : "in memory")}");
        if (sample.On && roles.HasFlag(Roles.Web))
            text.AppendLine(Invariant, $"""

                  Sample school: sign in at {address}/inloggen
                    vera       teacher of groep 5          ib         intern begeleider
                    beheer     school administrator        bestuur    board (aggregates)
                    uitgever   publisher's staff           curator    links to goals
                    operator   technical                   password of all: demo
                """);
        Console.WriteLine(text.ToString());
    }
}
