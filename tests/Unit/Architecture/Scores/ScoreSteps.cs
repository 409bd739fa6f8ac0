using System.Reflection;
using System.Reflection.Emit;

namespace Dashboard.Tests.Architecture.Scores;

/// <summary>One walk through one method, instruction by instruction, with the stack as the program would have it.</summary>
internal sealed class ScoreSteps(ScoreFlow flow, MethodBase method)
{
    private readonly List<Cell> _stack = [];
    private readonly Dictionary<int, List<Cell>> _arriving = [];
    private readonly Cell[] _locals = [.. method.GetMethodBody()!.LocalVariables.Select(_ => new Cell())];
    private bool _changed;

    /// <summary>True when a field, parameter or result was found to carry a score that was not known to.</summary>
    public bool Run(List<Instruction> instructions)
    {
        foreach (var handler in method.GetMethodBody()!.ExceptionHandlingClauses.Where(c => c.Flags is ExceptionHandlingClauseOptions.Clause or ExceptionHandlingClauseOptions.Filter))
        {
            _arriving[handler.HandlerOffset] = [new Cell()];
            if (handler.Flags == ExceptionHandlingClauseOptions.Filter) _arriving[handler.FilterOffset] = [new Cell()];
        }
        for (var pass = 0; pass < 2; pass++) // the second time round a loop, what the first one left is there
        {
            _stack.Clear();
            var reachable = true;
            foreach (var (instruction, next) in instructions.Zip(instructions.Skip(1).Append(null)))
            {
                if (_arriving.TryGetValue(instruction.Offset, out var waiting)) Meet(waiting, reachable);
                else if (!reachable) _stack.Clear();
                if (IsScratch(instruction, next)) _locals[Index(instruction)] = Pop().Joined(new Cell());
                else Step(instruction);
                if (instruction.Operand is int[] targets)
                    foreach (var target in targets) Arrive(target);
                reachable = instruction.Code.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw);
            }
        }
        return _changed;
    }

    private void Arrive(int target)
    {
        if (!_arriving.TryGetValue(target, out var waiting)) _arriving[target] = [.. _stack];
        else foreach (var (old, now) in waiting.Zip(_stack)) Into(old, now);
    }

    private void Meet(List<Cell> waiting, bool reachable)
    {
        var joined = reachable && waiting.Count == _stack.Count ? waiting.Zip(_stack, (a, b) => a.Joined(b)).ToList() : waiting;
        _stack.Clear();
        _stack.AddRange(joined);
    }

    private void Step(Instruction instruction)
    {
        var name = instruction.Code.Name!;
        switch (name)
        {
            case "dup": Push(_stack.LastOrDefault() ?? new Cell()); return;
            case "ret": Return(); return;
            case "call" or "callvirt" or "newobj" when instruction.Operand is MethodBase called: new ScoreCall(flow, method, _stack, Note).Step(called, name == "newobj"); return;
            case "ldftn" or "ldvirtftn" or "ldtoken" when instruction.Operand is MethodBase pointed:
                if (name == "ldvirtftn") Pop();
                if (ScoreCall.IsAverage(pointed)) flow.Report(method, "Average");
                Push(new Cell(flow.IsOurs(pointed) ? flow.Return(pointed).Bits : Taint.None, pointed));
                return;
            case "ldfld" or "ldsfld" or "ldflda" or "ldsflda" when instruction.Operand is FieldInfo field: Load(field, name); return;
            case "stfld" or "stsfld" when instruction.Operand is FieldInfo field:
                var stored = Pop();
                if (name == "stfld") Pop();
                Note(flow.Field(field).Add(stored.Bits & Carry.Direct(field.FieldType), stored.Target));
                return;
        }
        if (name.StartsWith("ldc.i4", StringComparison.Ordinal)) Push(new Cell { Number = instruction.Operand as int? ?? (char.IsAsciiDigit(name[^1]) && name != "ldc.i4" ? name[^1] - '0' : null) });
        else if (name.StartsWith("ldloc", StringComparison.Ordinal)) Push(Local(instruction));
        else if (name.StartsWith("stloc", StringComparison.Ordinal)) Into(Local(instruction), Pop());
        else if (name.StartsWith("ldarg", StringComparison.Ordinal)) Push(Argument(instruction));
        else if (name.StartsWith("starg", StringComparison.Ordinal)) Into(Argument(instruction), Pop());
        else if (name.StartsWith("st", StringComparison.Ordinal)) Store(instruction.Code);
        else Compute(instruction.Code, name);
    }

    /// <summary>Through an address or into an array: the place itself now holds it.</summary>
    private void Store(OpCode code)
    {
        var value = Pop();
        var index = Instructions.Pops(code) > 2 ? Pop() : null;
        var place = Pop();
        if (index?.Number is { } known) place.Items[known] = value;
        Into(place, value);
    }

    private void Compute(OpCode code, string name)
    {
        var taken = Enumerable.Range(0, Instructions.Pops(code)).Select(_ => Pop()).ToList();
        if (taken.Count(c => c.Bits != Taint.None) == 2 && Meets(name) is { } what) flow.Report(method, what);
        if (!Instructions.Pushes(code)) return;
        if (taken is [var only] && Keeps(name)) Push(only);
        else Push(new Cell(Calculates(name) ? taken.Aggregate(Taint.None, (bits, c) => bits | c.Bits) : Taint.None));
    }

    private static string? Meets(string name) => name.Split('.')[0] switch
    {
        "add" => "adds two scores",
        "sub" => "subtracts two scores",
        "clt" or "cgt" or "blt" or "bgt" or "ble" or "bge" => "compares two scores by size",
        _ => null,
    };

    private static bool Keeps(string name) => name is "castclass" or "isinst" or "box" or "unbox.any" or "ldobj" || name.StartsWith("ldind", StringComparison.Ordinal);

    private static bool Calculates(string name) => name.Split('.')[0] is "add" or "sub" or "mul" or "div" or "rem" or "neg" or "conv" or "ldelem" or "ldelema";

    private void Return()
    {
        if (method is not MethodInfo { ReturnType: var type } || type == typeof(void)) return;
        var value = Pop();
        Note(flow.Return(method).Add(value.Bits & Carry.Direct(type), value.Target));
    }

    private void Load(FieldInfo field, string name)
    {
        var holder = name is "ldfld" or "ldflda" ? Pop() : null;
        if (flow.IsOurs(field)) Push(name is "ldflda" or "ldsflda" ? flow.Field(field) : new Cell(flow.Field(field).Bits, flow.Field(field).Target));
        else Push(new Cell((holder?.Bits ?? Taint.None) & Carry.Through(field.FieldType))); // e.g. an item of a tuple
    }

    /// <summary>The compiler's own variable, put down to call a method on it and used again for something else.</summary>
    private static bool IsScratch(Instruction instruction, Instruction? next) =>
        instruction.Code.Name!.StartsWith("stloc", StringComparison.Ordinal) && next?.Code.Name!.StartsWith("ldloca", StringComparison.Ordinal) == true && Index(instruction) == Index(next);

    private static int Index(Instruction instruction) => instruction.Operand as int? ?? instruction.Code.Name![^1] - '0';

    private Cell Local(Instruction instruction) => _locals[Index(instruction)];

    private Cell Argument(Instruction instruction) => flow.Parameter(method, method.IsStatic ? Index(instruction) + 1 : Index(instruction));

    private void Into(Cell place, Cell value) => Note(place.Add(value.Bits, value.Target));

    private void Note(bool changed) => _changed |= changed;

    private void Push(Cell cell) => _stack.Add(cell);

    private Cell Pop()
    {
        if (_stack.Count == 0) return new Cell();
        var top = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }
}
