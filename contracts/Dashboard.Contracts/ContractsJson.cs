using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Contracts;

/// <summary>How the canonical results stand in the ledger and on the bus: source-generated, empty fields left out.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Result))]
[JsonSerializable(typeof(List<ContextItem>))]
[JsonSerializable(typeof(Trigger))]
[JsonSerializable(typeof(List<Result>))]
[JsonSerializable(typeof(ResultsReceived))]
[JsonSerializable(typeof(ResultsMapped))]
[JsonSerializable(typeof(RefoldRequested))]
[JsonSerializable(typeof(MatchMoved))]
[JsonSerializable(typeof(FollowUpChanged))]
[JsonSerializable(typeof(SignalsChanged))]
public sealed partial class ContractsJson : JsonSerializerContext;
