using System.Reflection;
using System.Reflection.Emit;

namespace Dashboard.Tests.Architecture.Scores;

/// <summary>One instruction of a compiled method. <see cref="Operand"/>: a member, an index, or the offsets it may jump to.</summary>
internal sealed record Instruction(int Offset, OpCode Code, object? Operand);

/// <summary>Reads the compiled form of a method.</summary>
internal static class Instructions
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    public static List<Instruction> Of(MethodBase method)
    {
        var il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var read = new List<Instruction>();
        for (var at = 0; at < il.Length;)
        {
            var offset = at;
            var code = Codes[il[at] == 0xFE ? (short)(0xFE00 | il[at + 1]) : il[at]];
            at += code.Size;
            var (operand, size) = Operand(method, code, il, at);
            at += size;
            read.Add(new Instruction(offset, code, operand));
        }
        return read;
    }

    private static (object? Operand, int Size) Operand(MethodBase method, OpCode code, byte[] il, int at)
    {
        switch (code.OperandType)
        {
            case OperandType.InlineNone: return (null, 0);
            case OperandType.ShortInlineBrTarget: return (new[] { at + 1 + (sbyte)il[at] }, 1);
            case OperandType.InlineBrTarget: return (new[] { at + 4 + BitConverter.ToInt32(il, at) }, 4);
            case OperandType.ShortInlineVar: return ((int)il[at], 1);
            case OperandType.InlineVar: return ((int)BitConverter.ToUInt16(il, at), 2);
            case OperandType.ShortInlineI: return ((int)(sbyte)il[at], 1);
            case OperandType.InlineI: return (BitConverter.ToInt32(il, at), 4);
            case OperandType.InlineI8 or OperandType.InlineR: return (null, 8);
            case OperandType.InlineSwitch:
                var count = BitConverter.ToInt32(il, at);
                var after = at + 4 + 4 * count;
                return (Enumerable.Range(0, count).Select(i => after + BitConverter.ToInt32(il, at + 4 + 4 * i)).ToArray(), 4 + 4 * count);
            case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                return (Member(method, BitConverter.ToInt32(il, at)), 4);
            default: return (null, 4);
        }
    }

    private static MemberInfo? Member(MethodBase method, int token)
    {
        var ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        return method.Module.ResolveMember(token, ofType, ofMethod);
    }

    /// <summary>How many values it takes from the stack; calls and returns depend on the method.</summary>
    public static int Pops(OpCode code) => code.StackBehaviourPop switch
    {
        StackBehaviour.Pop0 or StackBehaviour.Varpop => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
        StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8 or StackBehaviour.Popi_popr4
            or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
        _ => 3,
    };

    public static bool Pushes(OpCode code) => code.StackBehaviourPush is not (StackBehaviour.Push0 or StackBehaviour.Varpush);
}
