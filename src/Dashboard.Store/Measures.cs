using System.Diagnostics.Metrics;

namespace Dashboard.Store;

/// <summary>What operators follow: counts of things, never of persons. Exported over OTLP when the host is told where to (docs/operations.md).</summary>
public static class Measures
{
    public const string Name = "Dashboard";
    private static readonly Meter Meter = new(Name);

    /// <summary>Deliveries taken or refused; tags format, outcome (accepted, feed-off, refused).</summary>
    public static readonly Counter<long> Deliveries = Meter.CreateCounter<long>("dashboard.deliveries", "{delivery}");

    /// <summary>Publisher's results put in place; tag outcome (accepted, unchanged, corrected).</summary>
    public static readonly Counter<long> Results = Meter.CreateCounter<long>("dashboard.results", "{result}");

    /// <summary>Signals raised; tags kind, provenance.</summary>
    public static readonly Counter<long> Signals = Meter.CreateCounter<long>("dashboard.signals", "{signal}");

    /// <summary>The ledger's backlog: parts per waiting role (tag role: mapping, signalling), the age of the oldest of them, and what is parked.</summary>
    /// <param name="parts">Open parts of a role, and the seconds that its oldest waits.</param>
    /// <param name="parked">Parts that failed five times.</param>
    public static void Watch(Func<string, (long Parts, double Oldest)> parts, Func<long> parked)
    {
        string[] roles = ["mapping", "signalling"];
        Meter.CreateObservableGauge("dashboard.ledger.open", () => roles.Select(r => new Measurement<long>(parts(r).Parts, new KeyValuePair<string, object?>("role", r))), "{part}");
        Meter.CreateObservableGauge("dashboard.ledger.lag", () => roles.Select(r => new Measurement<double>(parts(r).Oldest, new KeyValuePair<string, object?>("role", r))), "s");
        Meter.CreateObservableGauge("dashboard.ledger.parked", parked, "{part}");
    }
}
