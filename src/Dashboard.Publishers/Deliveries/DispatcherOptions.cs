using Dashboard.Store.Ledger;

namespace Dashboard.Publishers.Deliveries;

/// <summary>How much the dispatcher keeps in flight; configuration section "Dispatcher". What is in flight is what a school that comes last waits for.</summary>
public sealed class DispatcherOptions
{
    /// <summary>Parts in flight over all schools.</summary>
    public int InFlight { get; set; } = 512;

    /// <summary>Bytes of their sealed payloads: some 7,000 results, less than a second's work of one machine.</summary>
    public int InFlightBytes { get; set; } = 400_000;

    /// <summary>Parts in flight of one school.</summary>
    public int InFlightPerSchool { get; set; } = 64;

    /// <summary>Schools that are looked at in one turn; the next turn goes on after the last that was served.</summary>
    public int SchoolsPerTurn { get; set; } = 128;

    /// <summary>After this long a part that did not finish goes again.</summary>
    public int LeaseSeconds { get; set; } = 30;

    internal LeaseLimits Limits => new(InFlight, InFlightBytes, InFlightPerSchool, SchoolsPerTurn, TimeSpan.FromSeconds(LeaseSeconds));
}
