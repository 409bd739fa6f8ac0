using System.Reflection;
using System.Reflection.Emit;

namespace Dashboard.Tests.Architecture;

/// <summary>The dependency rule of the house, in project files, in sources and in what was compiled.</summary>
public sealed class DependencyRuleTests
{
    private const string TheRule = "Contracts ← Store ← Schools ← {Publishers, Mapping, Signalling, Teaching} ← Web ← Host; the four in braces never know each other, and only Host knows the samples.";

    [Fact]
    public void Every_slice_has_its_place()
    {
        Assert.DoesNotContain(House.Slices, s => !Layers.Knows(s));
        Assert.Equal(9, House.Slices.Count);
    }

    [Fact]
    public void Project_files_keep_the_rule()
    {
        Rule.Holds(TheRule, House.Files(["src", "contracts"], ".csproj").SelectMany(f => Layers.ForbiddenReferences(SliceOf(f), House.Read(f))));
    }

    [Fact]
    public void Sources_keep_the_rule()
    {
        Rule.Holds(TheRule, House.Files(["src", "contracts"], ".cs", ".cshtml").SelectMany(f => Layers.ForbiddenNames(SliceOf(f), House.Read(f)).Select(problem => $"{f}: {problem}")));
    }

    [Fact]
    public void What_was_compiled_keeps_the_rule()
    {
        Rule.Holds(TheRule, House.Assemblies.SelectMany(a => Layers.ForbiddenUses(NameOf(a), File.OpenRead(a.Location))));
    }

    [Fact]
    public void Every_type_stands_in_its_own_slice()
    {
        Rule.Holds("A type stands in the namespace of its own slice.", House.Assemblies.SelectMany(a => Layers.Strangers(NameOf(a), a.GetTypes()).Select(n => $"{n} in {NameOf(a)}")));
    }

    [Theory]
    [InlineData("Mapping", typeof(Dashboard.Signalling.SignallingComponent))]
    [InlineData("Signalling", typeof(Dashboard.Mapping.MappingComponent))]
    [InlineData("Store", typeof(Dashboard.Schools.SchoolsComponent))]
    [InlineData("Contracts", typeof(Dashboard.Store.Database))]
    [InlineData("Teaching", typeof(Dashboard.Web.WebComponent))]
    public void A_compiled_use_against_the_rule_is_found(string slice, Type used)
    {
        Assert.Equal([$"{slice} uses {NameOf(used.Assembly)}: {used.FullName}"], Layers.ForbiddenUses(slice, Compiled(slice, used)));
    }

    [Fact]
    public void A_compiled_use_within_the_rule_is_not_found()
    {
        Assert.Empty(Layers.ForbiddenUses("Web", Compiled("Web", typeof(Dashboard.Signalling.SignallingComponent))));
    }

    [Fact]
    public void Names_and_references_against_the_rule_are_found()
    {
        Assert.Equal(["Publishers names Dashboard.Teaching"], Layers.ForbiddenNames("Publishers", "using Dashboard.Store;\nvar x = Dashboard.Teaching.Marks.All;"));
        Assert.Equal(["Web names Dashboard.Samples"], Layers.ForbiddenNames("Web", "using Dashboard.Samples.School;"));
        Assert.Equal(["Schools references Mapping"], Layers.ForbiddenReferences("Schools", """<ProjectReference Include="../Dashboard.Mapping/Dashboard.Mapping.csproj" />"""));
        Assert.Equal(["Web references Samples.School"], Layers.ForbiddenReferences("Web", """<ProjectReference Include="../../samples/School/Dashboard.Samples.School.csproj" />"""));
        Assert.Empty(Layers.ForbiddenReferences("Host", """<ProjectReference Include="../../samples/School/Dashboard.Samples.School.csproj" />"""));
        Assert.Equal(["Dashboard.Store.Extra"], Layers.Strangers("Mapping", [NewType("Dashboard.Mapping", "Dashboard.Store.Extra.Thing")]));
    }

    private static string SliceOf(string file) => file.Split('/')[1]["Dashboard.".Length..];

    private static string NameOf(Assembly assembly) => assembly.GetName().Name!["Dashboard.".Length..];

    private static Type NewType(string assembly, string name) =>
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(assembly), AssemblyBuilderAccess.Run).DefineDynamicModule("m").DefineType(name).CreateType();

    /// <summary>A small assembly, deliberately wrong: one method that uses one type.</summary>
    private static MemoryStream Compiled(string slice, Type used)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Dashboard." + slice), typeof(object).Assembly);
        var type = assembly.DefineDynamicModule("m").DefineType($"Dashboard.{slice}.Sample", TypeAttributes.Public);
        var body = type.DefineMethod("Use", MethodAttributes.Public | MethodAttributes.Static, typeof(void), []).GetILGenerator();
        body.Emit(OpCodes.Ldtoken, used);
        body.Emit(OpCodes.Pop);
        body.Emit(OpCodes.Ret);
        type.CreateType();
        var file = new MemoryStream();
        assembly.Save(file);
        file.Position = 0;
        return file;
    }
}
