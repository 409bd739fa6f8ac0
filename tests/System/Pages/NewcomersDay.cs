using System.Text;
using Dashboard.Host.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.SystemTests.Pages;

/// <summary>The same journeys as a newcomer starts the dashboard: nothing configured, so the embedded database and the bus in memory.</summary>
public sealed class NewcomersDay(RealParts parts) : SampleDay(parts)
{
    protected override async Task<(DashboardHost, TestDatabase, IAsyncDisposable)> Begin()
    {
        var data = new TempFolder("newcomer");
        var host = await DashboardHost.Start(new Dictionary<string, string> { ["Dashboard__Data"] = data.Location, ["Dashboard__Secret"] = TestDatabase.Secret, ["Sample__Live"] = "false", ["Sample__Fetch"] = "false" });
        var postgres = await EmbeddedPostgres.Ensure(data.Location, Encoding.UTF8.GetBytes(TestDatabase.Secret), NullLogger.Instance);
        return (host, new TestDatabase(postgres.ConnectionString), new Ends(host, postgres, data));
    }

    private sealed class Ends(DashboardHost host, EmbeddedPostgres postgres, TempFolder data) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await host.DisposeAsync();
            await postgres.DisposeAsync();
            data.Dispose();
        }
    }
}

[CollectionDefinition(Name)]
public sealed class NewcomersDayTests : ICollectionFixture<NewcomersDay>
{
    public const string Name = "a day on the embedded database";
}

[Collection(NewcomersDayTests.Name)]
public sealed class RecordOnEmbeddedTests(NewcomersDay day) : RecordTests(day);

[Collection(NewcomersDayTests.Name)]
public sealed class GroupPageOnEmbeddedTests(NewcomersDay day) : GroupPageTests(day);

[Collection(NewcomersDayTests.Name)]
public sealed class GoalPageOnEmbeddedTests(NewcomersDay day) : GoalPageTests(day);

[Collection(NewcomersDayTests.Name)]
public sealed class ClickOnEmbeddedTests(NewcomersDay day, ITestOutputHelper output) : ClickTests(day, output);

[Collection(NewcomersDayTests.Name)]
public sealed class ActivityOnEmbeddedTests(NewcomersDay day) : ActivityTests(day);

[Collection(NewcomersDayTests.Name)]
public sealed class BloemOnEmbeddedTests(NewcomersDay day) : BloemTests(day);

[Collection(NewcomersDayTests.Name)]
public sealed class SchoolOnEmbeddedTests(NewcomersDay day) : SchoolTests(day);

[Collection(NewcomersDayTests.Name)]
public sealed class LessonOnEmbeddedTests(NewcomersDay day) : LessonTests(day);
