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

/// <summary>POST /results of Edu-V Results 2.0 and 2.1: a push of the latest state. 400 stores nothing.</summary>
internal static class ResultsEndpoint
{
    public const string Path = "/eduv/v2/results";
    private const string Format = "eduv-results-2";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(Path, Receive)
            .WithTags("Edu-V").WithSummary("Resultaten ontvangen (Edu-V Results 2.0 en 2.1)")
            .WithDescription("202: vastgelegd; de header Delivery-Id wijst naar het rapport. 400 en 403: niets vastgelegd, met per student een StatusResponse. Wat de school niet ontvangt (andere groepen, voor haar begindag) blijft weg en staat in het rapport; is dat alles, dan 403. 401: zonder body.")
            .WithMetadata(Examples.Results, new DisableRequestSizeLimitAttribute(), new DeliveryDoor(Format, WithoutScope: 401, ApiVersion.Newest))
            .Accepts<AssessmentScoresAndResults>("application/json", "*/*")
            .Produces(202).Produces<StatusResponse[]>(400).Produces(401).Produces<StatusResponse[]>(403).Produces<StatusResponse[]>(503)
            .AddEndpointFilter(new EduVFailure(ApiVersion.Newest))
            .RequireAuthorization(PublisherScopes.Policy(PublisherScopes.Results)).DisableAntiforgery();
        app.MapPost("/eduv/v{major:int}/results", OtherMajor)
            .WithTags("Edu-V").WithSummary("Een andere hoofdversie dan 2: wordt niet ondersteund")
            .WithDescription("Altijd 400 met status 12.")
            .WithMetadata(new DeliveryDoor(Format, WithoutScope: 401, ApiVersion.Newest))
            .Produces<StatusResponse[]>(400).Produces(401)
            .RequireAuthorization(PublisherScopes.Policy(PublisherScopes.Results)).DisableAntiforgery();
    }

    private static async Task<IResult> OtherMajor(int major, ClaimsPrincipal user, EduVDoor door, Intake intake, CancellationToken stop)
    {
        var notes = new EduVNotes();
        var version = new ApiVersion(ApiVersion.Newest, Supported: false, Newer: false).Note(notes);
        var sender = await door.Check(user, readable: false, null, null, notes, stop);
        var id = await intake.Refuse(sender.Publisher, Format, 0, null, 0, notes.Refused, stop);
        return new EduVReply(400, id, version.Answer, notes.Answer([]));
    }

    internal static async Task<IResult> Receive(HttpRequest request, ClaimsPrincipal user, EduVDoor door, Intake intake, IOptions<DoorLimits> limits, CancellationToken stop)
    {
        var notes = new EduVNotes();
        var version = ApiVersion.Of(request, 2, 1, ApiVersion.Newest, ApiVersion.Previous).Note(notes).Answer;
        var message = notes.Any ? null : await Body(request, limits.Value.EduVBytes, notes, stop);
        if (message is not null) MessageCheck.Envelope(message, notes);
        var sender = await door.Check(user, message is not null, message?.School, message?.ToolName, notes, stop);
        var statements = (message?.StudentScoresAndResults ?? []).Select(s => s?.Id).ToList();
        if (notes.Any) return await Refused();
        if (sender.Feed is null) return Off((await intake.RefuseOff(Incoming(0, []), statements.Count, stop)).DeliveryId);

        var year = SchoolYear(message!, notes);
        MessageCheck.Statements(message!, notes);
        var results = notes.Any ? [] : new StatementReader(message!, ReadingTool.For(sender.Tool!, sender.School!), notes).ReadAll();
        if (notes.Any) return await Refused();
        var receipt = await intake.Accept(Incoming(year, results), stop);
        if (receipt.NoneTaken is { } none) return new EduVReply(403, receipt.DeliveryId, version, notes.NotTaken(none).Answer(statements));
        return receipt.FeedOn ? new EduVReply(202, receipt.DeliveryId, version, null) : Off(receipt.DeliveryId);

        IncomingMessage Incoming(short year, IReadOnlyList<IncomingResult> results) =>
            new(sender.Publisher, Format, sender.School!.SchoolId, sender.Tool!.ToolId, year, results, notes.ReadOver);

        async Task<IResult> Refused() =>
            new EduVReply(400, await intake.Refuse(sender.Publisher, Format, sender.School?.SchoolId ?? 0, sender.Tool?.ToolId, statements.Count, notes.Refused, stop), version, notes.Answer(statements));

        EduVReply Off(Guid delivery)
        {
            notes.Refuse(null, EduVStatus.ConsentRequired, "school", "De school heeft deze koppeling uitgezet.");
            return new(403, delivery, version, notes.Answer(statements));
        }
    }

    private static async Task<AssessmentScoresAndResults?> Body(HttpRequest request, long limit, EduVNotes notes, CancellationToken stop)
    {
        try
        {
            if (await JsonSerializer.DeserializeAsync(BodyStream.Open(request, limit), EduVJson.Default.AssessmentScoresAndResults, stop) is { } message) return message;
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

    private static short SchoolYear(AssessmentScoresAndResults message, EduVNotes notes)
    {
        if (WrittenTime.SchoolYear(message.SchoolPeriod) is { } year) return year;
        notes.Note(null, "schoolPeriod", "schoolPeriod-unknown", "In schoolPeriod staat geen schooljaar zoals 2026-2027. Het jaar volgt uit assessmentDateTime.");
        return SchoolTime.SchoolYear(SchoolTime.Day(WrittenTime.Instant(message.AssessmentDateTime)!.Value));
    }
}
