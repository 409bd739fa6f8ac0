namespace Dashboard.Web;

/// <summary>What the host tells the pages.</summary>
public sealed class WebSettings
{
    /// <summary>The sample school is on: its accounts may sign in straight from loopback, and the sign-in page names them.</summary>
    public bool SampleSchool { get; set; }
}
