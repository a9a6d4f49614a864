using Analysis.Estimates;
using Measurement.Plans;

namespace Analysis.Content;

/// <summary>The finding of T3, for its figure and its table.</summary>
internal static class Startup
{
    extension(Shown shown)
    {
        /// <summary>
        /// In words: how many times as long as each runtime the container takes, programs compiled ahead of time.
        /// </summary>
        public string StartupFinding
        {
            get
            {
                var container = shown.Targets.FirstOrDefault(shown.Frame.IsContainer);
                string[] ratios = container is null
                    ? []
                    :
                    [
                        .. from wasm in shown.Targets.Where(shown.Frame.IsWasm)
                        where shown.Frame.FactsOf(wasm) is { Mode: Mode.Aot }
                        let ratio = Estimator.Ratio(shown.Frame, shown.Metric, shown.Program, container, wasm)
                        where ratio is not null
                        select $"{Numbers.Text(ratio)} as long as {wasm}",
                    ];
                return ratios.Length == 0
                    ? "Startup times, without a container and a Wasm target to compare"
                    : $"{container} takes {string.Join(", ", ratios)} to start";
            }
        }
    }
}
