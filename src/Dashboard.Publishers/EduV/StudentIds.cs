using Dashboard.Publishers.Deliveries;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.EduV;

/// <summary>What a student reference says of who the pupil is, best first: ECK iD, LAS key, user name, a key of another party.</summary>
internal static class StudentIds
{
    public static IReadOnlyList<PupilReference> Of(StudentReference? student)
    {
        var ids = new List<PupilReference>();
        if (student?.UserMasterIdentifier is { } eckId) ids.Add(new PupilReference(AliasKind.EckId, eckId));
        ids.AddRange((student?.UserIds ?? []).Where(u => u?.Value is not null)
            .Select(u => new PupilReference(Kind(u.UserIdType), u.Value!)).OrderBy(p => p.Kind));
        return ids;
    }

    private static AliasKind Kind(string? type) => type switch
    {
        "ASI" => AliasKind.LasKey,
        "NEPPI" or "NEPRI" => AliasKind.UserName,
        _ => AliasKind.PublisherKey,
    };
}
