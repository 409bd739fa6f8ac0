using System.Text.Json.Nodes;
using Dashboard.Contracts;
using Dashboard.Publishers.EduV;
using Dashboard.Tests.Publishers;
using static Dashboard.Tests.Publishers.EduVMessage;

namespace Dashboard.Tests.Conformance;

/// <summary>Edu-V Results 2.0 and 2.1: what the schema asks, and what it leaves unsaid.</summary>
public class ResultsRules
{
    private const string Results = "Edu-V Results";

    public static TheoryData<string, string> Required => new()
    {
        { "id", "id" }, { "assessmentDateTime", "assessmentDateTime" }, { "schoolPeriod", "schoolPeriod" }, { "timestamp", "timestamp" }, { "assessmentDefinition", "assessmentDefinition/id" },
        { "assessmentDefinition.id", "assessmentDefinition/id" }, { "assessmentDefinition.name", "assessmentDefinition/name" },
        { "assessmentDefinition.parts.0.id", "assessmentDefinition/parts" }, { "assessmentDefinition.parts.0.name", "assessmentDefinition/parts" }, { "assessmentDefinition.parts.0.index", "assessmentDefinition/parts" },
        { "scoreScaleDefinitions.0.id", "scoreScaleDefinitions" }, { "scoreScaleDefinitions.0.name", "scoreScaleDefinitions" }, { "scoreScaleDefinitions.0.scoreScaleEntries", "scoreScaleDefinitions" },
        { "scoreScaleDefinitions.0.scoreScaleEntries.0.LHS", "scoreScaleDefinitions/scoreScaleEntries" }, { "scoreScaleDefinitions.0.scoreScaleEntries.0.RHS", "scoreScaleDefinitions/scoreScaleEntries" },
        { "school.organisationIds.0.organisationId", "school/organisationIds" }, { "school.organisationIds.0.organisationIdType", "school/organisationIds" },
        { "studentScoresAndResults.0.id", "studentScoresAndResults[0]/id" }, { "studentScoresAndResults.0.student", "student" },
        { "studentScoresAndResults.0.dateCreated", "dateCreated" }, { "studentScoresAndResults.0.dateLastModified", "dateLastModified" },
        { "studentScoresAndResults.0.student.userIds.0.userIdType", "student/userIds" },
        { "studentScoresAndResults.0.scores.0.scoreValue", "scores/scoreValue" }, { "studentScoresAndResults.0.scores.0.scoreType", "scores/scoreType" }, { "studentScoresAndResults.0.scores.0.assessmentId", "scores/assessmentId" },
        { "studentScoresAndResults.0.results.0.resultValue", "results/resultValue" }, { "studentScoresAndResults.0.results.0.resultType", "results/resultType" }, { "studentScoresAndResults.0.results.0.assessmentId", "results/assessmentId" },
    };

    [Theory, MemberData(nameof(Required)), Rule(Results, "every required field is required")]
    public void Every_required_field_is_required(string path, string field)
    {
        var message = Filled();
        var steps = path.Split('.');
        var parent = steps[..^1].Aggregate((JsonNode)message, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);
        parent.AsObject().Remove(steps[^1]);
        var (_, notes) = Read(message);
        Assert.Contains(notes.Refused, p => p.Field == field && p.Code == "0011");
    }

    [Fact, Rule(Results, "studentScoresAndResults is not required")]
    public void A_message_without_students_is_good_and_reported()
    {
        var message = Filled();
        message.Remove("studentScoresAndResults");
        var (results, notes) = Read(message);
        Assert.Equal((0, false, "no-students"), (results.Count, notes.Any, notes.ReadOver.Single().Code));
    }

    [Fact, Rule(Results, "a message holds one student or a group")]
    public void A_message_holds_one_student_or_a_group()
    {
        var message = Filled();
        for (var i = 0; i < 30; i++)
        {
            var next = message.Statement().DeepClone();
            next["id"] = "ssr-next-" + i;
            message["studentScoresAndResults"]!.AsArray().Add(next);
        }
        Assert.Equal(31, Read(message).Results.Select(r => r.Result.ResultId).Distinct().Count());
    }

    [Fact, Rule(Results, "a statement's id is the key of its latest state: once in a message")]
    public void A_statement_id_stands_once_in_a_message() =>
        Refused("id", m => m["studentScoresAndResults"]!.AsArray().Add(m.Statement().DeepClone()));

