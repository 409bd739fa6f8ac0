using System.Globalization;
using Dashboard.Publishers.Deliveries;

namespace Dashboard.Publishers.EduV;

/// <summary>What reading a message brought to light: what was read over, and what makes it refused.</summary>
internal sealed class EduVNotes
{
    private readonly List<(string? Id, int Status, string Field, string Message)> _refused = [];

    /// <summary>Deviations that were read over; the data is kept.</summary>
    public List<DeliveryProblem> ReadOver { get; } = [];

    public bool Has(string id) => _refused.Exists(r => r.Id == id);

    public bool Any => _refused.Count > 0;

    /// <summary>The refusals as the delivery report shows them; the code is Edu-V's.</summary>
    public IReadOnlyList<DeliveryProblem> Refused =>
        [.. _refused.Select(r => new DeliveryProblem(r.Id, r.Field, r.Status.ToString("0000", CultureInfo.InvariantCulture), r.Message))];

    public void Note(string? id, string field, string code, string message) => ReadOver.Add(new DeliveryProblem(id, field, code, message));

    public void Refuse(string? id, int status, string field, string message) => _refused.Add((id, status, field, message));

    /// <summary>The schema's own rules.</summary>
    public void Schema(string? id, string field, string message) => Refuse(id, EduVStatus.SchemaIncorrect, field, message);

    /// <summary>What is wrong with the message as a whole first, then one for each student's statement: nothing of it is stored.</summary>
    public List<StatusResponse> Answer(IEnumerable<string?> statements)
    {
        var answer = _refused.Where(r => r.Id is null).Select(r => new StatusResponse(null, r.Status, $"{r.Field}: {r.Message}")).ToList();
        foreach (var id in statements.Where(s => s is not null).Distinct())
        {
            var own = _refused.Where(r => r.Id == id).ToList();
            answer.Add(own.Count > 0
                ? new StatusResponse(id, own[0].Status, string.Join(" ", own.Select(r => $"{r.Field}: {r.Message}")))
                : new StatusResponse(id, EduVStatus.Other, "Niet opgeslagen: een ander deel van het bericht klopt niet. Stuur het bericht verbeterd opnieuw."));
        }
        return answer;
    }
}
