using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using PlumbingOps.Data;

namespace PlumbingOps.Tests.AccessMatrix;

/// <summary>A public method of a service that takes an actor; it can be called with made-up arguments.</summary>
internal sealed record ServiceMethod(Type Service, MethodInfo Method)
{
    private static readonly JsonSerializerOptions Loosely = new() { ReferenceHandler = ReferenceHandler.IgnoreCycles };

    public string Name => $"{Service.Name}.{Method.Name}";

    public static IReadOnlyList<ServiceMethod> All { get; } =
    [
        .. from service in typeof(Actor).Assembly.GetExportedTypes()
           where service is { IsClass: true, IsAbstract: false } && service.Name.EndsWith("Service", StringComparison.Ordinal)
           from method in service.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
           where method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Actor))
           orderby service.Name, method.Name
           select new ServiceMethod(service, method),
    ];

    /// <summary>Parameters that name a record. A table row says of which kind; a company is one by its parameter's name.</summary>
    public IEnumerable<ParameterInfo> Ids => Method.GetParameters().Where(parameter =>
        parameter.ParameterType == typeof(Guid) || parameter.ParameterType == typeof(Guid?) || parameter.ParameterType == typeof(long)
        || typeof(IEnumerable<Guid>).IsAssignableFrom(parameter.ParameterType)
        || parameter.ParameterType == typeof(string) && (parameter.Name is "tenantId" || parameter.Name is "id"));

    /// <summary>What the caller learns: refused, a sentence, or a result.</summary>
    /// <param name="idOf">The record to name for a parameter.</param>
    public async Task<string> CallAsync(object service, Actor by, Func<ParameterInfo, object> idOf)
    {
        var ids = Ids.ToHashSet();
        var arguments = Method.GetParameters().Select(parameter => parameter.ParameterType == typeof(Actor) ? by : ids.Contains(parameter) ? InShape(parameter, idOf(parameter)) : MadeUp(parameter)).ToArray();
        try
        {
            var task = (Task)Method.Invoke(service, arguments)!;
            await task;
            var result = task.GetType().GetProperty("Result")?.GetValue(task);
            return $"answer {JsonSerializer.Serialize(result, result?.GetType() ?? typeof(object), Loosely)}";
        }
        catch (Exception e) when (Refusal(e) is { } refusal)
        {
            return $"sentence {refusal.Message}";
        }
    }

    public static bool IsRefusalOfRole(string outcome) => outcome.StartsWith("sentence Your role (", StringComparison.Ordinal);

    /// <summary>A method that is not asynchronous itself throws before there is a task.</summary>
    private static RuleException? Refusal(Exception e) => e as RuleException ?? (e as TargetInvocationException)?.InnerException as RuleException;

    private static object InShape(ParameterInfo parameter, object id) =>
        parameter.ParameterType == typeof(long) ? id is long ? id : long.MaxValue
        : typeof(IEnumerable<Guid>).IsAssignableFrom(parameter.ParameterType) ? new List<Guid> { (Guid)id }
        : id;

    private static object? MadeUp(ParameterInfo parameter) =>
        parameter.HasDefaultValue ? parameter.DefaultValue
        : parameter.ParameterType != typeof(string) && new NullabilityInfoContext().Create(parameter).ReadState == NullabilityState.Nullable ? null
        : parameter.ParameterType.IsGenericType && parameter.ParameterType.GetGenericArguments() is [var item] && typeof(IEnumerable).IsAssignableFrom(parameter.ParameterType) ? OneOf(item)
        : MadeUp(parameter.ParameterType);

    /// <summary>Nothing to do is done by everybody; so there is something to do.</summary>
    private static Array OneOf(Type item)
    {
        var one = Array.CreateInstance(item, 1);
        one.SetValue(MadeUp(item), 0);
        return one;
    }

    private static object? MadeUp(Type type)
    {
        if (type == typeof(string))
        {
            return "jobs";
        }

        if (type == typeof(TextWriter))
        {
            return new StringWriter();
        }

        if (type == typeof(Type))
        {
            return typeof(object);
        }

        if (type.IsEnum)
        {
            return Enum.GetValues(type).GetValue(0);
        }

        if (type == typeof(DateOnly))
        {
            return new DateOnly(2026, 3, 18);
        }

        if (type == typeof(int) || type == typeof(long) || type == typeof(decimal))
        {
            return Convert.ChangeType(1, type, CultureInfo.InvariantCulture);
        }

        if (type.IsValueType)
        {
            return Activator.CreateInstance(type);
        }

        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type))
        {
            return Array.CreateInstance(type.GetGenericArguments()[0], 0) is var none && type.IsInstanceOfType(none) ? none : Activator.CreateInstance(type);
        }

        var constructor = type.GetConstructors().OrderBy(c => c.GetParameters().Length).FirstOrDefault();
        var made = constructor is null || type.IsAbstract ? null
            : constructor.GetParameters().Length == 0 ? Activator.CreateInstance(type)
            : constructor.Invoke(constructor.GetParameters().Select(MadeUp).ToArray());
        foreach (var property in type.GetProperties().Where(p => p.CanWrite && made is not null))
        {
            Fill(made!, property);
        }

        return made;
    }

    /// <summary>A form must hold what it requires: what is wrong with the input is said before what the role may.</summary>
    private static void Fill(object made, PropertyInfo property)
    {
        if (property.GetValue(made) is 0 or 0L or 0m)
        {
            property.SetValue(made, MadeUp(property.PropertyType));
        }

        var missing = property.GetValue(made) is null or "";
        if (missing && (property.GetCustomAttribute<RequiredAttribute>() is not null || property.GetCustomAttribute<RequiredMemberAttribute>() is not null))
        {
            property.SetValue(made, property.GetCustomAttribute<EmailAddressAttribute>() is not null ? "made.up@example.com" : MadeUp(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));
        }
    }
}