    [Fact, Rule(Results, "student has userMasterIdentifier or at least one userId")]
    public void A_student_has_a_master_identifier_or_a_user_id()
    {
        Refused("student", m => m.Statement()["student"] = new JsonObject());
        Good(Filled(m => m.Statement()["student"] = new JsonObject { ["userMasterIdentifier"] = "https://ketenid.nl/pilot/ab" }));
    }

    [Fact, Rule(Results, "assessmentId equals assessmentDefinition.id")]
    public void AssessmentId_equals_the_id_of_the_definition()
    {
        Refused("scores/assessmentId", m => m.Score()["assessmentId"] = "anders");
        Refused("results/assessmentId", m => m.Result()["assessmentId"] = "anders");
    }

    [Fact, Rule(Results, "assessmentPartId is one of assessmentDefinition.parts")]
    public void AssessmentPartId_is_one_of_the_parts()
    {
        Refused("scores/assessmentPartId", m => m.Score()["assessmentPartId"] = "kwart");
        Refused("results/assessmentPartId", m => m.Result()["assessmentPartId"] = "kwart");
    }

    [Fact, Rule(Results, "scoreScaleIds are among scoreScaleDefinitions")]
    public void ScoreScaleIds_are_among_the_definitions() => Refused("scores/scoreScaleIds", m => m.Score()["scoreScaleIds"] = new JsonArray("ovg", "onbekend"));

    [Theory, Rule(Results, "numbers are written with a point, whatever the culture")]
    [InlineData("9,5"), InlineData("negen"), InlineData("NaN"), InlineData("1e300"), InlineData("-1")]
    public void A_number_is_written_with_a_point(string value) => Refused("scores/ScorePoints", m => m.Scores(("ScorePoints", value, "20", null)));

    [Theory, Rule(Results, "a percentage lies in 0 to 100")]
    [InlineData("100.5"), InlineData("-0.1")]
    public void A_percentage_lies_in_0_to_100(string value) => Refused("scores/PercentageCorrect", m => m.Scores(("PercentageCorrect", value, null, null)));

    [Fact, Rule(Results, "a score is not above its scoreMaximum")]
    public void A_score_is_not_above_its_maximum() => Refused("scores/ScorePoints", m => m.Scores(("ScorePoints", "21", "20", null)));

    [Theory, Rule(Results, "every scoreType of the enumeration is read")]
    [InlineData("DurationInSeconds"), InlineData("NumberCorrect"), InlineData("NumberIncorrect"), InlineData("NumberItems"), InlineData("PercentageCorrect"), InlineData("ScorePoints"), InlineData("SkillScore")]
    public void Every_score_type_is_read(string type) => Assert.Empty(Read(Message().Scores((type, "9", "10", null))).Notes.ReadOver);

    [Theory, Rule(Results, "every resultType of the enumeration is read")]
    [InlineData("AE", "B"), InlineData("AVI", "E5"), InlineData("CAE", "C"), InlineData("CIV", "II"), InlineData("CPercentiel", "55.5"), InlineData("DLE", "23"), InlineData("EducationLevel", "havo"),
     InlineData("FunctioningLevel", "M5"), InlineData("Grade0-10", "7"), InlineData("Grade0.0-10.0", "7.4"), InlineData("IV", "IV"), InlineData("LA", "A"), InlineData("LGH", "H"), InlineData("OVG", "V"),
     InlineData("PassOrFail", "Pass"), InlineData("Percentiel", "80"), InlineData("RnERK", "A1"), InlineData("RnTR", "1F")]
    public void Every_result_type_is_read(string type, string value)
    {
        var (results, notes) = Read(Message().Results((type, value)));
        Assert.Equal((value, 0, 0), (results.Single().Result.Label, notes.ReadOver.Count, notes.Refused.Count));
    }

    [Theory, Rule(Results, "OVG is one letter, percentiles lie in 0 to 100, grades in 0 to 10")]
    [InlineData("OVG", "ZZZ"), InlineData("OVG", "g"), InlineData("Percentiel", "101"), InlineData("CPercentiel", "-1"), InlineData("Grade0-10", "11"), InlineData("Grade0-10", "7.5"), InlineData("Grade0.0-10.0", "7,5")]
    public void A_result_value_fits_its_type(string type, string value) => Refused("results/" + type, m => m.Results((type, value)));

