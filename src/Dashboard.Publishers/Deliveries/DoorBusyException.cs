using System.Data.Common;

namespace Dashboard.Publishers.Deliveries;

/// <summary>Nothing was stored: more comes in than the ledger takes. UWLR answers TijdelijkNietBeschikbaar, Edu-V 503.</summary>
public sealed class DoorBusyException() : Exception("The ledger takes nothing more at the moment.")
{
    /// <returns>True when the same message may well be taken later: busy, or the database is away for a moment.</returns>
    public static bool IsPassing(Exception? problem)
    {
        for (; problem is not null; problem = problem.InnerException)
            if (problem is DoorBusyException or DbException { IsTransient: true } or TimeoutException) return true;
        return false;
    }
}
