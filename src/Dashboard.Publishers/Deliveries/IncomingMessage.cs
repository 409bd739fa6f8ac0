using Dashboard.Contracts;
using Dashboard.Schools.Roster;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.Deliveries;

/// <summary>A message as an adapter read it, before its pupils are known.</summary>
/// <param name="Client">Who sent it: the key of the publisher, whichever client or klantcode it came by; its reports are read by the same key.</param>
/// <param name="Format">"uwlr-2.2", "eduv-results-2.1", …</param>
/// <param name="School">Our school.</param>
/// <param name="Tool">Our tool.</param>
/// <param name="SchoolYear">First calendar year.</param>
/// <param name="Results">Everything in the message, in its order.</param>
/// <param name="Problems">Deviations that were read over: reported, the data is kept.</param>
public sealed record IncomingMessage(
    string Client, string Format, int School, int Tool, short SchoolYear,
    IReadOnlyList<IncomingResult> Results, IReadOnlyList<DeliveryProblem> Problems);

/// <param name="Result">The canonical result, its pupil still empty.</param>
/// <param name="Pupil">What the message says of who the pupil is, best first; at least one.</param>
public sealed record IncomingResult(Result Result, IReadOnlyList<PupilReference> Pupil);

public readonly record struct PupilReference(AliasKind Kind, string Value)
{
    /// <summary>A key that only this supplier uses for the pupil (CI-21).</summary>
    public static PupilReference OfSupplier(string publisher, string key) => new(AliasKind.PublisherKey, AliasesSql.OfSupplier(publisher, key));
}

/// <summary>Something about one item of a message. Names the item, the field and the rule; never a pupil.</summary>
/// <param name="ResultId">The publisher's result id; null for the message as a whole.</param>
/// <param name="Field">Where in the message ("toetsscore/aantalgoed").</param>
/// <param name="Code">The standard's or our own code of the rule.</param>
/// <param name="Message">One sentence, Dutch.</param>
public sealed record DeliveryProblem(string? ResultId, string Field, string Code, string Message);

/// <param name="DeliveryId">For the header Delivery-Id.</param>
/// <param name="FeedOn">False: refused, nothing stored but the refusal.</param>
public sealed record IntakeReceipt(Guid DeliveryId, bool FeedOn)
{
    /// <summary>The school takes none of the results in the message: why, per result. Null: at least one came in, or waits.</summary>
    public IReadOnlyList<DeliveryProblem>? NoneTaken { get; init; }
}

/// <summary>A message sorted by what becomes of its results.</summary>
/// <param name="Known">Of pupils that the school knows.</param>
/// <param name="Waiting">Of pupils that it does not.</param>
/// <param name="Out">Left out by the school, a line for each publisher's result id.</param>
internal sealed record SortedResults(List<IncomingResult> Known, List<IncomingResult> Waiting, IReadOnlyList<DeliveryProblem> Out);