    [Fact, Rule(Results, "an unknown type is kept as it is and reported")]
    public void An_unknown_type_is_kept_as_it_is_and_reported()
    {
        var (results, notes) = Read(Message().Scores(("Stars", "drie", null, null)).Results(("Bands", "midden")));
        Assert.Equal([("Bands", "midden"), ("Stars", "drie")], results.Select(r => (r.Result.ScoreType, r.Result.Label!)).Order());
        Assert.All(results, r => Assert.Null(r.Result.Score));
        Assert.Equal(["unknown-result-type", "unknown-score-type"], notes.ReadOver.Select(n => n.Code).Order());
    }

    [Fact, Rule(Results, "an unknown type of identifier is read as another party's key and reported")]
    public void An_unknown_type_of_identifier_is_reported()
    {
        var (results, notes) = Read(Filled(m => m.Statement()["student"]!["userIds"]![0]!["userIdType"] = "UUID"));
        Assert.Equal(("unknown-id-type", "lln-maaike"), (notes.ReadOver.Single().Code, results[0].Pupil[0].Value));
    }

    [Theory, Rule(Results, "status is InProgress, Final or Canceled; another spelling is read and reported")]
    [InlineData("Final", ResultStatus.Final, 0), InlineData("InProgress", ResultStatus.InProgress, 0), InlineData("Canceled", ResultStatus.Cancelled, 0)]
    [InlineData("final", ResultStatus.Final, 1), InlineData("canceled", ResultStatus.Cancelled, 1), InlineData("done", ResultStatus.Final, 1)]
    public void Status_is_one_of_three(string status, ResultStatus expected, int reported)
    {
        var (results, notes) = Read(Filled(m => m.Statement()["status"] = status));
        Assert.Equal((expected, reported), (results[0].Result.Status, notes.ReadOver.Count));
    }

    [Fact, Rule(Results, "status and missing are optional")]
    public void Status_and_missing_are_optional() => Assert.Equal(ResultStatus.Final, Good(Filled(m => { m.Statement().Remove("status"); m.Statement().Remove("missing"); }))[0].Status);

    [Fact, Rule(Results, "missing: the results are absent, for every part")]
    public void Missing_says_that_the_results_are_absent()
    {
        var message = Message();
        message.Statement()["missing"] = true;
        Assert.Equal([("heel", ResultStatus.Missing), ("half", ResultStatus.Missing)], Good(message).Select(r => (r.Part, r.Status)));
    }

    [Fact, Rule(Results, "Canceled takes the whole statement back")]
    public void Canceled_takes_the_whole_statement_back()
    {
        var message = Message();
        message.Statement()["status"] = "Canceled";
        Assert.Equal((Result.Whole, ResultStatus.Cancelled), Assert.Single(Good(message)) is var r ? (r.Part, r.Status) : default);
    }

    [Theory, Rule(Results, "LHS is a range with both ends in it, or a number: the lower bound of a band")]
    [InlineData("9", "Onvoldoende"), InlineData("10", "Voldoende"), InlineData("15", "Voldoende"), InlineData("16", "Goed"), InlineData("20", "Goed")]
    public void A_scale_gives_a_score_its_label(string score, string label) =>
        Assert.Equal(label, Good(Message().Scores(("ScorePoints", score, "20", null)).Scaled())[0].Label);

    [Fact, Rule(Results, "an LHS that is neither is reported and names no score")]
    public void An_unreadable_LHS_is_reported()
    {
        var message = Message().Scores(("ScorePoints", "3", "20", null)).Scaled();
        message["scoreScaleDefinitions"]![0]!["scoreScaleEntries"]![0]!["LHS"] = "laag";
        var (results, notes) = Read(message);
        Assert.Equal(("scale-unreadable", null), (notes.ReadOver.Single().Code, results[0].Result.Label));
    }

    [Fact, Rule(Results, "times are RFC 3339 in UTC; another zone is converted, no zone is reported")]
    public void Times_are_RFC_3339()
    {
        Assert.Equal(new DateTimeOffset(2026, 10, 29, 8, 30, 0, TimeSpan.Zero), Good(Filled(m => m["assessmentDateTime"] = "2026-10-29T09:30:00+01:00"))[0].TakenAt);
        Assert.Equal("time-without-zone", Read(Filled(m => m["assessmentDateTime"] = "2026-10-29T09:30:00")).Notes.ReadOver.Single().Code);
        foreach (var wrong in new[] { "29-10-2026", "2026-02-30T00:00:00Z", "0001-01-01T00:00:00Z", "2999-01-01T00:00:00Z" })
            Assert.Equal("assessmentDateTime", Read(Filled(m => m["assessmentDateTime"] = wrong)).Notes.Refused.Single().Field);
    }

