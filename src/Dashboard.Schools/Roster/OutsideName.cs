using Dashboard.Store.Tables;

namespace Dashboard.Schools.Roster;

/// <summary>A name of a pupil as a message has it. Kept sealed with a waiting result; only the pupil's school may read it.</summary>
public sealed record OutsideName(AliasKind Kind, string Value);
