using System.Net;
using System.Net.Mail;
using Dashboard.Schools.Calendar;
using Dashboard.Teaching.Digests;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Pages.Lesson;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Web.Mail;

/// <summary>
/// Sends the weekly message to who wants it: numbers per goal and a link, no name and no key of a pupil. A week is taken before it is sent,
/// so that nobody gets it twice; what the server refuses is tried again the next week, and logged without an address.
/// </summary>
public sealed partial class DigestClock(Database database, MailSettings settings, TimeProvider clock, ILogger<DigestClock> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.On) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (Week(SchoolTime.Local(clock.GetUtcNow())) is { } week) await SendAll(week, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(log, e);
            }
            await Task.Delay(TimeSpan.FromSeconds(settings.EverySeconds), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Monday of the week whose message is due now; null: not yet.</summary>
    internal DateOnly? Week(DateTimeOffset local)
    {
        var today = DateOnly.FromDateTime(local.DateTime);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var due = monday.AddDays(((int)settings.Day + 6) % 7);
        return today > due || (today == due && local.Hour >= settings.Hour) ? monday : null;
    }

    private async Task SendAll(DateOnly week, CancellationToken stop)
    {
        List<int> schools;
        await using (var look = await database.Begin(DatabaseRole.Web, Scope.None, stop))
            schools = await look.Tables.Schools.AsNoTracking().Select(s => s.SchoolId).ToListAsync(stop);
        foreach (var school in schools)
        {
            List<Digest> due;
            await using (var look = await database.Begin(DatabaseRole.Web, Scope.School(school), stop))
                due = await look.Tables.Digests.AsNoTracking().Where(d => d.SchoolId == school && d.IsOn && (d.SentFor == null || d.SentFor < week)).ToListAsync(stop);
            foreach (var digest in due) await Send(digest, week, stop);
        }
    }

    private async Task Send(Digest digest, DateOnly week, CancellationToken stop)
    {
        var texts = TextBook.In(digest.Language);
        List<(string Group, string Text)> messages = [];
        await using (var session = await database.Begin(DatabaseRole.Web, Scope.School(digest.SchoolId), stop))
        {
            var staff = await session.Tables.Staff.AsNoTracking().SingleAsync(s => s.SchoolId == digest.SchoolId && s.StaffId == digest.StaffId, stop);
            var person = new Person(staff.SchoolId, staff.StaffId, staff.Key, staff.DisplayName, staff.Role, staff.IsSample);
            var now = clock.GetUtcNow();
            foreach (var group in await session.Tables.VisibleGroups(person, clock).OrderBy(g => g.YearGroup).ThenBy(g => g.Name).ToListAsync(stop))
            {
                var facts = await GroupQuery.Read(session.Tables, group, staff.StaffId, now, stop);
                messages.Add((group.Name, WeekLines.Of(facts, SchoolTime.Day(now)).Mail(group.Name, new Uri(settings.Dashboard, $"/g/{group.Key}/week"), texts)));
            }
            if (messages.Count == 0 || !await DigestChoices.Take(session, digest.SchoolId, digest.StaffId, week, stop)) return;
            await session.Commit(stop);
        }
        try
        {
            using var server = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.StartTls, Credentials = settings.UserName is null ? null : new NetworkCredential(settings.UserName, settings.Password) };
            using var mail = new MailMessage(settings.From, digest.Address, texts["week.mail.subject"], string.Join("\r\n", messages.Select(m => m.Text)));
            await server.SendMailAsync(mail, stop);
        }
        catch (Exception e) when (e is SmtpException or FormatException)
        {
            LogRefused(log, e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The weekly messages could not be sent; tried again later")]
    private static partial void LogFailed(ILogger log, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A weekly message was not accepted by the mail server ({Error}); the next one is for next week")]
    private static partial void LogRefused(ILogger log, string error);
}
