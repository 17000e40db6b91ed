using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.ServiceCalls.Completion;
using PlumbingOps.Data.ServiceCalls.Photos;
using PlumbingOps.Tests.Media;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.ServiceCalls;

public class CallPhotoServiceTests(CallsOffice office) : IClassFixture<CallsOffice>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private CallPhotoService Photos => office.Office.Get<CallPhotoService>();
    private Actor Theo => office.Office.Theo;

    [Fact]
    public async Task A_photo_that_is_sent_again_and_again_is_one_photo()
    {
        var (call, key) = (await TheosCallAsync(), Guid.CreateVersion7());

        var ids = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => AddAsync(call, key)));
        var later = await AddAsync(call, key);

        Assert.Single(ids.Append(later).Distinct());
        var photo = Assert.Single(await Photos.ListAsync(call, Theo, Now));
        Assert.Equal((later, 300, 200, "Theo Tran"), (photo.Id, photo.Width, photo.Height, photo.UploadedBy));
        Assert.NotEqual(later, await AddAsync(call, Guid.CreateVersion7()));
    }

    [Fact]
    public async Task A_photo_of_the_paperwork_answers_its_step_and_taking_it_away_opens_it_again()
    {
        var call = await TheosCallAsync();
        var steps = office.Office.Get<CompletionService>();
        async Task<bool?> PaperworkAsync() => (await steps.ListAsync(call, Theo, Now))[0].Needed;

        Assert.Null(await PaperworkAsync());
        await AddAsync(call, Guid.CreateVersion7());
        Assert.Null(await PaperworkAsync());
        var id = await AddAsync(call, Guid.CreateVersion7(), kind: CallPhotoKind.Paperwork);
        Assert.True(await PaperworkAsync());
        await Photos.RemoveAsync(id, Theo, Now);
        Assert.Null(await PaperworkAsync());
        await Photos.RestoreAsync(id, Theo, Now);
        Assert.True(await PaperworkAsync());
        await Assert.ThrowsAsync<RuleException>(() => steps.AnswerAsync(call, CompletionStep.Paperwork, new CompletionInput(), new CompletionInput { Needed = true }, Theo, Now));
    }

    [Fact]
    public async Task Only_a_whole_picture_is_taken_whatever_it_is_called()
    {
        var call = await TheosCallAsync();

        foreach (var wrong in new[] { "<html>"u8.ToArray(), [], TestPicture.Png(300, 200, 3)[..60], [.. "\0\0\0\x18ftypmp42"u8, .. new byte[60]] })
        {
            await Assert.ThrowsAsync<RuleException>(() => AddAsync(call, Guid.CreateVersion7(), wrong));
        }

        await Assert.ThrowsAsync<RuleException>(() => Photos.AddAsync(call, Guid.CreateVersion7(), CallPhotoKind.Work, null, new Endless(), Theo, Now));
        Assert.Empty(await Photos.ListAsync(call, Theo, Now));
    }

    [Fact]
    public async Task Turning_makes_another_upright_picture_and_four_turns_lead_back()
    {
        var call = await TheosCallAsync();
        var id = await AddAsync(call, Guid.CreateVersion7());

        var widths = new List<int>();
        for (var turn = 0; turn < CallPhoto.FullTurn; turn++)
        {
            widths.Add(await WidthAsync(id, CallPhotoFiles.Whole));
            await Photos.TurnAsync(id, Theo, Now);
        }

        Assert.Equal([300, 200, 300, 200], widths);
        Assert.Equal(0, Assert.Single(await Photos.ListAsync(call, Theo, Now)).Turns);
        await Assert.ThrowsAsync<NotFoundException>(() => Photos.OpenAsync(id, "original", Theo, Now));
    }

    [Fact]
    public async Task Photos_are_for_those_of_the_call_and_paperwork_for_who_may_see_prices()
    {
        var call = await TheosCallAsync();
        var foreign = await office.NewCallAsync(i => i.PrimaryTechnicianId = null);
        var (paper, work) = (await AddAsync(call, Guid.CreateVersion7(), kind: CallPhotoKind.Paperwork), await AddAsync(call, Guid.CreateVersion7()));
        var offices = await AddAsync(call, Guid.CreateVersion7(), by: office.Omar);

        Assert.Equal(3, (await Photos.ListAsync(call, office.Office.Vera, Now)).Count);
        Assert.Equal([work, offices], (await Photos.ListAsync(call, office.Office.Mia, Now)).Select(p => p.Id));
        await Assert.ThrowsAsync<NotFoundException>(() => Photos.OpenAsync(paper, CallPhotoFiles.Thumb, office.Office.Mia, Now));
        await Assert.ThrowsAsync<RuleException>(() => AddAsync(call, Guid.CreateVersion7(), by: office.Office.Vera));
        await Assert.ThrowsAsync<NotFoundException>(() => AddAsync(foreign, Guid.CreateVersion7()));
        await Assert.ThrowsAsync<RuleException>(() => Photos.RemoveAsync(offices, Theo, Now));
        await Photos.RemoveAsync(work, office.Omar, Now);
        var elsewhere = await office.NewCallAsync(i => i.Street = "3 Elm", TestOffice.AllCounty);
        var theirs = await AddAsync(elsewhere, Guid.CreateVersion7(), by: office.Omar);
        await Assert.ThrowsAsync<NotFoundException>(() => Photos.OpenAsync(theirs, CallPhotoFiles.Thumb, office.Office.Max, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => Photos.ListAsync(elsewhere, office.Office.Max, Now));
    }

    private Task<Guid> TheosCallAsync() => office.NewCallAsync(i => i.PrimaryTechnicianId = office.Office.TheoOfH2o.Id);

    private async Task<Guid> AddAsync(Guid call, Guid key, byte[]? content = null, CallPhotoKind kind = CallPhotoKind.Work, Actor? by = null)
    {
        await using var picture = new MemoryStream(content ?? TestPicture.Png(300, 200, 3));
        return await Photos.AddAsync(call, key, kind, null, picture, by ?? Theo, Now);
    }

    private async Task<int> WidthAsync(Guid id, string look)
    {
        var path = Path.GetTempFileName();
        try
        {
            var file = await Photos.OpenAsync(id, look, Theo, Now);
            await using (file.Content)
            await using (var to = File.Create(path))
            {
                await file.Content.CopyToAsync(to, Now);
            }

            return (await PictureTool.ReadAsync(path, Now)).Width;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>More bytes than anybody has.</summary>
    private sealed class Endless : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => 0; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => count;

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
