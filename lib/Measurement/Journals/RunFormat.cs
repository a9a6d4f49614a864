using System.Text.Json;
using System.Text.Json.Nodes;
using Measurement.Plans;

namespace Measurement.Journals;

/// <summary>
/// The format of a run's folder, by the number in <c>run.json</c>. Every format that was ever committed stays readable.
/// A folder of an older format is upgraded step by step while it is read; its files are never rewritten.
/// </summary>
internal static class RunFormat
{
    public const int Current = 3;

    /// <summary>The upgrades. The key is a format; its upgrade gives the next format.</summary>
    private static readonly Dictionary<int, Action<JsonObject>> Upgrades = new() { [1] = From1, [2] = From2 };

    /// <exception cref="UsageException">It is missing, malformed or too new; the message says what to do.</exception>
    public static RunInfo Read(string path)
    {
        var run = Guarded(path, () => Json.Read<JsonObject>(path));
        var format = FormatOf(run, path);
        return Guarded(
            path,
            () =>
            {
                for (; format < Current; format++)
                {
                    Upgrades[format](run);
                }
                var info = Json.Read<RunInfo>(run, path);
                info.Plan.Checked(path);
                return info.Plan.Seed is null ? throw new UsageException($"{path} has no seed in its plan") : info;
            }
        );
    }

    /// <summary>Says of a file whose content cannot be used what to do about it.</summary>
    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (UsageException fault)
        {
            throw FileDamage.Malformed(fault.Message);
        }
        catch (Exception fault) when (fault is InvalidOperationException or FormatException or JsonException)
        {
            throw FileDamage.Malformed($"{path} is malformed: {fault.Message}");
        }
    }

    private static int FormatOf(JsonObject run, string path) =>
        run["format"] is JsonValue value && value.TryGetValue<int>(out var format) && format >= 1
            ? format <= Current
                ? format
                : throw new UsageException(
                    $"{path} has format {format}, and this version reads formats up to {Current}: update the checkout with `git pull`."
                )
            : throw new UsageException(
                $"{path} has no valid format number: restore the file, or remove the run's folder."
            );

    /// <summary>
    /// Upgrades format 1. Facts about targets were in their names there, and only one suite of programs existed beside
    /// the suite <c>startup</c>.
    /// </summary>
    private static void From1(JsonObject run)
    {
        var known = Facts1();
        foreach (var target in Objects(run, "targets"))
        {
            Complete(target, known, Text(target, "name"));
            if (target["container"]?.GetValue<bool>() == true)
            {
                target["version"] = $"docker {Text(target, "version")}";
            }
        }
        foreach (var missing in Objects(run, "unavailable"))
        {
            Complete(missing, known, Text(missing, "target"));
            missing.Remove("target");
        }
        var suites = new JsonObject();
        foreach (var workload in Objects(run, "cells").Select(cell => Text(cell, "workload")).Distinct())
        {
            suites[workload] = workload == "startup" ? Suite.Startup : Suite.Games;
        }
        run["suites"] = suites;
        run["format"] = 2;
    }

    /// <summary>Upgrades format 2, which lacks what a system charges a program. Nobody can measure it any more.</summary>
    private static void From2(JsonObject run) => run["format"] = 3;

    private static void Complete(JsonObject target, Dictionary<string, TargetFacts> known, string name)
    {
        var facts = known.GetValueOrDefault(name) ?? Unknown(target, name);
        foreach (var (key, value) in JsonSerializer.SerializeToNode(facts, Json.Options)!.AsObject())
        {
            target[key] = value?.DeepClone();
        }
    }

    /// <summary>The facts about a target that a user's own program brought, taken from the run itself.</summary>
    private static TargetFacts Unknown(JsonObject target, string name)
    {
        var runtime = target["runtime"]?.GetValue<string>() ?? name;
        return new()
        {
            Name = name,
            Runtime = runtime,
            Mode = target["mode"]?.Deserialize<Mode>(Json.Options) ?? Mode.Jit,
            Container = target["container"]?.GetValue<bool>() ?? false,
            Family = runtime,
            Place = TargetFacts.LastPlace,
        };
    }

    /// <summary>The targets that existed with format 1: <c>format-1-targets.json</c>, which never changes.</summary>
    private static Dictionary<string, TargetFacts> Facts1()
    {
        using var stream = typeof(RunFormat).Assembly.GetManifestResourceStream("format-1-targets.json")!;
        return JsonSerializer.Deserialize<List<TargetFacts>>(stream, Json.Options)!.ToDictionary(facts => facts.Name);
    }

    private static IEnumerable<JsonObject> Objects(JsonObject run, string list) =>
        run[list] is JsonArray array ? array.OfType<JsonObject>() : [];

    private static string Text(JsonObject item, string name) => item[name]?.GetValue<string>() ?? "";
}
