using System.Text.Json;
using Dashboard.Contracts;

namespace Dashboard.Tests.Publishers;

public sealed class CanonicalJsonTests
{
    [Fact]
    public void A_second_score_is_still_one_when_it_comes_out_of_the_ledger()
    {
        var json = JsonSerializer.Serialize([new Result { ResultId = "r", Primary = false }, new Result { ResultId = "r" }], ContractsJson.Default.ListResult);

        Assert.Equal([false, true], JsonSerializer.Deserialize(json, ContractsJson.Default.ListResult)!.Select(r => r.Primary));
    }
}
