using System.Collections.Concurrent;
using Dashboard.Samples.Classroom;

namespace Dashboard.Samples.Publisher;

/// <summary>A tool's own store, in memory: every attempt with the items that were answered.</summary>
public sealed class Shelf
{
    private readonly ConcurrentDictionary<string, Exercise> attempts = new(StringComparer.Ordinal);

    public Exercise? Find(string attempt) => attempts.GetValueOrDefault(attempt);

    public void Put(IEnumerable<Exercise> exercises)
    {
        foreach (var exercise in exercises) attempts[exercise.Attempt] = exercise;
    }

    /// <summary>Keeps what the tool already has of an attempt: it may have been corrected since.</summary>
    public IReadOnlyList<Exercise> Take(IEnumerable<Exercise> exercises) => [.. exercises.Select(e => attempts.GetOrAdd(e.Attempt, e))];

    /// <summary>What else the same pupil did on the same goal, newest first.</summary>
    public IReadOnlyList<Exercise> Beside(Exercise exercise) =>
        [.. attempts.Values.Where(e => e.Goal == exercise.Goal && e.Pupil.LasKey == exercise.Pupil.LasKey && e.Attempt != exercise.Attempt).OrderByDescending(e => e.At)];
}
