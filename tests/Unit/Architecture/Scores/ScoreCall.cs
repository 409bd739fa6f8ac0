using System.Reflection;

namespace Dashboard.Tests.Architecture.Scores;

/// <summary>A call, seen from its caller: what goes in, what comes out, and whether the called method makes scores meet.</summary>
internal sealed class ScoreCall(ScoreFlow flow, MethodBase caller, List<Cell> stack, Action<bool> note)
{
    private static readonly HashSet<string> Gathering =
    [
        "Sum", "Max", "Min", "MaxBy", "MinBy", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Order", "OrderDescending",
        "Aggregate", "AggregateBy", "SumAsync", "MaxAsync", "MinAsync", "Sort", "BinarySearch",
    ];

    private static readonly HashSet<string> Meeting =
    [
        "Max", "Min", "MaxMagnitude", "MinMagnitude", "Compare", "CompareTo", "op_Addition", "op_Subtraction", "op_LessThan", "op_GreaterThan", "op_LessThanOrEqual", "op_GreaterThanOrEqual",
        "Add", "AddChecked", "Subtract", "SubtractChecked", "LessThan", "LessThanOrEqual", "GreaterThan", "GreaterThanOrEqual",
    ];

    public static bool IsAverage(MethodBase called) => called.Name is "Average" or "AverageAsync" && !called.DeclaringType!.FullName!.StartsWith("Dashboard.", StringComparison.Ordinal);

    public void Step(MethodBase called, bool makesObject)
    {
        var taken = Enumerable.Range(0, called.GetParameters().Length + (called.IsStatic || makesObject ? 0 : 1)).Select(_ => Pop()).Reverse().ToList();
        var given = called.IsStatic || makesObject ? taken : taken[1..];
        if (flow.IsOurs(called)) Ours(called, given, makesObject);
        else Theirs(called, taken, given, makesObject);
    }

    private void Ours(MethodBase called, List<Cell> given, bool makesObject)
    {
        var parameters = called.GetParameters();
        for (var i = 0; i < given.Count; i++)
            note(flow.Parameter(called, i + 1).Add(given[i].Bits & Carry.Direct(parameters[i].ParameterType), given[i].Target));
        if (makesObject) Push(new Cell());
        else if (called is MethodInfo { ReturnType: var type } && type != typeof(void)) Push(new Cell(flow.Return(called).Bits & Carry.Direct(type), flow.Return(called).Target));
    }

    private void Theirs(MethodBase called, List<Cell> taken, List<Cell> given, bool makesObject)
    {
        var bits = taken.Aggregate(Taint.None, (all, c) => all | c.Bits);
        var owner = called.DeclaringType!;
        if (IsAverage(called)) flow.Report(caller, "Average");
        if (bits != Taint.None && Gathering.Contains(called.Name) && owner.Namespace is "System.Linq" or "System.Collections.Generic" or "System" or "Microsoft.EntityFrameworkCore" && owner != typeof(Math) && !owner.IsPrimitive)
            flow.Report(caller, $"{called.Name} over scores");
        if (taken.Count(c => c.Bits != Taint.None) > 1 && Meeting.Contains(called.Name) && owner.Namespace is "System" or "System.Collections.Generic" or "System.Linq.Expressions" && !IsCollection(owner))
            flow.Report(caller, $"{called.Name} of two scores");
        if (owner.FullName == "System.Linq.Expressions.Expression") Expression(called, given);
        if (called.Name == "SetResult" && ScoreFlow.AsyncMethodOf(caller.DeclaringType) is { } async) note(flow.Return(async).Add(bits));

        foreach (var function in given.Where(c => c.Target is not null && flow.IsOurs(c.Target))) // it will be called with what else was given
            Feed(function.Target!, _ => taken.Where(c => c != function).Aggregate(Taint.None, (all, c) => all | c.Bits));
        if (!called.IsStatic && !makesObject && owner.IsGenericType) note(taken[0].Add(bits & Carry.Through(owner))); // list.Add(score)

        if (called.Name == "GetHashCode") bits = Taint.None;
        var result = makesObject ? owner : called is MethodInfo m && m.ReturnType != typeof(void) ? m.ReturnType : null;
        if (result is not null) Push(new Cell(bits & Carry.Through(result), typeof(Delegate).IsAssignableFrom(result) || result.Namespace == "System.Reflection" ? taken.Find(c => c.Target is not null)?.Target : null));
    }

    /// <summary>A piece of an expression tree: what EF will run.</summary>
    private void Expression(MethodBase called, List<Cell> given)
    {
        if (given.Find(c => c.Target is not null)?.Target is not { } target) return;
        var bits = given.Aggregate(Taint.None, (all, c) => all | c.Bits);
        if (called.Name == "Bind" && flow.IsOurs(target)) Feed(target, _ => bits);
        if (called.Name == "New" && flow.IsOurs(target))
        {
            var arguments = given.Find(c => c.Items.Count > 0);
            Feed(target, i => arguments is null ? bits : arguments.Items.GetValueOrDefault(i)?.Bits ?? Taint.None);
        }
        if (called.Name == "Call" && bits != Taint.None && Gathering.Contains(target.Name)) flow.Report(caller, $"{target.Name} over scores");
    }

    private void Feed(MethodBase function, Func<int, Taint> bits)
    {
        var parameters = function.GetParameters();
        for (var i = 0; i < parameters.Length; i++) note(flow.Parameter(function, i + 1).Add(bits(i) & Carry.Through(parameters[i].ParameterType)));
    }

    private static bool IsCollection(Type type) => typeof(System.Collections.IEnumerable).IsAssignableFrom(type);

    private void Push(Cell cell) => stack.Add(cell);

    private Cell Pop()
    {
        if (stack.Count == 0) return new Cell();
        var top = stack[^1];
        stack.RemoveAt(stack.Count - 1);
        return top;
    }
}
