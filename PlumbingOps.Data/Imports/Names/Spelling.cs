using System.Text;

namespace PlumbingOps.Data.Imports;

/// <summary>How two names may be the same name: letters swapped, blanks lost, words missing, abbreviations.</summary>
internal static class Spelling
{
    /// <summary>Upper case, single blanks, without dots, commas and apostrophes: what makes two writings of a name equal.</summary>
    public static string Key(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                key.Append(char.ToUpperInvariant(c));
            }
            else if (c is '&' or '+')
            {
                key.Append(" AND ");
            }
            else if (c is not ('.' or ',' or '\'' or '\u2019' or '\u2018' or '`'))
            {
                key.Append(' ');
            }
        }
        return string.Join(' ', key.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    public static string Compact(string key) => key.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>Insertions, deletions, replacements and swaps of neighbours (optimal string alignment); stops counting above the limit.</summary>
    public static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
        {
            return limit + 1;
        }
        Span<int> before = stackalloc int[b.Length + 1], last = stackalloc int[b.Length + 1], row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var best = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
                best = Math.Min(best, row[j]);
            }
            if (best > limit)
            {
                return limit + 1;
            }
            last.CopyTo(before);
            row.CopyTo(last);
        }
        return last[b.Length];
    }

    /// <summary>How many slips a word of this length may have and still be that word.</summary>
    public static int Slips(int length) => length switch { < 4 => 0, < 8 => 1, < 13 => 2, _ => 3 };

    /// <summary>The compact name is built from the beginnings of all words, in order: KVA for KV Altonway, STOVP for Stovard Partners.</summary>
    public static bool IsPrefixAbbreviation(string compact, string[] words)
    {
        bool From(int at, int word)
        {
            if (word == words.Length)
            {
                return at == compact.Length;
            }
            var longest = 0;
            while (longest < words[word].Length && at + longest < compact.Length && words[word][longest] == compact[at + longest])
            {
                longest++;
            }
            for (var take = longest; take >= 1; take--)
            {
                if (From(at + take, word + 1))
                {
                    return true;
                }
            }
            return false;
        }
        return words.Length > 1 && compact.Length >= words.Length && From(0, 0);
    }

    /// <summary>Same first letter, the other letters in order: WLY for Westerly.</summary>
    public static bool IsContraction(string compact, string name)
    {
        if (compact.Length < 2 || compact.Length >= name.Length || compact[0] != name[0])
        {
            return false;
        }
        var at = 1;
        for (var i = 1; i < name.Length && at < compact.Length; i++)
        {
            if (name[i] == compact[at])
            {
                at++;
            }
        }
        return at == compact.Length;
    }

    /// <summary>A piece typed twice: PRESERVERVE.</summary>
    public static bool HasStutterOf(string compact, string name)
    {
        var extra = compact.Length - name.Length;
        if (extra is < 2 or > 5)
        {
            return false;
        }
        for (var i = 0; i + 2 * extra <= compact.Length; i++)
        {
            if (string.CompareOrdinal(compact, i, compact, i + extra, extra) == 0 && compact.Remove(i, extra) == name)
            {
                return true;
            }
        }
        return false;
    }

    public static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}
