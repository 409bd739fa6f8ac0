using System.CommandLine;

namespace Dashboard.Host.Commands;

/// <summary>goals import: goal sets as data.</summary>
internal static class GoalsCommand
{
    public static Command Make() => new("goals", "Goal sets.");
}
