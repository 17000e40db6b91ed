using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace PlumbingOps.Web.Shell;

/// <summary>One line of text inside a <see cref="Field"/>.</summary>
public sealed class TextInput : InputText
{
    [CascadingParameter] private FieldScope? Scope { get; set; }

    protected override void OnParametersSet() => AdditionalAttributes = FieldScope.Join(Scope, AdditionalAttributes);
}

/// <summary>Several lines of text.</summary>
public sealed class TextAreaInput : InputTextArea
{
    [CascadingParameter] private FieldScope? Scope { get; set; }

    protected override void OnParametersSet() => AdditionalAttributes = FieldScope.Join(Scope, AdditionalAttributes);
}

/// <summary>A number.</summary>
public sealed class NumberInput<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TValue> : InputNumber<TValue>
{
    [CascadingParameter] private FieldScope? Scope { get; set; }

    protected override void OnParametersSet() => AdditionalAttributes = FieldScope.Join(Scope, AdditionalAttributes);
}

/// <summary>One of a few: an enum, a bool, a text.</summary>
public sealed class SelectInput<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TValue> : InputSelect<TValue>
{
    [CascadingParameter] private FieldScope? Scope { get; set; }

    protected override void OnParametersSet() => AdditionalAttributes = FieldScope.Join(Scope, AdditionalAttributes);
}

/// <summary>A day, or with Type="InputDateType.Time" a time of day, in the browser's own picker.</summary>
public sealed class DateInput<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TValue> : InputDate<TValue>
{
    [CascadingParameter] private FieldScope? Scope { get; set; }

    protected override void OnParametersSet()
    {
        base.OnParametersSet();
        AdditionalAttributes = FieldScope.Join(Scope, AdditionalAttributes);
    }
}
