using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Shell;

public sealed class AntiforgeryChecksTests
{
    [Fact]
    public async Task Who_leaves_the_page_while_sending_is_refused_and_is_no_error_of_the_house()
    {
        var antiforgery = new Failing(new AntiforgeryValidationException("Unable to read the token.", new BadHttpRequestException("Unexpected end of request content.")));

        Assert.False(await antiforgery.IsFromOurPageAsync(new DefaultHttpContext()));
    }

    [Fact]
    public async Task Any_other_failure_is_not_hidden()
    {
        var antiforgery = new Failing(new AntiforgeryValidationException("The key ring is gone.", new InvalidOperationException()));

        await Assert.ThrowsAsync<AntiforgeryValidationException>(() => antiforgery.IsFromOurPageAsync(new DefaultHttpContext()));
    }

    private sealed class Failing(Exception failure) : IAntiforgery
    {
        public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => throw new NotSupportedException();

        public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => throw new NotSupportedException();

        public Task<bool> IsRequestValidAsync(HttpContext httpContext) => Task.FromException<bool>(failure);

        public void SetCookieTokenAndHeader(HttpContext httpContext) => throw new NotSupportedException();

        public Task ValidateRequestAsync(HttpContext httpContext) => throw new NotSupportedException();
    }
}
