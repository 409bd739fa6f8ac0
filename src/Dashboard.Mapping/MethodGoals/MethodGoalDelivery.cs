using FluentValidation;

namespace Dashboard.Mapping.MethodGoals;

/// <summary>Body of PUT /api/v1/tools/{tool}/method-goals (design §6). <see cref="MethodGoalReader"/> sees to it that no element of a list is null.</summary>
public sealed record MethodGoalDelivery(string? Version, IReadOnlyList<DeliveredGoal>? Goals);

/// <param name="Code">As it comes in results; see "Matching a method goal".</param>
/// <param name="Title">As the publisher words it.</param>
/// <param name="Domain">The tool's own domain: ability is kept per domain.</param>
public sealed record DeliveredGoal(
    string? Code, string? Title, string? Description, string? Domain, string? Level, IReadOnlyList<string>? ExampleExercises, IReadOnlyList<DeliveredLink>? Links);

/// <param name="Goal">Address of the goal.</param>
/// <param name="Relation">exact, close, broad, narrow, related.</param>
/// <param name="Coverage">Null: unknown.</param>
/// <param name="Role">practise or assess.</param>
public sealed record DeliveredLink(string? Goal, string? Relation, DeliveredCoverage? Coverage, string? Role, string? Reason);

/// <summary>So many parts of the goal, of so many (LD-14). Names: which, as the goal names them; may be left out.</summary>
public sealed record DeliveredCoverage(short Parts, short Of, IReadOnlyList<string>? Names = null);

/// <summary>What became of one row. state: added, changed, unchanged, rejected. A row that is not rejected may still say which link was left as a curator decided.</summary>
public sealed record MethodGoalRow(string? Code, string State, IReadOnlyList<MethodGoalProblem> Problems);

public sealed record MethodGoalProblem(string Field, string Code, string Message);

public sealed record MethodGoalReport(string? Version, int Added, int Changed, int Unchanged, int Rejected, IReadOnlyList<MethodGoalRow> Rows);

internal sealed class DeliveredGoalRules : AbstractValidator<DeliveredGoal>
{
    public DeliveredGoalRules()
    {
        RuleFor(g => g.Code).NotEmpty().MaximumLength(512).WithErrorCode("code-missing").WithMessage("De code van het methodedoel ontbreekt of is te lang (hoogstens 512 tekens).");
        RuleFor(g => g.Title).NotEmpty().MaximumLength(300).WithErrorCode("title-missing").WithMessage("De titel van het methodedoel ontbreekt of is te lang (hoogstens 300 tekens).");
        RuleForEach(g => g.Links).SetValidator(new DeliveredLinkRules());
    }
}

internal sealed class DeliveredLinkRules : AbstractValidator<DeliveredLink>
{
    public DeliveredLinkRules()
    {
        RuleFor(l => l.Goal).NotEmpty().WithErrorCode("goal-missing").WithMessage("Het adres (URI) van het leerdoel ontbreekt.");
        RuleFor(l => l.Relation).Must(r => r is "exact" or "close" or "broad" or "narrow" or "related").WithErrorCode("relation-unknown").WithMessage("De relatie is exact, close, broad, narrow of related.");
        RuleFor(l => l.Role).Must(r => r is null or "practise" or "assess").WithErrorCode("role-unknown").WithMessage("De rol is practise of assess.");
        RuleFor(l => l.Coverage).Must(c => c is null || (c.Parts >= 0 && c.Of > 0 && c.Parts <= c.Of)).WithErrorCode("coverage-invalid").WithMessage("De dekking is parts van of, met 0 ≤ parts ≤ of.");
    }
}
