using System.Text.RegularExpressions;

namespace PlumbingOps.Data.Media;

/// <summary>Files in a folder of the house, readable by its user alone.</summary>
public sealed partial class FolderFileStore(string root) : IFileStore
{
    public const string FolderName = "files";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int Buffer = 81_920;

    public async Task PutAsync(string key, string path, CancellationToken cancellationToken = default)
    {
        var target = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var draft = $"{target}.{Guid.CreateVersion7():N}.new";
        try
        {
            await using (var from = new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan }))
            await using (var to = new FileStream(draft, Private()))
            {
                await from.CopyToAsync(to, cancellationToken);
                to.Flush(flushToDisk: true);
            }

            File.Move(draft, target, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken = default)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, Buffer, FileOptions.Asynchronous));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        var path = PathOf(key);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    /// <summary>A key that could lead out of the folder is a fault of ours.</summary>
    private string PathOf(string key) =>
        Key().IsMatch(key) ? Path.Combine(root, key) : throw new ArgumentException($"“{key}” is no key of a file.", nameof(key));

    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }

    [GeneratedRegex("^[a-z0-9_]+(/[a-z0-9_-]+)*(/[a-z0-9_-]+(\\.[a-z0-9_-]+)*)$")]
    private static partial Regex Key();
}
