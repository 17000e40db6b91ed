namespace PlumbingOps.Data.ServiceCalls.Photos;

/// <summary>A photo of a visit: the signed sheet, or what was found and done. Its kind of file is what its bytes say, its name in the store is ours.</summary>
public class CallPhoto
{
    /// <summary>The phone shrinks what it can; a picture it cannot read comes as it is.</summary>
    public const long MaxBytes = 25 * 1024 * 1024;
    public const int MostOfACall = 200;
    public const int FullTurn = 4;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid ServiceCallId { get; init; }
    /// <summary>Made by the phone before it sends: sent again, the photo is the same one.</summary>
    public Guid SendKey { get; init; }
    public required CallPhotoKind Kind { get; init; }
    public required string ContentType { get; init; }
    public required long Bytes { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }
    public required string StorageKey { get; init; }
    /// <summary>Quarters to the right, by hand.</summary>
    public int Turns { get; private set; }
    /// <summary>When it reached us; taken it may have been before, without a connection.</summary>
    public DateTimeOffset UploadedAt { get; init; }
    public DateTimeOffset TakenAt { get; init; }
    public Guid? UploadedById { get; init; }
    public DateTimeOffset? RemovedAt { get; private set; }
    public uint Version { get; private set; }

    public void Turn() => Turns = (Turns + 1) % FullTurn;

    /// <summary>Taken away from the call; it can be brought back.</summary>
    public void Remove(DateTimeOffset at) => RemovedAt ??= at;

    public void Restore() => RemovedAt = null;
}

public enum CallPhotoKind { Paperwork, Work }

/// <summary>A photo as pages show it; the file has an address of its own.</summary>
/// <param name="Turns">Part of the address: turned, it is another file.</param>
public sealed record CallPhotoRow(Guid Id, CallPhotoKind Kind, int Width, int Height, int Turns, DateTimeOffset TakenAt, DateTimeOffset UploadedAt, string? UploadedBy, Guid? UploadedById);
