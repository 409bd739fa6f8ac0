using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Publishers.Deliveries;

/// <summary>Why a body cannot be read to its end; the message is Dutch and goes to the sender.</summary>
public sealed class UnreadableBodyException(string message, Exception? inner = null) : IOException(message, inner);

/// <summary>
/// The body of a message as an adapter reads it: decompressed (gzip, deflate, br), as a stream, and never longer than its limit,
/// however small it came in. Its limit stands instead of the server's: that one cuts the connection, and the sender hears nothing. Reading throws <see cref="UnreadableBodyException"/> and nothing else of its own.
/// </summary>
public sealed class BodyStream : Stream
{
    private readonly Stream _inner;
    private readonly long _limit;
    private long _read;

    private BodyStream(Stream inner, long limit) => (_inner, _limit) = (inner, limit);

    /// <param name="request">Its Content-Encoding counts.</param>
    /// <param name="limit">Bytes after decompression.</param>
    public static BodyStream Open(HttpRequest request, long limit)
    {
        ArgumentNullException.ThrowIfNull(request);
        var encoding = request.Headers.ContentEncoding.ToString().Trim();
        return new BodyStream(encoding.ToLowerInvariant() switch
        {
            "" or "identity" => request.Body,
            "gzip" or "x-gzip" => new GZipStream(request.Body, CompressionMode.Decompress),
            "deflate" => new ZLibStream(request.Body, CompressionMode.Decompress),
            "br" => new BrotliStream(request.Body, CompressionMode.Decompress),
            _ => throw new UnreadableBodyException("Content-Encoding is gzip, deflate, br of afwezig."),
        }, limit);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Count(await _inner.ReadAsync(buffer, cancellationToken));
        }
        catch (BadHttpRequestException problem)
        {
            throw problem.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge() : new UnreadableBodyException("Het bericht is niet af.", problem);
        }
        catch (Exception problem) when (problem is InvalidDataException or InvalidOperationException)
        {
            throw new UnreadableBodyException("Het bericht is niet uit te pakken: het is beschadigd of niet op de genoemde manier gecomprimeerd.", problem);
        }
    }

    private int Count(int read) => (_read += read) > _limit ? throw TooLarge() : read;

    private UnreadableBodyException TooLarge() => new($"Het bericht is groter dan {_limit} bytes (uitgepakt). Stuur het in delen.");

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Bodies are read asynchronously.");

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => _read; set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && _inner is not { CanRead: false }) _inner.Dispose();
        base.Dispose(disposing);
    }
}
