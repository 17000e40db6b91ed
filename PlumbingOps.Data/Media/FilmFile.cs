using System.Buffers.Binary;
using System.Text;

namespace PlumbingOps.Data.Media;

/// <summary>
/// A film's boxes, as MP4 and MOV lay them. A phone writes where it was filmed into boxes of their own ("udta", "meta"): these are made free space in place,
/// so nothing else moves and the film plays as before.
/// </summary>
internal static class FilmFile
{
    private const int HeadBytes = 8;
    private const int LongHeadBytes = 16;
    private const int DeepestBox = 6;

    private static readonly string[] Told = ["udta", "meta", "uuid"];
    private static readonly string[] Containers = ["moov", "trak"];

    /// <exception cref="RuleException">It is no whole film.</exception>
    public static async Task RemoveMetadataAsync(string path, CancellationToken cancellationToken)
    {
        await using var film = new FileStream(path, new FileStreamOptions { Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous });
        if (!await CleanAsync(film, 0, film.Length, 0, cancellationToken))
        {
            throw new RuleException("The film is damaged, or was not uploaded whole.");
        }
    }

    /// <returns>Whether a "moov" box was among them: without it nothing can be played.</returns>
    private static async Task<bool> CleanAsync(FileStream film, long start, long end, int depth, CancellationToken cancellationToken)
    {
        var head = new byte[LongHeadBytes];
        var playable = false;
        for (var at = start; at + HeadBytes <= end && depth < DeepestBox;)
        {
            film.Position = at;
            var read = await film.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellationToken);
            var (size, headSize) = ((long)BinaryPrimitives.ReadUInt32BigEndian(head), HeadBytes);
            var kind = Encoding.ASCII.GetString(head, 4, 4);
            if (size == 1 && read >= LongHeadBytes)
            {
                (size, headSize) = (BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(HeadBytes)), LongHeadBytes);
            }
            else if (size == 0)
            {
                size = end - at;
            }

            if (size < headSize || size > end - at)
            {
                return false;
            }

            if (Told.Contains(kind))
            {
                await BlankAsync(film, at, size, headSize, cancellationToken);
            }
            else if (Containers.Contains(kind))
            {
                await CleanAsync(film, at + headSize, at + size, depth + 1, cancellationToken);
            }

            playable |= kind == "moov";
            at += size;
        }

        return playable;
    }

    private static async Task BlankAsync(FileStream film, long at, long size, int headSize, CancellationToken cancellationToken)
    {
        const int Most = 64 * 1024;
        film.Position = at + 4;
        await film.WriteAsync("free"u8.ToArray(), cancellationToken);
        film.Position = at + headSize;
        var nothing = new byte[Most];
        for (var left = size - headSize; left > 0; left -= Most)
        {
            await film.WriteAsync(nothing.AsMemory(0, (int)Math.Min(Most, left)), cancellationToken);
        }
    }
}
