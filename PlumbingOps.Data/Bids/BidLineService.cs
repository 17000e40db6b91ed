using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Bids;

/// <summary>Sections and lines of a draft, cell by cell as a person types them. People who type at once take turns; nothing of anybody is lost.</summary>
public sealed class BidLineService(Db database)
{
    public const int MostLines = 500;
    public const int MostSections = 40;

    /// <summary>Fills in one cell. A line that is not there yet begins with it: the page gives it its id, so that further cells find it.</summary>
    /// <param name="seen">What the cell showed; null for a new line.</param>
    /// <exception cref="RuleException">The text is no such value, or somebody else changed the cell meanwhile.</exception>
    public Task SetAsync(Guid bidId, Guid sectionId, Guid lineId, BidLineField field, string? seen, string? typed, Actor by, CancellationToken cancellationToken = default)
    {
        RequireCosts(field, by);
        return ChangeAsync(bidId, by, bid =>
        {
            var line = bid.Lines.Find(l => l.Id == lineId);
            if (line is null && seen is not null)
            {
                throw new NotFoundException("The line");
            }

            if (line is not null && BidCell.Conflict(line, field, seen, typed) is { } conflict)
            {
                throw new RuleException(conflict);
            }

            var before = line is null ? null : BidCell.Text(line, field);
            line ??= Append(bid, Section(bid, sectionId), lineId);
            BidCell.Set(line, field, typed);
            return before == BidCell.Text(line, field) ? null : $"Filled in a line of {bid.ShortNumber}";
        }, cancellationToken);
    }

    /// <summary>Writes a block from a spreadsheet over the cells that begin here; rows beyond the last line become new lines.</summary>
    /// <returns>How many lines it filled.</returns>
    public async Task<int> PasteAsync(Guid bidId, Guid sectionId, Guid lineId, BidLineField field, string text, Actor by, CancellationToken cancellationToken = default)
    {
        var block = PastedBlock.Read(text);
        var fields = Enum.GetValues<BidLineField>().SkipWhile(f => f != field).Where(f => f != BidLineField.UnitCost || BidRights.SeesMargins(by)).ToList();
        await ChangeAsync(bidId, by, bid =>
        {
            var section = Section(bid, sectionId);
            var lines = BidParts.OfSection(bid, section.Id).SkipWhile(l => l.Id != lineId).ToList();
            for (var row = 0; row < block.Count; row++)
            {
                var line = row < lines.Count ? lines[row] : Append(bid, section, row == 0 ? lineId : Guid.CreateVersion7());
                foreach (var (cell, into) in block[row].Zip(fields))
                {
                    try
                    {
                        BidCell.Set(line, into, cell);
                    }
                    catch (RuleException refusal)
                    {
                        throw new RuleException($"Row {row + 1}: {refusal.Message} Nothing was pasted.");
                    }
                }
            }

            return $"Pasted {block.Count} {(block.Count == 1 ? "line" : "lines")} into {bid.ShortNumber}";
        }, cancellationToken);
        return block.Count;
    }

    /// <summary>One up or down, into the neighbouring section at the ends.</summary>
    public Task MoveAsync(Guid bidId, Guid lineId, int by, Actor actor, CancellationToken cancellationToken = default) => ArrangeAsync(bidId, actor, bid =>
    {
        var line = Line(bid, lineId);
        var sections = BidParts.InOrder(bid).ToList();
        var here = sections.FindIndex(s => s.Section.Id == line.SectionId);
        var among = sections[here].Lines.ToList();
        var at = among.IndexOf(line);
        if (at + by >= 0 && at + by < among.Count)
        {
            among.RemoveAt(at);
            Put(line, sections[here].Section, among, at + by);
        }
        else if (here + Math.Sign(by) >= 0 && here + Math.Sign(by) < sections.Count)
        {
            var (section, others) = sections[here + Math.Sign(by)];
            Put(line, section, [.. others], by < 0 ? others.Count : 0);
        }

        return $"Moved a line of {bid.ShortNumber}";
    }, cancellationToken);

