namespace Dashboard.Contracts;

/// <summary>Dispatcher → Mapping: parts of deliveries of one school and tool, together at most a few hundred results or one part.</summary>
public sealed class ResultsReceived
{
    public int School { get; set; }
    public int Tool { get; set; }

    /// <summary>First calendar year of the school year: 2026 is 2026-2027.</summary>
    public short SchoolYear { get; set; }

    public List<SealedPart> Parts { get; set; } = [];
}

/// <summary>One part of a delivery, at most 500 results.</summary>
public sealed class SealedPart
{
    /// <summary>The ledger's number of the delivery: later is newer.</summary>
    public long Delivery { get; set; }

    /// <summary>The ledger's number of this part.</summary>
    public long Part { get; set; }

    /// <summary>These results waited for their pupil; the report of their delivery is final already.</summary>
    public bool Replayed { get; set; }

    /// <summary>The part as it stands in the ledger: a list of <see cref="Result"/>, compressed, under the school's key.</summary>
    public byte[] Payload { get; set; } = [];
}

/// <summary>Mapping → Signalling: these parts are committed, with what is new or changed in each.</summary>
public sealed class ResultsMapped
{
    public int School { get; set; }
    public int Tool { get; set; }
    public short SchoolYear { get; set; }
    public List<MappedPart> Parts { get; set; } = [];
}

/// <summary>What one part changed.</summary>
public sealed class MappedPart
{
    public long Part { get; set; }
    public List<MappedResult> Changed { get; set; } = [];
}

/// <summary>One changed result. <see cref="New"/> false: a correction, so its track is folded again.</summary>
public sealed class MappedResult
{
    public Guid Pupil { get; set; }
    public int MethodGoal { get; set; }
    public Guid Key { get; set; }
    public bool New { get; set; }
}

/// <summary>Ledger → Signalling: fold these tracks again from the start of the school year.</summary>
public sealed class RefoldRequested
{
    public int School { get; set; }
    public short SchoolYear { get; set; }
    public long Part { get; set; }
    public int Tool { get; set; }

    /// <summary>Empty: every pupil of the school with results in the tool.</summary>
    public List<Guid> Pupils { get; set; } = [];
}

/// <summary>Ledger → Signalling: a follow-up of Teaching as it is now. Its signals are silent from its start until the day of looking back.</summary>
public sealed class FollowUpChanged
{
    public int School { get; set; }
    public long Part { get; set; }
    public Guid FollowUp { get; set; }
    public List<Guid> Pupils { get; set; } = [];
    public List<int> MethodGoals { get; set; } = [];
    public DateOnly StartsOn { get; set; }
    public DateOnly EvaluateOn { get; set; }

    /// <summary>Ended or taken back.</summary>
    public bool Over { get; set; }

    /// <summary>When it was said: an older word never replaces a newer one.</summary>
    public DateTimeOffset ToldAt { get; set; }
}

/// <summary>Ledger → Mapping: an outside name was tied to a pupil or untied; what came in by it moves. An empty key is nobody.</summary>
public sealed class MatchMoved
{
    public int School { get; set; }
    public short SchoolYear { get; set; }
    public long Part { get; set; }
    public int Tool { get; set; }

    /// <summary><see cref="Result.Match"/> of the results that move.</summary>
    public string Match { get; set; } = "";
    public Guid From { get; set; }
    public Guid To { get; set; }
}

/// <summary>Signalling → every web node: these groups have something new. Names no pupil.</summary>
public sealed class SignalsChanged
{
    public int School { get; set; }
    public List<GroupVersion> Groups { get; set; } = [];
}

public sealed class GroupVersion
{
    public string Group { get; set; } = "";
    public long Version { get; set; }
}
