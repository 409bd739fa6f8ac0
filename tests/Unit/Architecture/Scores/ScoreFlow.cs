using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Dashboard.Tests.Architecture.Scores;

/// <summary>
/// Follows every score through the compiled program (locals, fields, parameters, lambdas, expression trees, async methods) until
/// nothing new is found, and reports each place where two of them meet: added, subtracted, compared by size, summed, ordered.
/// A score may be divided by its own maximum, rounded, shown, stored, and compared for equality (is this version the same?).
/// </summary>
internal sealed partial class ScoreFlow
{
    private readonly Dictionary<(Module, int), Cell> _fields = [];
    private readonly Dictionary<(Module, int), Cell> _returns = [];
    private readonly Dictionary<(Module, int, int), Cell> _parameters = [];
    private readonly HashSet<Assembly> _ours;
    private readonly List<(MethodBase Method, List<Instruction> Code)> _methods = [];
    private readonly SortedDictionary<string, Type> _found = new(StringComparer.Ordinal);

    private ScoreFlow(IEnumerable<Type> types)
    {
        var all = types.ToList();
        _ours = [.. all.Select(t => t.Assembly)];
        const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var type in all)
        {
            _methods.AddRange(type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)).Where(m => m.GetMethodBody() is not null).Select(m => (m, Instructions.Of(m))));
            foreach (var field in type.GetFields(Everything)) Field(field).Add(Source(field));
        }
    }

    /// <summary>Every place where scores meet, as "Namespace.Type.Method: what happens", with its (outermost) type.</summary>
    public static IReadOnlyDictionary<string, Type> Find(IEnumerable<Type> types)
    {
        var flow = new ScoreFlow(types);
        while (flow._methods.Aggregate(false, (changed, m) => new ScoreSteps(flow, m.Method).Run(m.Code) || changed)) flow._found.Clear();
        return flow._found;
    }

    public void Report(MethodBase method, string what)
    {
        var type = method.DeclaringType!;
        while (type.DeclaringType is not null) type = type.DeclaringType;
        var written = WrittenName().Match($"{method.DeclaringType!.Name} {method.Name}"); // lambdas and async methods are compiled under other names
        _found[$"{type.FullName}.{(written.Success ? written.Groups[1].Value : method.Name)}: {what}"] = type;
    }

    public bool IsOurs(MemberInfo member) => member.DeclaringType is { } type && _ours.Contains(type.Assembly);

    /// <summary>A field of ours. What is called a number of items, a time or a maximum is that, and keeps no score (items and time may be summed).</summary>
    public Cell Field(FieldInfo field) => CountName().IsMatch(NameOf(field)) ? new Cell() : Of(_fields, (field.Module, field.MetadataToken));

    /// <summary>What a method of ours gives back. A generated state machine speaks for its async or iterator method.</summary>
    public Cell Return(MethodBase method)
    {
        if (method.GetCustomAttribute<IteratorStateMachineAttribute>() is { } machine
            && machine.StateMachineType.GetFields(BindingFlags.NonPublic | BindingFlags.Instance).FirstOrDefault(f => f.Name.Contains("current", StringComparison.Ordinal)) is { } current)
            Of(_returns, Key(method)).Add(Field(current).Bits);
        return Of(_returns, Key(method));
    }

    public Cell Parameter(MethodBase method, int index)
    {
        var (module, token) = Key(method);
        return Of(_parameters, (module, token, index));
    }

    /// <summary>The async method whose state machine this is, if it is one.</summary>
    public static MethodBase? AsyncMethodOf(Type? machine) => machine?.DeclaringType is not { } type ? null
        : type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .FirstOrDefault(m => m.GetCustomAttribute<AsyncStateMachineAttribute>()?.StateMachineType is { } t && t.MetadataToken == machine.MetadataToken);

    private static (Module, int) Key(MethodBase method) => (method.Module, method.MetadataToken);

    private static Cell Of<TKey>(Dictionary<TKey, Cell> cells, TKey key) where TKey : notnull
    {
        if (!cells.TryGetValue(key, out var cell)) cells[key] = cell = new Cell(shared: true);
        return cell;
    }

    /// <summary>Where scores come from: fields and properties with such a name, wherever they stand.</summary>
    private static Taint Source(FieldInfo field)
    {
        var name = NameOf(field);
        if (name.EndsWith("Correct", StringComparison.Ordinal)) return Carry.Direct(field.FieldType) == Taint.All ? Taint.Correct : Taint.None;
        var isScore = ScoreName().IsMatch(name) || (field.DeclaringType?.Name == "GoalState" && name is "N" or "A" or "B" or "Wrong" or "Streak");
        return isScore && Carry.IsReal(field.FieldType) ? Taint.Score : Taint.None;
    }

    private static string NameOf(FieldInfo field) => PropertyName().Match(field.Name) is { Success: true } property ? property.Groups[1].Value : field.Name;

    [GeneratedRegex(@"(Items|Exercises|Seconds|Minutes|Count|Max|Uncertainty)$")]
    private static partial Regex CountName();

    [GeneratedRegex(@"<(\w+)>")]
    private static partial Regex WrittenName();

    [GeneratedRegex(@"^<(\w+)>(?:k__BackingField|i__Field)$")]
    private static partial Regex PropertyName();

    [GeneratedRegex(@"^(\w*Score|N?Theta|Confidence|Rating(Base|From|To)?)$")]
    private static partial Regex ScoreName();
}
