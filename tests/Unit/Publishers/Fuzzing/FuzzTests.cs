using System.Diagnostics;
using System.Globalization;

namespace Dashboard.Tests.Publishers.Fuzzing;

/// <summary>
/// Changed inputs for every parser, the same ones each time: none may throw, hang, or leave memory behind. A few seconds here;
/// bash tests/fuzz.sh runs a million of each.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    private const long MostLeftBehind = 64 * 1024 * 1024;
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    public static TheoryData<string> Parsers => [.. Parser.All.Keys];

    [Theory, MemberData(nameof(Parsers))]
    public async Task No_input_makes_a_parser_throw_hang_or_keep_memory(string parser)
    {
        var executions = Number("DASHBOARD_FUZZ", 3000);
        var seed = Number("DASHBOARD_FUZZ_SEED", 1);
        if (Environment.GetEnvironmentVariable("DASHBOARD_FUZZ_ONLY") is { Length: > 0 } only && only != parser) return;
        var one = Parser.All[parser];
        Assert.All(one.Good, good => Assert.True(one.Read(good)));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();

        var lanes = Math.Max(1, Math.Min(Environment.ProcessorCount, executions / 10_000));
        var runs = Enumerable.Range(0, lanes).Select(lane => Task.Factory.StartNew(() => Lane(one, seed + lane, executions / lanes), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        var taken = (await Task.WhenAll(runs)).Sum();

        var left = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{parser}: {executions} inputs in {clock.Elapsed.TotalSeconds:0.0} s, {taken} taken, {left / 1024} kB left behind"));
        Assert.True(left < MostLeftBehind, $"{left} bytes left behind");
        Assert.NotEqual(0, taken); // some mutations do no harm: the fuzzer reaches the inside
    }

    private static int Lane(Parser parser, int seed, int executions)
    {
        var mutation = new Mutation(seed, parser.Good);
        var taken = 0;
        for (var i = 0; i < executions; i++)
        {
            var input = mutation.Next();
            var clock = Stopwatch.StartNew();
            try
            {
                if (parser.Read(input)) taken++;
            }
            catch (Exception problem)
            {
                throw new InvalidOperationException($"seed {seed}, input {i}: {problem.GetType().Name}: {problem.Message}\n{problem.StackTrace}\n{Convert.ToBase64String(input)}", problem);
            }
            if (clock.Elapsed > Hang) throw new TimeoutException($"seed {seed}, input {i} took {clock.Elapsed}\n{Convert.ToBase64String(input)}");
        }
        return taken;
    }

    /// <summary>XName keeps names for good; a sender's made-up names may not stay.</summary>
    [Fact]
    public async Task Names_that_a_sender_makes_up_are_forgotten()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var message = 0; message < 400; message++)
        {
            var text = "<r xmlns:p" + message.ToString(CultureInfo.InvariantCulture) + "=\"urn:x\">" + string.Concat(Enumerable.Range(0, 500).Select(i => $"<naam-{message}-{i}-{new string('x', 100)}/>")) + "</r>";
            await Dashboard.Publishers.Uwlr.SafeXml.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), Assert.Fail, TestContext.Current.CancellationToken);
        }
        var left = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(left < 16 * 1024 * 1024, $"{left} bytes left behind"); // 200,000 names of 100 characters are 60 MB
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
