using Analysis.Estimates;
using Analysis.Published;
using Analysis.Verdicts;
using Measurement.Frames;
using Measurement.Plans;

namespace Analysis.Content;

/// <summary>An item on the runs of a frame: what every figure and table is a function of.</summary>
internal sealed class Shown
{
    private readonly Frame _all;

    public Shown(Frame frame, PublishedReport report, Item item, IReadOnlyList<ClaimResult> claims)
    {
        (_all, Report, Item, Claims) = (frame, report, item, claims);
        Targets = TargetsOf(item);
        Frame = frame.Only([.. Targets]);
        Programs = frame.ProgramsOf([.. item.Suites]);
    }

    public PublishedReport Report { get; }
    public Item Item { get; }

    /// <summary>The verdicts that a chart or table of claims shows.</summary>
    public IReadOnlyList<ClaimResult> Claims { get; }

    /// <summary>The runs as if they had been asked for the item's targets alone.</summary>
    public Frame Frame { get; }

    /// <summary>The item's targets in the order of all figures and tables, measured or not.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>Every program of the item's suite, by name.</summary>
    public IReadOnlyList<string> Programs { get; }

    /// <summary>The item's only program.</summary>
    public string Program => Item.Program;

    /// <summary>What the item compares.</summary>
    public Metric Metric => Item.Metrics[0];

    /// <summary>Whether the item is about times, which are shown relative to native; memory is absolute.</summary>
    public bool IsRelative => Metric.Unit == Unit.Nanoseconds;

    public string Native => _all.Native;

    /// <summary>The program whose first statement writes one byte.</summary>
    public string Starter => _all.ProgramsOf(Suite.Startup).FirstOrDefault(Suite.Startup);

    /// <summary>All that is drawn of the families that no report has ordered: each has a look of its own on every page.</summary>
    public IReadOnlyList<TargetFacts> AllFacts => _all.Facts;

    /// <summary>Another item on the same runs.</summary>
    public Shown Of(string id) => new(_all, Report, Report.Item(id), Claims);

    /// <summary>Sentences on the item's programs and targets that have no value, or too few.</summary>
    public IReadOnlyList<string> Gaps => Frame.GapsOn([.. Program.Length > 0 ? [Program] : Programs]);

    private IReadOnlyList<string> TargetsOf(Item item)
    {
        var known = _all.Facts;
        string[] left = item.Except.Length == 0 ? [] : [.. Report.Item(item.Except).TargetNames];
        return
        [
            .. item
                .TargetNames.SelectMany(name =>
                    name.Split(' ') is ["every", var kind]
                        ? known.Where(target => IsOf(target, kind)).Select(target => target.Name).Except(left)
                        : Named(name)
                )
                .Distinct(),
        ];

        IEnumerable<string> Named(string name) =>
            item.Missing == "named" || known.Any(target => target.Name == name) ? [name] : [];
    }

    private static bool IsOf(TargetFacts target, string kind) =>
        kind == "target"
        || (
            target.IsWasm && (kind == "wasm" || kind.Equals(target.Mode.ToString(), StringComparison.OrdinalIgnoreCase))
        );
}
