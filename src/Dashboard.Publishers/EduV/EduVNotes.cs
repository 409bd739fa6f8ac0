using System.Globalization;
using Dashboard.Publishers.Deliveries;

namespace Dashboard.Publishers.EduV;

/// <summary>What reading a message brought to light: what was read over, and what makes it refused.</summary>
internal sealed class EduVNotes
{
    /// <summary>Faults of the message as a whole that are repeated for each student.</summary>
    private const int MostRepeated = 3;

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<(string? Id, int Status, string Field, string Message)> _refused = [];

    /// <summary>Deviations that were read over; the data is kept.</summary>
    public List<DeliveryProblem> ReadOver { get; } = [];

    /// <summary>The statement has a fault.</summary>
    public bool Has(string id) => _ids.Contains(id);

    public bool Any => _refused.Count > 0;

    /// <summary>The refusals as the delivery report shows them; the code is Edu-V's.</summary>
    public IReadOnlyList<DeliveryProblem> Refused =>
        [.. _refused.Select(r => new DeliveryProblem(r.Id, r.Field, r.Status.ToString("0000", CultureInfo.InvariantCulture), r.Message))];

    public void Note(string? id, string field, string code, string message) => ReadOver.Add(new DeliveryProblem(id, field, code, message));

    public void Refuse(string? id, int status, string field, string message)
    {
        _refused.Add((id, status, field, message));
        if (id is not null) _ids.Add(id);
    }

    /// <summary>The school takes none of these.</summary>
    public EduVNotes NotTaken(IEnumerable<DeliveryProblem> none)
    {
        foreach (var one in none) Refuse(one.ResultId, EduVStatus.ConsentRequired, one.Field, one.Message);
        return this;
    }

    /// <summary>The schema's own rules.</summary>
    public void Schema(string? id, string field, string message) => Refuse(id, EduVStatus.SchemaIncorrect, field, message);

    /// <summary>
    /// One status for each student's statement, since nothing of the message is stored: its own faults, else those of the message
    /// as a whole, else that another statement is at fault. Without statements: the faults of the message.
    /// </summary>
    public List<StatusResponse> Answer(IEnumerable<string?> statements)
    {
        var own = _refused.Where(r => r.Id is not null).ToLookup(r => r.Id!);
        var whole = _refused.Where(r => r.Id is null).Take(MostRepeated).ToList();
        var ids = statements.OfType<string>().Distinct().ToList();
        if (ids.Count == 0) return [.. whole.Select(r => One(null, [r]))];
        return [.. ids.Select(id => own[id].Concat(whole).ToList() is { Count: > 0 } faults
            ? One(id, faults)
            : new StatusResponse(id, EduVStatus.Other, "Niet opgeslagen: een ander deel van het bericht klopt niet. Stuur het bericht verbeterd opnieuw."))];
    }

    private static StatusResponse One(string? id, IReadOnlyList<(string? Id, int Status, string Field, string Message)> faults) =>
        new(id, faults[0].Status, string.Join(" ", faults.Select(r => $"{r.Field}: {r.Message}")));
}