    /// <summary>The copy comes right below.</summary>
    public Task DuplicateAsync(Guid bidId, Guid lineId, Guid copyId, Actor by, CancellationToken cancellationToken = default) => ChangeAsync(bidId, by, bid =>
    {
        var line = Line(bid, lineId);
        RequireRoom(bid);
        var copy = new BidLine
        {
            Id = copyId,
            TenantId = bid.TenantId,
            BidId = bid.Id,
            SectionId = line.SectionId,
            Description = line.Description,
            Quantity = line.Quantity,
            Unit = line.Unit,
            UnitPriceCents = line.UnitPriceCents,
            UnitCostCents = line.UnitCostCents,
        };
        var among = BidParts.OfSection(bid, line.SectionId).ToList();
        bid.Lines.Add(copy);
        Put(copy, Section(bid, line.SectionId), among, among.IndexOf(line) + 1);
        return $"Duplicated a line of {bid.ShortNumber}";
    }, cancellationToken);

    /// <returns>What <see cref="RestoreAsync"/> puts back.</returns>
    public async Task<RemovedLine> RemoveAsync(Guid bidId, Guid lineId, Actor by, CancellationToken cancellationToken = default)
    {
        RemovedLine? removed = null;
        await ChangeAsync(bidId, by, bid =>
        {
            var line = Line(bid, lineId);
            removed = new RemovedLine(bid.Id, line.SectionId, line.Id, line.Position, line.Description, line.Quantity, line.Unit, line.UnitPriceCents, line.UnitCostCents);
            bid.Lines.Remove(line);
            return $"Removed a line from {bid.ShortNumber}";
        }, cancellationToken);
        return removed!;
    }

    public Task RestoreAsync(RemovedLine removed, Actor by, CancellationToken cancellationToken = default) => ChangeAsync(removed.BidId, by, bid =>
    {
        RequireRoom(bid);
        if (!bid.Lines.Exists(l => l.Id == removed.Id))
        {
            bid.Lines.Add(new BidLine
            {
                Id = removed.Id,
                TenantId = bid.TenantId,
                BidId = bid.Id,
                SectionId = Section(bid, removed.SectionId).Id,
                Position = removed.Position,
                Description = removed.Description,
                Quantity = removed.Quantity,
                Unit = removed.Unit,
                UnitPriceCents = removed.UnitPriceCents,
                UnitCostCents = removed.UnitCostCents,
            });
        }

        return $"Put back a line of {bid.ShortNumber}";
    }, cancellationToken);

    public Task AddSectionAsync(Guid bidId, string? title, Actor by, CancellationToken cancellationToken = default) => ArrangeAsync(bidId, by, bid =>
    {
        if (bid.Sections.Count >= MostSections)
        {
            throw new RuleException($"A bid has at most {MostSections} sections.");
        }

        bid.Sections.Add(new BidSection { TenantId = bid.TenantId, BidId = bid.Id, Title = Title(title), Position = bid.Sections.Select(s => s.Position).DefaultIfEmpty().Max() + BidOrder.Step });
        return $"Added a section to {bid.ShortNumber}";
    }, cancellationToken);

    public Task RenameSectionAsync(Guid bidId, Guid sectionId, string? title, Actor by, CancellationToken cancellationToken = default) => ArrangeAsync(bidId, by, bid =>
    {
        Section(bid, sectionId).Title = Title(title);
        return $"Renamed a section of {bid.ShortNumber}";
    }, cancellationToken);

    /// <summary>An empty one; the last one stays.</summary>
    public Task RemoveSectionAsync(Guid bidId, Guid sectionId, Actor by, CancellationToken cancellationToken = default) => ArrangeAsync(bidId, by, bid =>
    {
        var section = Section(bid, sectionId);
        if (bid.Lines.Exists(l => l.SectionId == sectionId))
        {
            throw new RuleException($"“{section.Title}” still has lines: move or remove them first.");
        }

        if (bid.Sections.Count == 1)
        {
            throw new RuleException("A bid keeps one section at least.");
        }

        bid.Sections.Remove(section);
        return $"Removed a section from {bid.ShortNumber}";
    }, cancellationToken);

