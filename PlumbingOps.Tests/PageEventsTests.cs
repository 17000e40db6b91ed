using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace PlumbingOps.Tests;

public sealed class PageEventsTests : BunitContext
{
    [Fact]
    public async Task A_click_reaches_a_page_that_never_stops_drawing_exactly_once()
    {
        var page = Render<Restless>();
        using var over = new CancellationTokenSource();
        var drawing = Task.Run(
            async () =>
            {
                while (!over.IsCancellationRequested)
                {
                    await page.InvokeAsync(page.Instance.Draw);
                }
            },
            Xunit.TestContext.Current.CancellationToken);

        for (var click = 0; click < 300; click++)
        {
            await page.Find("button").ClickAsync();
        }

        await over.CancelAsync();
        await drawing;
        Assert.Equal(300, page.Instance.Clicks);
    }

    /// <summary>A button whose handler is another one each time it is drawn.</summary>
    private sealed class Restless : ComponentBase
    {
        private int _drawn;

        public int Clicks { get; private set; }

        public void Draw() => StateHasChanged();

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "button");
            builder.SetKey(_drawn++);
            builder.AddAttribute(1, "onclick", EventCallback.Factory.Create<MouseEventArgs>(this, () => Clicks++));
            builder.CloseElement();
        }
    }
}
