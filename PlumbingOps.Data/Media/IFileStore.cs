namespace PlumbingOps.Data.Media;

/// <summary>Where files lie: a folder, or a bucket. Names are ours, never a person's.</summary>
public interface IFileStore
{
    /// <summary>Complete or not at all. What lies under the key already is replaced.</summary>
    /// <param name="path">A file of this machine; it stays where it is.</param>
    Task PutAsync(string key, string path, CancellationToken cancellationToken = default);

    /// <summary>Seekable, so that a reader can ask for a part; null when there is no such file.</summary>
    Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Nothing to delete is no fault.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken = default);
}
