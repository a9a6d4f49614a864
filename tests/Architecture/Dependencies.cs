using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Architecture.Tests;

/// <summary>A type that another one uses, both named with their namespaces.</summary>
internal readonly record struct Dependency(string From, string FromNamespace, string To, string ToNamespace)
{
    public override string ToString() => $"{From} -> {To}";
}

/// <summary>
/// Which types the types of an assembly use: in signatures, fields and attributes, and inside the bodies of methods,
/// lambdas and iterators. A nested type counts as the one around it.
/// </summary>
internal static class Dependencies
{
    public static IReadOnlyList<Dependency> Of(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll"));
        return
        [
            .. from type in module.GetTypes()
            let user = Outermost(type)
            where IsOurs(user)
            from name in Used(type)
            let used = Outermost(name)
            where used.Scope == module && IsOurs(used) && used.FullName != user.FullName
            group (user, used) by (user.FullName, used.FullName) into once
            let pair = once.First()
            select new Dependency(pair.user.FullName, pair.user.Namespace, pair.used.FullName, pair.used.Namespace),
        ];
    }

    /// <summary>Types that the compiler makes for itself have no namespace.</summary>
    private static bool IsOurs(TypeReference type) => type.Namespace.Length > 0 && !type.Name.StartsWith('<');

    private static TypeReference Outermost(TypeReference type) =>
        type.DeclaringType is { } around ? Outermost(around) : type;

    private static IEnumerable<TypeReference> Used(TypeDefinition type) =>
        Parts(type)
            .Concat(type.Fields.SelectMany(field => Flat(field.FieldType).Concat(Attributes(field))))
            .Concat(type.Properties.SelectMany(Attributes))
            .Concat(type.Methods.SelectMany(Used));

    private static IEnumerable<TypeReference> Parts(TypeDefinition type) =>
        Flat(type.BaseType)
            .Concat(type.Interfaces.SelectMany(each => Flat(each.InterfaceType)))
            .Concat(Attributes(type))
            .Concat(type.GenericParameters.SelectMany(Constraints));

    private static IEnumerable<TypeReference> Used(MethodDefinition method) =>
        Signature(method)
            .Concat(Attributes(method))
            .Concat(method.GenericParameters.SelectMany(Constraints))
            .Concat(method.HasBody ? Used(method.Body) : []);

    private static IEnumerable<TypeReference> Used(MethodBody body) =>
        body
            .Variables.SelectMany(variable => Flat(variable.VariableType))
            .Concat(body.ExceptionHandlers.SelectMany(handler => Flat(handler.CatchType)))
            .Concat(
                body.Instructions.SelectMany(instruction =>
                    instruction.Operand switch
                    {
                        TypeReference type => Flat(type),
                        MethodReference method => Flat(method.DeclaringType)
                            .Concat(Signature(method))
                            .Concat(
                                method is GenericInstanceMethod generic ? generic.GenericArguments.SelectMany(Flat) : []
                            ),
                        FieldReference field => Flat(field.DeclaringType).Concat(Flat(field.FieldType)),
                        _ => [],
                    }
                )
            );

    private static IEnumerable<TypeReference> Signature(MethodReference method) =>
        Flat(method.ReturnType).Concat(method.Parameters.SelectMany(parameter => Flat(parameter.ParameterType)));

    private static IEnumerable<TypeReference> Constraints(GenericParameter parameter) =>
        parameter.Constraints.SelectMany(constraint => Flat(constraint.ConstraintType));

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(attribute =>
            Flat(attribute.AttributeType)
                .Concat(
                    attribute
                        .ConstructorArguments.Select(argument => argument.Value)
                        .OfType<TypeReference>()
                        .SelectMany(Flat)
                )
        );

    /// <summary>A type and all types that it is made of: arguments of generics, elements of arrays.</summary>
    private static IEnumerable<TypeReference> Flat(TypeReference? type) =>
        type switch
        {
            null or GenericParameter => [],
            GenericInstanceType generic => Flat(generic.ElementType).Concat(generic.GenericArguments.SelectMany(Flat)),
            TypeSpecification made => Flat(made.ElementType),
            _ => [type],
        };
}
