using System.Text;
using System.Text.Json;
using Dashboard.Mapping.Links.Files;
using Dashboard.Mapping.MethodGoals;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Pages.Links;

/// <summary>Links as a file: out, and back in; and a publisher's method goals, where the publisher does not send them itself.</summary>
[Authorize(Policy = WebComponent.EditsLinks)]
public sealed class FilesModel(CurrentPerson current, LinkFiles files, MethodGoalCatalogue catalogue, TextBook texts) : PageModel
{
    private const long Largest = 64 * 1024 * 1024;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public LinkFileReport? Report { get; private set; }
    public MethodGoalReport? Delivered { get; private set; }
    public IReadOnlyList<Tool> Tools { get; private set; } = [];
    public bool IsCurator => current.Person.Role == Role.Curator;

    public async Task<IActionResult> OnGetAsync(string? soort, CancellationToken stop)
    {
        if (soort is not ("csv" or "json")) return await Show(stop);
        await using var session = await current.Begin(stop);
        var rows = await LinkFiles.Export(session, current.Person, stop);
        return File(Encoding.UTF8.GetBytes(soort == "csv" ? LinkFile.ToCsv(rows) : LinkFile.ToJson(rows)), soort == "csv" ? "text/csv; charset=utf-8" : "application/json", $"koppelingen.{soort}");
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? bestand, CancellationToken stop)
    {
        if (await Text(bestand, stop) is not { } text) Report = new(0, 0, [new(1, "", "file-unknown")]);
        else
        {
            await using var session = await current.Begin(stop);
            Report = await files.Import(session, current.Person, text, stop);
            if (Report.Problems.Count == 0) await session.Commit(stop);
        }
        return await Show(stop);
    }

    /// <summary>A curator uploads what the publisher would send to the address for method goals; the publisher stays its author.</summary>
    public async Task<IActionResult> OnPostMethodGoalsAsync(IFormFile? bestand, string? leermiddel, CancellationToken stop)
    {
        if (!IsCurator) return Forbid();
        await using var session = await current.Begin(stop);
        var tool = await session.Tables.Tools.AsNoTracking().SingleOrDefaultAsync(t => t.Key == leermiddel, stop);
        await using var file = bestand?.OpenReadStream() ?? Stream.Null;
        if (tool is null || (await MethodGoalReader.Read(file, stop)).Delivery is not { } delivery) Report = new(0, 0, [new(1, tool is null ? "tool" : "", tool is null ? "tool-unknown" : "file-unknown")]);
        else
        {
            var publisher = await session.Tables.Publishers.Where(p => p.PublisherId == tool.PublisherId).Select(p => p.Name).SingleAsync(stop);
            Delivered = await catalogue.Take(tool, publisher, delivery, stop);
            current.Note(session, "method-goals-uploaded", tool.Key, JsonSerializer.Serialize(new { Delivered.Added, Delivered.Changed, Delivered.Rejected }, Json));
            await session.Tables.SaveChangesAsync(stop);
            await session.Commit(stop);
        }
        return await Show(stop);
    }

    private static async Task<string?> Text(IFormFile? file, CancellationToken stop)
    {
        if (file is null || file.Length is 0 or > Largest) return null;
        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync(stop);
    }

    private async Task<PageResult> Show(CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        Tools = await session.Tables.Tools.AsNoTracking().OrderBy(t => t.Name).ToListAsync(stop);
        ViewData.Frame(new Frame(texts["file.title"], Here: "koppelen"));
        return Page();
    }
}
