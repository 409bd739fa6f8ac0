using Dashboard.Publishers.Deliveries;

namespace Dashboard.Publishers.Uwlr;

/// <summary>What reading a message brought to light: what was read over, and what makes it refused.</summary>
internal sealed class UwlrNotes
{
    /// <summary>A refusal names at most this many items.</summary>
    private const int MostRefusals = 50;

    private readonly List<DeliveryProblem> _readOver = [];
    private readonly List<DeliveryProblem> _refused = [];

    /// <summary>Deviations that were read over; the data is kept.</summary>
    public List<DeliveryProblem> ReadOver => _readOver;

    /// <summary>Why the message is refused; empty when it is not. The code of each is the name of its fault.</summary>
    public IReadOnlyList<DeliveryProblem> Refused => _refused;

    /// <summary>The fault of the first refusal: SOAP has room for one.</summary>
    public UwlrFault? Fault { get; private set; }

    public void Note(string? result, string field, string code, string message) => _readOver.Add(new DeliveryProblem(result, field, code, message));

    public void Refuse(UwlrFault fault, string? result, string field, string message)
    {
        Fault ??= fault;
        if (_refused.Count < MostRefusals) _refused.Add(new DeliveryProblem(result, field, fault.ToString(), message));
    }
}