    [Fact, Rule(Results, "unknown properties are read over")]
    public void Unknown_properties_are_read_over() => Good(Filled(m => { m["extra"] = new JsonObject { ["a"] = 1 }; m.Score()["weight"] = 2; m["assessmentDefinition"]!["parts"]![0]!["parts"] = new JsonArray(); }));

    [Fact, Rule(Results, "the optional fields of the message are read over without harm")]
    public void The_optional_fields_do_no_harm() => Good(Filled(m =>
    {
        m["employees"] = new JsonArray(new JsonObject { ["userIds"] = new JsonArray(new JsonObject { ["userId"] = "x", ["userIdType"] = "ASI" }) });
        m["additionalInfo"] = "hele klas";
        m["assessmentDefinition"]!["version"] = "3";
        m["assessmentDefinition"]!["studyLevelId"] = "1";
        m["assessmentDefinition"]!["subjects"] = new JsonArray(new JsonObject { ["subjectPrefix"] = "p", ["subjectName"] = "rekenen" });
    }));

    [Fact, Rule(Results, "StatusResponse: one per student, with the status as an integer")]
    public void A_status_response_has_one_entry_per_student()
    {
        var notes = new EduVNotes();
        notes.Schema("a", "student", "Fout.");
        Assert.Equal([("a", 11), ("b", 99)], notes.Answer(["a", "b", "a", null]).Select(s => (s.Id!, s.Status)));
        Assert.Equal("""[{"id":"a","status":11,"statusMessage":"student: Fout."}]""", System.Text.Json.JsonSerializer.Serialize(notes.Answer(["a"]), EduVJson.Default.ListStatusResponse));
    }

    [Fact, Rule(Results, "StatusResponse: what is wrong with the message is said to every student")]
    public void What_is_wrong_with_the_message_is_said_to_every_student()
    {
        var notes = new EduVNotes();
        notes.Schema("a", "student", "Fout.");
        notes.Refuse(null, EduVStatus.SchoolUnknown, "school", "Onbekend.");
        Assert.Equal([("a", 11), ("b", 23)], notes.Answer(["a", "b"]).Select(s => (s.Id!, s.Status)));
        Assert.Equal((null, 23), Assert.Single(notes.Answer([])) is var s ? (s.Id, s.Status) : default);
    }

    [Fact, Rule(Results, "StatusResponse: no personal data in a statusMessage (RFC-62)")]
    public void No_personal_data_stands_in_a_status_message()
    {
        var message = Filled(m => { m.Statement()["student"]!["userMasterIdentifier"] = "https://ketenid.nl/pilot/geheim"; m.Score()["scoreValue"] = "x"; m.Score()["scoreScaleIds"] = new JsonArray("y"); m.Result()["resultValue"] = "lln-maaike"; });
        var text = string.Join(' ', Read(message).Notes.Answer(["ssr-12"]).Select(s => s.StatusMessage));
        Assert.NotEmpty(text);
        Assert.DoesNotContain("geheim", text, StringComparison.Ordinal);
        Assert.DoesNotContain("lln-maaike", text, StringComparison.Ordinal);
    }

    private static JsonObject Filled(Action<JsonObject>? change = null)
    {
        var message = Message().Scores(("NumberCorrect", "9", "10", null)).Results(("OVG", "G"));
        change?.Invoke(message);
        return message;
    }

    private static void Refused(string field, Action<JsonObject> change)
    {
        var (_, notes) = Read(Filled(change));
        Assert.Contains(notes.Refused, p => p.Field == field && p.Code == "0011");
    }
}

file static class Change
{
    public static JsonObject Score(this JsonObject message) => message.Statement()["scores"]![0]!.AsObject();

    public static JsonObject Result(this JsonObject message) => message.Statement()["results"]![0]!.AsObject();

    public static JsonObject Scaled(this JsonObject message)
    {
        message.Score()["scoreScaleIds"] = new JsonArray("ovg");
        return message;
    }
}
