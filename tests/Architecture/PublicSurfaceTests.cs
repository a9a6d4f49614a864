using System.Reflection;
using System.Text;

namespace Architecture.Tests;

/// <summary>
/// <c>public-surface.txt</c> lists what a notebook or another program may call. A change of it is a decision.
/// </summary>
public sealed class PublicSurfaceTests
{
    private const string Variable = "ACCEPT_PUBLIC_SURFACE";
    private static readonly string[] Assemblies = ["Measurement", "Analysis"];

    [Fact]
    public void The_public_surface_is_the_approved_one()
    {
        var path = Path.Combine(FloorTests.Checkout, "tests", "Architecture", "public-surface.txt");
        var now = string.Concat(Assemblies.SelectMany(name => Lines(Assembly.Load(name))).Select(line => line + "\n"));
        if (Environment.GetEnvironmentVariable(Variable) == "1")
        {
            File.WriteAllText(path, now);
        }
        var approved = File.Exists(path) ? File.ReadAllText(path) : "";
        string[] before = approved.Split('\n');
        string[] after = now.Split('\n');
        var difference = before
            .Except(after)
            .Select(line => $"- {line}")
            .Concat(after.Except(before).Select(line => $"+ {line}"));
        Assert.True(
            approved == now,
            $"The public surface changed. Make what no notebook, plan or other project needs internal; accept the rest by running this test with {Variable}=1 and committing public-surface.txt.\n{string.Join('\n', difference)}"
        );
    }

    private static IEnumerable<string> Lines(Assembly assembly) =>
        assembly
            .GetExportedTypes()
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type =>
                Members(type)
                    .Order(StringComparer.Ordinal)
                    .Distinct()
                    .Select(member => $"  {member}")
                    .Prepend($"{type.Namespace}.{Name(type)}")
            );

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags declared =
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsEnum)
        {
            return Enum.GetNames(type);
        }
        var isRecord =
            type.GetMethod("<Clone>$") is not null || type.GetMethod("PrintMembers", (BindingFlags)(-1)) is not null;
        return type.GetConstructors()
            .Select(constructor => $"new({Parameters(constructor)})")
            .Concat(type.GetProperties(declared).Select(property => $"{Name(property.PropertyType)} {property.Name}"))
            .Concat(type.GetFields(declared).Select(field => $"{Name(field.FieldType)} {field.Name}"))
            .Concat(
                type.GetMethods(declared)
                    .Where(method => !method.IsSpecialName && method.Name[0] != '<')
                    .Where(method => !isRecord || !IsOfEveryRecord(method))
                    .Select(method =>
                        $"{Name(method.ReturnType)} {method.Name}{Arguments(method.GetGenericArguments())}({Parameters(method)})"
                    )
            );
    }

    /// <summary>Whether it is a method that the compiler gives every record.</summary>
    private static bool IsOfEveryRecord(MethodInfo method) =>
        method.Name is "Equals" or "GetHashCode" or "Deconstruct"
        || (
            method.Name == "ToString"
            && method.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute))
        );

    private static string Parameters(MethodBase method) =>
        string.Join(
            ", ",
            method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}")
        );

    private static string Name(Type type) =>
        type.IsGenericType
            ? new StringBuilder(type.Name.Split('`')[0]).Append(Arguments(type.GetGenericArguments())).ToString()
        : type.DeclaringType is { } around && !type.IsGenericParameter ? $"{Name(around)}.{type.Name}"
        : type.Name;

    private static string Arguments(Type[] arguments) =>
        arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";
}
