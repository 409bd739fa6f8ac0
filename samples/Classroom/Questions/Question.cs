namespace Dashboard.Samples.Classroom.Questions;

/// <summary>One question as a tool could ask it.</summary>
/// <param name="Answer">The right answer.</param>
/// <param name="Wrong">An answer that a child could give by mistake; never the right one.</param>
/// <param name="Clock">Hour and minute of the clock in the picture, if there is one.</param>
internal sealed record Question(string Text, string Answer, string Wrong, ClockFace? Clock = null);

/// <summary>A clock with hands.</summary>
public sealed record ClockFace(int Hour, int Minute);

/// <summary>One answered item, as the tool's own report shows it.</summary>
/// <param name="Given">What the pupil answered.</param>
public sealed record Item(int Number, string Question, string Answer, string Given, bool Right, ClockFace? Clock);
