namespace Dashboard.Publishers.Deliveries;

/// <summary>Wakes the dispatcher of this node when work was committed here; other nodes find it by looking.</summary>
public sealed class DispatcherSignal
{
    private readonly SemaphoreSlim _wake = new(0, 1);

    public void Set()
    {
        if (_wake.CurrentCount == 0)
            try { _wake.Release(); }
            catch (SemaphoreFullException) { } // somebody else just did
    }

    public Task<bool> Wait(TimeSpan atMost, CancellationToken stop) => _wake.WaitAsync(atMost, stop);
}
