using Dashboard.Contracts;

namespace Dashboard.Mapping.Results;

/// <summary>A part of a delivery with its results opened.</summary>
public sealed record ReceivedPart(int School, int Tool, short SchoolYear, long Delivery, long Part, bool Replayed, List<Result> Results);
