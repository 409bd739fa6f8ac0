namespace Dashboard.Host.Commands;

/// <summary>Progress of a command: one line each on standard error, so that standard output holds the report alone.</summary>
public sealed class ToStandardError : ILogger
{
    public static readonly ILogger Logger = new ToStandardError();

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Console.Error.WriteLine(formatter(state, exception));
}
