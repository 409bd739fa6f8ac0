namespace Dashboard.Web.Mail;

/// <summary>The school's mail server (section "Mail" of the configuration). Without a host there is no mail at all.</summary>
public sealed class MailSettings
{
    public string? Host { get; set; }
    public int Port { get; set; } = 587;
    public bool StartTls { get; set; } = true;
    public string From { get; set; } = "dashboard@localhost";
    public string? UserName { get; set; }
    public string? Password { get; set; }

    /// <summary>Where the links in a mail point to: the address that teachers use.</summary>
    public Uri Dashboard { get; set; } = new("http://127.0.0.1:5080");

    /// <summary>The weekly message goes out on this day of the week, from this hour on (Europe/Amsterdam).</summary>
    public DayOfWeek Day { get; set; } = DayOfWeek.Monday;
    public int Hour { get; set; } = 7;

    /// <summary>How often it is looked whether there is something to send.</summary>
    public int EverySeconds { get; set; } = 300;

    public bool On => !string.IsNullOrWhiteSpace(Host);
}
