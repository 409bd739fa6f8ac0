using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Dashboard.Tests.Architecture;

/// <summary>A bus message as JSON sees it: each property with its type, nested types below.</summary>
internal static class MessageShape
{
    public static string Of(IEnumerable<Type> messages)
    {
        var text = new StringBuilder();
        var waiting = new Queue<Type>(messages.OrderBy(m => m.Name, StringComparer.Ordinal));
        var seen = new HashSet<Type>(waiting);
        while (waiting.TryDequeue(out var type))
        {
            text.Append(type.FullName).Append('\n');
            if (type.IsEnum)
            {
                foreach (var value in Enum.GetValuesAsUnderlyingType(type).Cast<object>().Zip(Enum.GetNames(type))) text.Append(CultureInfo.InvariantCulture, $"  {value.First} {value.Second}\n");
                text.Append('\n');
                continue;
            }
            var nullability = new NullabilityInfoContext();
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                var optional = nullability.Create(property).ReadState == NullabilityState.Nullable ? "?" : "";
                text.Append(CultureInfo.InvariantCulture, $"  {JsonNamingPolicy.CamelCase.ConvertName(property.Name)}: {Name(property.PropertyType)}{optional}\n");
                if (Part(property.PropertyType) is { } part && part.Assembly == type.Assembly && seen.Add(part)) waiting.Enqueue(part);
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    private static Type Part(Type type) => Nullable.GetUnderlyingType(type) ?? (IsList(type) ? type.GetGenericArguments()[^1] : type);

    private static string Name(Type type) => IsList(type) ? $"[{Name(type.GetGenericArguments()[^1])}]" : (Nullable.GetUnderlyingType(type) ?? type).Name;

    private static bool IsList(Type type) => type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type);
}
