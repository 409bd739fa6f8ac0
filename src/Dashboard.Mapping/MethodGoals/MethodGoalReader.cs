using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Mapping.MethodGoals;

/// <summary>
/// Reads a delivery of method goals, whether it came to the API or as a file: strictly, and whole or not at all. What cannot be read
/// is named by its place, never by what stood there.
/// </summary>
public static class MethodGoalReader
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { AllowDuplicateProperties = false };

    /// <returns>The delivery, with its goals; or null, and in Dutch why not.</returns>
    public static async Task<(MethodGoalDelivery? Delivery, string Problem)> Read(Stream body, CancellationToken stop)
    {
        try
        {
            var delivery = await JsonSerializer.DeserializeAsync<MethodGoalDelivery>(body, Strict, stop);
            if (delivery is null) return (null, "Het bericht is leeg.");
            if (delivery.Goals is not { } goals) return (null, "Het veld 'goals' ontbreekt.");
            for (var i = 0; i < goals.Count; i++)
                if (HasNull(goals[i])) return (null, $"goals[{i}]: een doel, een koppeling of een voorbeeld is leeg (null).");
            return (delivery, "");
        }
        catch (JsonException problem)
        {
            return (null, $"{problem.Path ?? "$"}: dit is geen geldige JSON volgens het schema.");
        }
        catch (BadHttpRequestException)
        {
            return (null, "Het bericht is te groot of niet af. Stuur het in delen.");
        }
    }

    /// <summary>JSON may have null where the types say that there is none.</summary>
    private static bool HasNull(DeliveredGoal? goal) =>
        goal is null || goal.Links?.Any(l => l is null) == true || goal.ExampleExercises?.Any(e => e is null) == true || goal.Links?.Any(l => l.Coverage?.Names?.Any(n => n is null) == true) == true;
}
