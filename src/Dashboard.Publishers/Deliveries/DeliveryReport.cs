using System.Text.Json;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.Deliveries;

/// <summary>What a publisher reads of its own delivery. Counts are per publisher's result id and final from "mapped" on.</summary>
/// <param name="Id">The delivery.</param>
/// <param name="Tool">Key of the tool; null when the message was refused before it was known.</param>
/// <param name="School">Key of the school; null likewise.</param>
/// <param name="ReceivedAt">UTC.</param>
/// <param name="State">received, mapped, signalled, rejected, parked.</param>
/// <param name="Accepted">New, with or without a method goal.</param>
/// <param name="Unchanged">Known already.</param>
/// <param name="Corrected">Changed or cancelled.</param>
/// <param name="Rejected">Not stored.</param>
/// <param name="Unmatched">Of pupils that the school does not know yet: kept, and taken along as soon as it does.</param>
/// <param name="Problems">What was read over, or why it was refused.</param>
/// <param name="WithoutGoal">Of those put in place: they led to no learning goal then. They count among accepted, unchanged and corrected too.</param>
public sealed record DeliveryReport(
    Guid Id, string? Tool, string? School, DateTimeOffset ReceivedAt, string State,
    int Accepted, int Unchanged, int Corrected, int Rejected, int Unmatched, IReadOnlyList<DeliveryProblem> Problems, int WithoutGoal)
{
    public static DeliveryReport From(Delivery delivery, string? tool, string? school)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return new(delivery.PublicId, tool, school, delivery.ReceivedAt, delivery.State.ToString().ToLowerInvariant(),
            delivery.Accepted, delivery.Unchanged, delivery.Corrected, delivery.Rejected, delivery.Unmatched,
            delivery.Problems is null ? [] : JsonSerializer.Deserialize<List<DeliveryProblem>>(delivery.Problems, JsonSerializerOptions.Web) ?? [],
            delivery.WithoutGoal);
    }
}

/// <param name="Items">Oldest first.</param>
/// <param name="Next">For the next call's "since"; the same as before when there was nothing new.</param>
public sealed record DeliveryPage(IReadOnlyList<DeliveryReport> Items, string? Next);
