namespace Dashboard.SystemTests.Access;

/// <summary>Whose something is, as seen by the teacher of the first group.</summary>
internal enum Whose { Own, Beside, Elsewhere }

/// <summary>One group of one school with everything that belongs to it. Every text in it occurs nowhere else.</summary>
/// <param name="Names">Pupils' names and outside names.</param>
internal sealed record Place(Whose Whose, int School, string SchoolKey, int GroupId, string Group, Guid Pupil, int PupilId, IReadOnlyList<int> PupilIds, Guid Signal, Guid Result, string ResultId, Guid FollowUp,
    Guid Mark, Guid Reaction, Guid Request, Guid Delivery, string Expectation, IReadOnlyList<string> Names, IReadOnlyList<Guid> Keys, string Teacher, Guid TeacherKey, string Agreement)
{
    public Guid Note { get; init; }

    /// <summary>What of this place may be told to nobody but those whom it concerns.</summary>
    public IEnumerable<(Kind Kind, string Text)> Canaries =>
    [
        .. Names.Select(n => (Kind.Pupils, n)), .. Keys.Select(k => (Kind.Pupils, k.ToString())),
        .. new[] { Signal, Result, FollowUp, Mark, Reaction, Note }.Select(i => (Kind.Work, i.ToString())), (Kind.Sent, ResultId), (Kind.Work, Expectation),
        (Kind.School, Teacher), (Kind.School, TeacherKey.ToString()), (Kind.School, Agreement),
    ];
}

/// <summary>Pupils: who they are. Work: what they did, and what teachers wrote about it. Sent: a publisher's own ids of results. School: its people and what it agreed.</summary>
[Flags]
internal enum Kind { None = 0, Pupils = 1, Work = 2, School = 4, Sent = 8, All = Pupils | Work | School | Sent }
