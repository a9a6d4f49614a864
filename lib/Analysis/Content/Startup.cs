using Analysis.Estimates;

namespace Analysis.Content;

/// <summary>T3: what its figure and its table find.</summary>
internal static class Startup
{
    extension(Shown shown)
    {
        /// <summary>A container against the Wasm target that starts first.</summary>
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