    /// <param name="change">Null: it changed nothing, and an approval stays.</param>
    private Task ChangeAsync(Guid bidId, Actor by, Func<Bid, string?> change, CancellationToken cancellationToken) => DoAsync(bidId, by, bid =>
    {
        bid.RequireDraft();
        var summary = change(bid);
        if (summary is not null)
        {
            bid.ChangePrices();
        }

        return summary;
    }, cancellationToken);

    /// <summary>The order and the headings are no prices: an approval stays.</summary>
    private Task ArrangeAsync(Guid bidId, Actor by, Func<Bid, string> arrange, CancellationToken cancellationToken) => DoAsync(bidId, by, bid =>
    {
        bid.RequireDraft();
        return arrange(bid);
    }, cancellationToken);

    private async Task DoAsync(Guid bidId, Actor by, Func<Bid, string?> act, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(by, Permission.EditBids, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var bid = await BidLock.TakeAsync(db, bidId, cancellationToken);
        if (act(bid) is { } summary)
        {
            await db.DescribeAsync(summary, cancellationToken);
            await SaveBidFirstAsync(db, bid, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>The trigger that adds up the lines writes the bid as well: EF, coming after it, would find another version than it has read.</summary>
    private static async Task SaveBidFirstAsync(AppDbContext db, Bid bid, CancellationToken cancellationToken)
    {
        if (db.Entry(bid).State == EntityState.Modified)
        {
            await db.Bids.Where(b => b.Id == bid.Id).ExecuteUpdateAsync(b => b.SetProperty(x => x.Status, bid.Status).SetProperty(x => x.ApprovalAskedById, bid.ApprovalAskedById)
                .SetProperty(x => x.ApprovalAskedAt, bid.ApprovalAskedAt).SetProperty(x => x.ApprovedById, bid.ApprovedById).SetProperty(x => x.ApprovedAt, bid.ApprovedAt), cancellationToken);
            db.Entry(bid).State = EntityState.Unchanged;
        }
    }

    private static BidLine Append(Bid bid, BidSection section, Guid id)
    {
        RequireRoom(bid);
        var line = new BidLine { Id = id, TenantId = bid.TenantId, BidId = bid.Id, SectionId = section.Id };
        line.Position = bid.Lines.Where(l => l.SectionId == section.Id).Select(l => l.Position).DefaultIfEmpty().Max() + BidOrder.Step;
        bid.Lines.Add(line);
        return line;
    }

    /// <summary>Puts the line before the one at the index; the others move only when there is no room left.</summary>
    private static void Put(BidLine line, BidSection section, List<BidLine> others, int index)
    {
        line.SectionId = section.Id;
        if (BidOrder.Before(others.ConvertAll(l => l.Position), index) is { } place)
        {
            line.Position = place;
            return;
        }

        others.Insert(index, line);
        foreach (var (n, other) in others.Index())
        {
            other.Position = (n + 1) * BidOrder.Step;
        }
    }

    private static void RequireRoom(Bid bid)
    {
        if (bid.Lines.Count >= MostLines)
        {
            throw new RuleException($"A bid has at most {MostLines} lines.");
        }
    }

    private static void RequireCosts(BidLineField field, Actor by)
    {
        if (field == BidLineField.UnitCost)
        {
            by.Require(Permission.SeeMargins);
        }
    }

    private static string Title(string? typed)
    {
        var title = Typed.Line(typed) ?? throw new RuleException("Give the section a heading.");
        return title.Length <= BidSection.TitleMaxLength ? title : throw new RuleException($"A heading has at most {BidSection.TitleMaxLength} characters.");
    }

    private static BidLine Line(Bid bid, Guid id) => bid.Lines.Find(l => l.Id == id) ?? throw new NotFoundException("The line");

    private static BidSection Section(Bid bid, Guid id) => bid.Sections.Find(s => s.Id == id) ?? throw new NotFoundException("The section");
}

/// <summary>A line as it was before it was removed.</summary>
public sealed record RemovedLine(
    Guid BidId, Guid SectionId, Guid Id, int Position, string Description, decimal Quantity, string? Unit, long? UnitPriceCents, long? UnitCostCents);
