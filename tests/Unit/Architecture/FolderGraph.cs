using System.CodeDom.Compiler;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Orders.Tests.Unit.Architecture;

/// <summary>Which folders of a project use which: a folder's types are in a namespace of its own.</summary>
internal sealed class FolderGraph
{
    private readonly Dictionary<string, SortedDictionary<string, string>> _uses = new(StringComparer.Ordinal);

    private FolderGraph(ModuleDefinition module)
    {
        foreach (var type in module.GetTypes().Where(static type => !IsGenerated(type)))
        {
            foreach (var used in References(type).SelectMany(Parts).Select(static reference => reference.Resolve()).Where(used => used?.Module == module))
            {
                Add(type, used!);
            }
        }
    }

    public static FolderGraph Of(ModuleDefinition module) => new(module);

    /// <summary>The folders that reach themselves, each with the types by which it uses the next of them.</summary>
    public IReadOnlyList<string> Cycles()
    {
        var inCycle = _uses.Keys.Where(folder => Reach(folder).Contains(folder)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from folder in inCycle.Order(StringComparer.Ordinal)
               from used in _uses[folder]
               where inCycle.Contains(used.Key) && Reach(used.Key).Contains(folder)
               select $"{folder} -> {used.Key}: {used.Value}",
        ];
    }

    private HashSet<string> Reach(string folder)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var left = new Stack<string>([folder]);
        while (left.TryPop(out var one))
        {
            foreach (var next in _uses.GetValueOrDefault(one)?.Keys.Where(reached.Add) ?? [])
            {
                left.Push(next);
            }
        }

        return reached;
    }

    private void Add(TypeDefinition user, TypeDefinition used)
    {
        var (from, to) = (Outermost(user), Outermost(used));
        if (from.Namespace != to.Namespace && from.Namespace.Length > 0 && to.Namespace.Length > 0 && !IsGenerated(used))
        {
            if (!_uses.TryGetValue(from.Namespace, out var uses))
            {
                _uses[from.Namespace] = uses = new SortedDictionary<string, string>(StringComparer.Ordinal);
            }

            uses.TryAdd(to.Namespace, $"{from.Name} uses {to.Name}");
        }
    }

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    // What the compiler and its generators add to an assembly is in no folder: a JsonSerializerContext knows every report, and each report uses it.
    private static bool IsGenerated(TypeDefinition type) =>
        Outermost(type) is var outer && (outer.Name.StartsWith('<') || outer.Namespace.StartsWith("System", StringComparison.Ordinal) || outer.Namespace.StartsWith("Microsoft", StringComparison.Ordinal)
            || outer.CustomAttributes.Any(static attribute => attribute.AttributeType.Name == nameof(GeneratedCodeAttribute)));

    private static IEnumerable<TypeReference> References(TypeDefinition type) =>
    [
        .. type.BaseType is { } parent ? [parent] : Array.Empty<TypeReference>(),
        .. type.Interfaces.Select(static one => one.InterfaceType),
        .. type.Fields.Select(static field => field.FieldType),
        .. type.CustomAttributes.Select(static attribute => attribute.AttributeType),
        .. type.Methods.SelectMany(static method => (IEnumerable<TypeReference>)
        [
            .. Signature(method),
            .. method.HasBody ? method.Body.Variables.Select(static variable => variable.VariableType) : [],
            .. method.HasBody ? method.Body.Instructions.SelectMany(Operand) : [],
        ]),
    ];

    private static IEnumerable<TypeReference> Signature(MethodReference method) => [method.ReturnType, .. method.Parameters.Select(static parameter => parameter.ParameterType)];

    private static IEnumerable<TypeReference> Operand(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [method.DeclaringType, .. Signature(method), .. method.GenericArguments],
        MethodReference method => [method.DeclaringType, .. Signature(method)],
        _ => [],
    };

    // A list of orders uses the list and the order.
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericParameter => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };
}
