using System.Diagnostics;
using AngleSharp.Dom;
using Bunit;
using Bunit.Rendering;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests;

/// <summary>
/// What a person does to a page that is still drawing. An element names the handler it was drawn with; when the page is drawn again between the look and the act,
/// that handler is gone and nothing has happened. These act again on what is there then; they stand nearer to the tests than bUnit's own and so are taken.
/// </summary>
internal static class PageEvents
{
    private const int Tries = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task ClickAsync(this IElement element) => ActAsync(() => EventHandlerDispatchExtensions.ClickAsync(element, new MouseEventArgs()));

    public static Task ChangeAsync<T>(this IElement element, T value) => ActAsync(() => EventHandlerDispatchExtensions.ChangeAsync(element, value));

    public static Task SubmitAsync(this IElement element) => ActAsync(() => EventHandlerDispatchExtensions.SubmitAsync(element, EventArgs.Empty));

    public static void Click(this IElement element) => Act(() => EventHandlerDispatchExtensions.Click(element, new MouseEventArgs()));

    public static void Change<T>(this IElement element, T value) => Act(() => EventHandlerDispatchExtensions.Change(element, value));

    public static void Submit(this IElement element) => Act(() => EventHandlerDispatchExtensions.Submit(element, EventArgs.Empty));

    /// <summary>On the one such element, as soon as it is there; several are a mistake.</summary>
    public static Task ClickAsync<T>(this IRenderedComponent<T> page, string selector, Func<IElement, bool> which) where T : IComponent =>
        ActAsync(async () => await EventHandlerDispatchExtensions.ClickAsync((await FindAsync(page, selector, which)).Single(), new MouseEventArgs()));

    /// <summary>On the first of several such elements, as soon as it is there.</summary>
    public static Task ClickFirstAsync<T>(this IRenderedComponent<T> page, string selector, Func<IElement, bool> which) where T : IComponent =>
        ActAsync(async () => await EventHandlerDispatchExtensions.ClickAsync((await FindAsync(page, selector, which))[0], new MouseEventArgs()));

    /// <summary>On the n-th such element, counted from 0, as soon as it is there.</summary>
    public static Task ClickAsync<T>(this IRenderedComponent<T> page, string selector, int index) where T : IComponent =>
        ActAsync(async () => await EventHandlerDispatchExtensions.ClickAsync(await FindAsync(page, selector, index), new MouseEventArgs()));

    /// <inheritdoc cref="ClickAsync{T}(IRenderedComponent{T}, string, int)"/>
    public static Task ChangeAsync<T, TValue>(this IRenderedComponent<T> page, string selector, int index, TValue value) where T : IComponent =>
        ActAsync(async () => await EventHandlerDispatchExtensions.ChangeAsync(await FindAsync(page, selector, index), value));

    /// <inheritdoc cref="ClickAsync{T}(IRenderedComponent{T}, string, Func{IElement, bool})"/>
    public static Task ChangeAsync<T, TValue>(this IRenderedComponent<T> page, string selector, Func<IElement, bool> which, TValue value) where T : IComponent =>
        ActAsync(async () => await EventHandlerDispatchExtensions.ChangeAsync((await FindAsync(page, selector, which)).Single(), value));

    private static async Task<IElement> FindAsync<T>(IRenderedComponent<T> page, string selector, int index) where T : IComponent =>
        (await FindAsync(page, selector, _ => true, index + 1))[index];

    /// <summary>Looks again and again by itself: bUnit's own waiting fails for an act that is made good here.</summary>
    private static async Task<IReadOnlyList<IElement>> FindAsync<T>(IRenderedComponent<T> page, string selector, Func<IElement, bool> which, int least = 1) where T : IComponent
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            var found = page.FindAll(selector).Where(which).ToList();
            if (found.Count >= least || waited.Elapsed > PageFloor.Patience)
            {
                return found.Count >= least ? found : throw new TimeoutException($"{found.Count} of {selector} fit; {least} are needed.");
            }

            await Task.Delay(Pause);
        }
    }

    private static async Task ActAsync(Func<Task> act)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                await act();
                return;
            }
            catch (UnknownEventHandlerIdException) when (tried < Tries)
            {
                await Task.Delay(Pause);
            }
        }
    }

    private static void Act(Action act)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                act();
                return;
            }
            catch (UnknownEventHandlerIdException) when (tried < Tries)
            {
                Thread.Sleep(Pause);
            }
        }
    }
}
