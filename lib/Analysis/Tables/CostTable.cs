using System.Globalization;
using Analysis.Content;
using Analysis.Estimates;
using Measurement;
using Measurement.Frames;

namespace Analysis.Tables;

/// <summary>
/// How many hours of its machine a million runs of a program take on each target, and what they cost at a reader's own
/// prices of an hour. There is no price in here.
/// </summary>
internal static class CostTable
{
    private const double NanosecondsInHour = 3.6e12;
    private const double Runs = 1e6;

    /// <param name="prices">
    /// The price of an hour of each machine by its architecture, such as <c>x86-64 0.10, arm64 0.08</c>, in any currency;
    /// empty: hours alone are shown.
    /// </param>
    /// <exception cref="UsageException">A price cannot be read; the message says how to write it.</exception>
    public static Table Of(Shown shown, string prices)
    {
        if (shown.Program.Length == 0)
        {
            throw new UsageException(
                $"{shown.Item.Id} is about several programs: ask for the costs of an item about one."
            );
        }
        Shown[] all = [shown, .. shown.Beside is { } other ? [other] : (Shown[])[]];
        Shown[] machines = [.. all.Where(machine => machine.OnEmulated.Length == 0)];
        var priced = Parse(prices, [.. all.Select(machine => machine.Frame.Runs[0].Host.Architecture)]);
        return new(
            $"{shown.Item.Id}-cost",
            $"How long a million runs of {shown.Frame.WithArguments(shown.Program)} take{(priced.Count > 0 ? ", and what they cost" : "")}",
            [
                Column.Text("Target"),
                .. machines.SelectMany(machine =>
                    (Column[])
                        [
                            new($"hours of {machine.Machine}", Name: $"hours_{Name(machine)}"),
                            .. PriceOf(machine) is null
                                ? (Column[])[]
                                : [new($"cost on {machine.Machine}", Name: $"cost_{Name(machine)}")],
                        ]
                ),
            ],
            [
                .. shown.Targets.Select(target => new Row([
                    new(target),
                    .. machines.SelectMany(machine => Cells(machine, target)),
                ])),
            ],
            [
                "One launch after the other, the start included, if each took the median.",
                priced.Count == 0
                    ? "No price is known here: give your own, and costs stand beside the hours."
                    : $"At your prices of an hour: {string.Join(", ", priced.Select(price => $"{price.Key} {price.Value.ToString(CultureInfo.InvariantCulture)}"))}.",
                .. all.Except(machines)
                    .Select(machine =>
                        $"Without {machine.Machine}: hours of an emulator say nothing about what a real processor takes."
                    ),
            ]
        );

        string Name(Shown machine) => machine.Frame.Runs[0].Host.Architecture.Replace('-', '_');

        double? PriceOf(Shown machine) =>
            priced.TryGetValue(machine.Frame.Runs[0].Host.Architecture, out var price) ? price : null;

        IEnumerable<TableCell> Cells(Shown machine, string target)
        {
            var median = Estimator.Median(machine.Frame, machine.Metric, shown.Program, target);
            yield return Times(Runs / NanosecondsInHour);
            if (PriceOf(machine) is { } price)
            {
                yield return Times(price * Runs / NanosecondsInHour);
            }

            TableCell Times(double factor) =>
                TableCell.Of(
                    median is null
                        ? null
                        : median with
                        {
                            Value = median.Value * factor,
                            Lower = median.Lower * factor,
                            Upper = median.Upper * factor,
                            Unit = Unit.Count,
                        },
                    machine.Frame.Why(shown.Program, target)
                );
        }
    }

    private static Dictionary<string, double> Parse(string prices, IReadOnlyList<string> architectures)
    {
        var found = new Dictionary<string, double>();
        foreach (var part in prices.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (
                part.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var name, var number]
                || !architectures.Contains(name)
                || !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var price)
                || price <= 0
            )
            {
                throw new UsageException(
                    $"No price in '{part}': give a machine and what an hour of it costs, such as {architectures[0]} 0.10; there are {string.Join(", ", architectures)}."
                );
            }
            found[name] = price;
        }
        return found;
    }
}
