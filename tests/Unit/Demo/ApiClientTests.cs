using System.Net;
using System.Net.Http.Headers;
using Orders.Dev.Demo;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Demo;

public sealed class ApiClientTests
{
    readonly InstantTime _time = new(Given.Now);

    [Fact]
    public async Task What_is_refused_for_now_is_asked_again_after_the_time_that_the_API_names()
    {
        using var api = new Answers(Busy(seconds: 1), null, new HttpResponseMessage(HttpStatusCode.OK));

        using var response = await SendAsync(api, isRepeatable: true);

        Assert.Equal(HttpStatusCode.OK, response!.StatusCode);
        // After no answer at all, a little longer each time.
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(200)], _time.Delays);
    }

    [Fact]
    public async Task What_would_be_done_twice_is_asked_once()
    {
        using var api = new Answers(Busy(seconds: 1), new HttpResponseMessage(HttpStatusCode.OK));
        using var response = await SendAsync(api, isRepeatable: false);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response!.StatusCode);
        Assert.Null(await SendAsync(new Answers((HttpResponseMessage?)null), isRepeatable: false));
    }

    [Fact]
    public async Task A_refusal_is_an_answer()
    {
        using var api = new Answers(new HttpResponseMessage(HttpStatusCode.UnprocessableEntity));
        using var response = await SendAsync(api, isRepeatable: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response!.StatusCode);
    }

    async Task<HttpResponseMessage?> SendAsync(Answers answers, bool isRepeatable)
    {
        using var http = new HttpClient(answers, disposeHandler: false) { BaseAddress = new Uri("http://api.test") };
        return await new ApiClient(http, _time).SendAsync(static () => new HttpRequestMessage(HttpMethod.Post, new Uri("orders", UriKind.Relative)), isRepeatable, Given.Token);
    }

    static HttpResponseMessage Busy(int seconds) => new(HttpStatusCode.ServiceUnavailable)
    {
        Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds)) },
    };

    /// <summary>Gives its answers in turn; null is none.</summary>
    sealed class Answers(params HttpResponseMessage?[] answers) : HttpMessageHandler
    {
        int _next;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            answers[_next++] is { } answer ? Task.FromResult(answer) : Task.FromException<HttpResponseMessage>(new HttpRequestException("reset"));
    }
}
