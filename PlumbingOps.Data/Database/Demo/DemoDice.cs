using System.Buffers.Binary;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>Chance that falls the same way at every load. Each room rolls its own, so that a change in one leaves the others as they were.</summary>
internal sealed class DemoDice(int seed)
{
    private const int Percent = 100;

    // The generator behind a seed is the same in every release of .NET; that of Random.Shared is not.
    private readonly Random random = new(seed);

    /// <summary>Both ends included.</summary>
    public int Between(int least, int most) => random.Next(least, most + 1);

    public bool Chance(int percent) => random.Next(Percent) < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    public T[] Shuffle<T>(IEnumerable<T> from)
    {
        var shuffled = from.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    /// <summary>A key of the moment a record was made (version 7, as all of ours), so that short numbers count up with time.</summary>
    public Guid Id(DateTimeOffset at)
    {
        const int TimeBytes = 6;
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        Span<byte> time = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(time, at.ToUnixTimeMilliseconds());
        time[^TimeBytes..].CopyTo(bytes);
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0f));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3f));
        return new Guid(bytes, bigEndian: true);
    }
}
