using System.Security.Claims;
using System.Text.Json;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Styles;
using Dashboard.Publishers.Tokens;
using Dashboard.Schools.Calendar;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Dashboard.Publishers.EduV;

/// <summary>PUT /progress/{id} of the Edu-V Progress draft; per feed, off unless the school and publisher agreed on it.</summary>
internal static class ProgressEndpoint
{
    public const string Path = "/eduv/v0/progress/{id}", Version = "0.0.5";
    private const string Format = "eduv-progress-0";

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPut(Path, Receive)
            .WithTags("Edu-V").WithSummary("Voortgang ontvangen (Edu-V Progress 0.0.5, concept)")
            .WithDescription("202: vastgelegd. 403: de koppeling staat uit, of de school ontvangt geen voortgang. 400: niets vastgelegd. 401: zonder body.")
            .WithMetadata(Examples.Progress, new DisableRequestSizeLimitAttribute(), new DeliveryDoor(Format, WithoutScope: 401, Version))
            .Accepts<SimpleProgress>("application/json", "*/*")
            .Produces(202).Produces<StatusResponse[]>(400).Produces(401).Produces<StatusResponse[]>(403).Produces<StatusResponse[]>(503)
            .AddEndpointFilter(new EduVFailure(Version))
            .RequireAuthorization(PublisherScopes.Policy(PublisherScopes.Progress)).DisableAntiforgery();

    internal static async Task<IResult> Receive(string id, HttpRequest request, ClaimsPrincipal user, EduVDoor door, Intake intake, IOptions<DoorLimits> limits, CancellationToken stop)
    {
        var notes = new EduVNotes();
        var version = ApiVersion.Of(request, 0, 0, Version, null).Note(notes);
        var progress = notes.Any ? null : await Body(request, limits.Value.ProgressBytes, notes, stop);
        if (progress is not null) ProgressReader.Check(id, progress, notes);
        var sender = await door.Check(user, progress is not null, progress?.School, progress?.ToolName, notes, stop);
        if (notes.Any) return await Refuse(400);

        var at = SchoolTime.SchoolYear(SchoolTime.Day(WrittenTime.Instant(progress!.Timestamp)!.Value));
        var message = new IncomingMessage(sender.Publisher, Format, sender.School!.SchoolId, sender.Tool!.ToolId, at, [], []);
        if (sender.Feed is { Progress: false })
        {
            notes.Refuse(id, EduVStatus.ConsentRequired, "school", "De school ontvangt van dit leermiddel geen voortgang.");
            return await Refuse(403);
        }
        if (sender.Feed is null) return Off(id, await intake.RefuseOff(message, 1, stop));

        var result = ProgressReader.Read(id, progress, ReadingTool.For(sender.Tool, sender.School), notes);
        if (notes.Any) return await Refuse(400);
        var receipt = await intake.Accept(message with { Results = [result], Problems = notes.ReadOver }, stop);
        if (receipt.NoneTaken is { } none) return new EduVReply(403, receipt.DeliveryId, Version, notes.NotTaken(none).Answer([id]));
        return receipt.FeedOn ? new EduVReply(202, receipt.DeliveryId, Version, null) : Off(id, receipt);

        async Task<IResult> Refuse(int status) =>
            new EduVReply(status, await intake.Refuse(sender.Publisher, Format, sender.School?.SchoolId ?? 0, sender.Tool?.ToolId, 1, notes.Refused, stop),
                version.Answer, notes.Answer([id]));
    }

    private static EduVReply Off(string id, IntakeReceipt receipt) =>
        new(403, receipt.DeliveryId, Version, [new StatusResponse(id, EduVStatus.ConsentRequired, "De school heeft deze koppeling uitgezet.")]);

    private static async Task<SimpleProgress?> Body(HttpRequest request, long limit, EduVNotes notes, CancellationToken stop)
    {
        try
        {
            if (await JsonSerializer.DeserializeAsync(BodyStream.Open(request, limit), EduVJson.Default.SimpleProgress, stop) is { } progress) return progress;
            notes.Schema(null, "$", "Het bericht is leeg.");
        }
        catch (JsonException problem)
        {
            notes.Schema(null, problem.Path ?? "$", "Dit is geen geldige JSON volgens het schema.");
        }
        catch (UnreadableBodyException problem)
        {
            notes.Schema(null, "$", problem.Message);
        }
        return null;
    }
}
