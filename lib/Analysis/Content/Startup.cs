using Analysis.Estimates;

namespace Analysis.Content;

/// <summary>The finding of T3, for its figure and its table.</summary>
internal static class Startup
{
    extension(Shown shown)
    {
        /// <summary>In words: the container and the Wasm target whose startup times differ most.</summary>
        public string StartupFinding =>
            (
                from container in shown.Targets.Where(shown.Frame.IsContainer)
                from wasm in shown.Targets.Where(shown.Frame.IsWasm)
                let ratio = Estimator.Ratio(shown.Frame, shown.Metric, shown.Program, container, wasm)
                where ratio is not null
                orderby ratio.Value descending
                select $"{container} takes {Numbers.Short(ratio)} as long as {wasm} to start"
            ).FirstOrDefault() ?? "Startup times, without a container and a Wasm target to compare";
    }
}
