using Dashboard.Store.Tables;

namespace Dashboard.Mapping.Goals;

/// <summary>
/// What two relations in a row say together. Only where it is sound (SSSOM's rules: exact∘x = x, x∘exact = x, narrow∘narrow = narrow,
/// broad∘broad = broad); anything else is unknown, and then the method goal is not counted above its own goal.
/// </summary>
public static class Composition
{
    /// <returns>Null: unknown.</returns>
    public static LinkRelation? Of(LinkRelation first, LinkRelation second) => (first, second) switch
    {
        (LinkRelation.Exact, var x) => x,
        (var x, LinkRelation.Exact) => x,
        (LinkRelation.Narrow, LinkRelation.Narrow) => LinkRelation.Narrow,
        (LinkRelation.Broad, LinkRelation.Broad) => LinkRelation.Broad,
        _ => null,
    };
}
