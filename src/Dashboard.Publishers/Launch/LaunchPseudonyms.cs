using Dashboard.Store;
using Dashboard.Store.Tables;
using LaunchRow = Dashboard.Store.Tables.Launch;

namespace Dashboard.Publishers.Launch;

/// <summary>What a tool knows people and pages by: keyed hashes that mean nothing anywhere else.</summary>
internal static class LaunchPseudonyms
{
    /// <summary>The same for the same teacher in the same tool, and different in every other tool.</summary>
    public static string OfStaff(this KeyRing keys, Tool tool, LaunchRow launch) =>
        Convert.ToHexStringLower(keys.Hash($"launch-staff:{tool.Key}:{launch.SchoolId}:{launch.StaffId}"));

    /// <summary>The same for the same page of the tool in the same school (LTI 1.3 §5.3.5: stable within a deployment).</summary>
    public static string OfResource(this KeyRing keys, Tool tool, LaunchRow launch) =>
        Convert.ToHexStringLower(keys.Hash($"launch-resource:{tool.Key}:{launch.SchoolId}:{launch.Target}"));
}
