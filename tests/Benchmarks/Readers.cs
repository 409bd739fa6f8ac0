using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dashboard.Benchmarks;

/// <summary>Teachers who open group pages at a rate: a process of its own. A page's time counts from when it was due to its last byte.</summary>
public static partial class Readers
{
    /// <summary>At most this many sign in, each of another school.</summary>
    public const int Most = 8;

    public sealed record Outcome(int Pages, double P50, double P95, double P99, long Bytes)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Pages} read, p50 {P50:N0} ms, p95 {P95:N0} ms, p99 {P99:N0} ms as the reader sees it, {Bytes:N0} bytes each");
    }

    public static async Task<Outcome> Start(Stand stand, Options options)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["read", stand.Host.Address.ToString(), $"{Math.Min(Most, options.Schools)}", $"{options.Pages}", $"{options.Seconds}"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<Outcome>(line)! : throw new InvalidOperationException("The readers failed: " + line);
    }

    public static async Task<int> Run(string[] args)
    {
        var address = new Uri(args[0]);
        int[] n = [.. args[1..].Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
        var (readers, rate, seconds) = (n[0], n[1], n[2]);
        var people = new List<(HttpClient Http, string[] Groups)>();
        for (var school = 0; school < readers; school++) people.Add(await SignIn(address, school));
        var times = new double[rate * seconds];
        var (next, bytes) = (-1, 0L);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var i && i < times.Length)
            {
                var due = TimeSpan.FromSeconds((double)i / rate);
                if (due > clock.Elapsed) await Task.Delay(due - clock.Elapsed);
                var (http, groups) = people[i % people.Count];
                var page = await http.GetByteArrayAsync(groups[i / people.Count % groups.Length]);
                Interlocked.Add(ref bytes, page.Length);
                times[i] = (clock.Elapsed - due).TotalMilliseconds;
            }
        }));
        Array.Sort(times);
        Console.WriteLine(JsonSerializer.Serialize(new Outcome(times.Length, times[times.Length / 2], times[(int)(times.Length * 0.95)], times[(int)(times.Length * 0.99)], bytes / times.Length)));
        return 0;
    }

    private static async Task<(HttpClient, string[])> SignIn(Uri address, int school)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new System.Net.CookieContainer() }) { BaseAddress = address };
        var form = await http.GetStringAsync("/inloggen");
        using var answer = await http.PostAsync("/inloggen", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = Token().Match(form).Groups[1].Value, ["naam"] = Stand.UserName(school), ["wachtwoord"] = Stand.UserName(school),
        }));
        var home = await http.GetStringAsync("/");
        var groups = Group().Matches(home).Select(m => m.Groups[1].Value).Distinct().ToArray();
        return groups.Length > 0 ? (http, groups) : throw new InvalidOperationException($"No group on the first page of {Stand.UserName(school)}: {home}");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("href=\"(/g/[^\"/?#]+)\"")]
    private static partial Regex Group();
}
