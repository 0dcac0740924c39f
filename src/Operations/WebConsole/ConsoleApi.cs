using Microsoft.AspNetCore.Http;
using Orders.Model;
using Orders.Operations.Audit;
using Orders.Operations.DeadLetters;
using Orders.Operations.Doctor;
using Orders.Operations.Failures;
using Orders.Operations.Http;
using Orders.Operations.Json;
using Orders.Operations.WebConsole.Deployments;
using Orders.Operations.WebConsole.Events;
using Orders.Operations.WebConsole.Http;
using Orders.Operations.WebConsole.Letters;
using Orders.Operations.WebConsole.Live;
using Orders.Operations.WebConsole.Moving;
using Orders.Operations.WebConsole.Orders;

namespace Orders.Operations.WebConsole;

/// <summary>The console's API for a page with a session.</summary>
internal sealed class ConsoleApi : IAsyncDisposable
{
    private readonly ConsoleDeployment _deployment;
    private readonly LiveFeed _feed;
    private readonly ChartDesk _charts;
    private readonly TimeProvider _time;
    private readonly CancellationToken _stop;
    private readonly LetterDesk _letters;
    private readonly OrderDesk _orders;
    private readonly JobBoard _jobs;
    private readonly Redriver _redriver;
    private readonly Discarder _discarder;
    private readonly ReplayDesk _replays;

    /// <param name="deployment">The deployment.</param>
    /// <param name="feed">Sends changes to pages.</param>
    /// <param name="charts">Reads the charts' metrics.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Cancelled when the console ends.</param>
    public ConsoleApi(ConsoleDeployment deployment, LiveFeed feed, ChartDesk charts, TimeProvider time, CancellationToken stop)
    {
        (_deployment, _feed, _charts, _time, _stop) = (deployment, feed, charts, time, stop);
        _letters = new LetterDesk(deployment, time);
        _orders = new OrderDesk(deployment, _letters);
        _jobs = new JobBoard(feed, time);
        _redriver = new Redriver(deployment, _letters, time);
        _discarder = new Discarder(deployment, _letters, time);
        _replays = new ReplayDesk(deployment, _letters, time);
    }

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext http, ConsoleSession session)
    {
        try
        {
            await RouteAsync(http, session);
        }
        catch (RefusedException exception)
        {
            await http.RefuseAsync(exception.Refusal);
        }
        catch (CommandException exception)
        {
            var status = exception.ExitCode == ExitCodes.Usage ? StatusCodes.Status400BadRequest : StatusCodes.Status502BadGateway;
            await http.RefuseAsync(new Refusal(status, "cannot", exception.Message));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested || _stop.IsCancellationRequested)
        {
            // The client closed the request.
        }
        catch (Exception exception) when (Failure.Of(exception) is not null)
        {
            await http.RefuseAsync(new Refusal(StatusCodes.Status502BadGateway, "aws", Failure.Of(exception)!.Value.Message ?? "AWS did not answer in time."));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _jobs.DisposeAsync();
        _orders.Dispose();
    }

    private Task RouteAsync(HttpContext http, ConsoleSession session)
    {
        var route = (http.Request.Method, http.Request.Path.Value);
        string[] known = route switch
        {
            ("GET", "/api/letters") => ["queue", "read", .. LetterQuery.Parameters],
            ("GET", "/api/letter") => ["queue", "id"],
            ("GET", "/api/order") => ["id"],
            ("GET", "/api/charts") => ["range"],
            _ => [],
        };
        var query = new RequestParameters(http.Request, known);
        return route switch
        {
            ("GET", "/api/console") => http.ReplyAsync(ConsoleJson.Of(_deployment, _charts, session), OperationsJson.Default.ConsoleJson),
            ("POST", "/api/session/personal-data") => ShowPersonalDataAsync(http, session),
            ("GET", "/api/live") => EventStream.SendAsync(http, _feed, session, _stop),
            ("GET", "/api/charts") => ChartAsync(http, query),
            ("GET", "/api/letters") => ListAsync(http, session, query),
            ("GET", "/api/letter") => ShowAsync(http, session, query),
            ("POST", "/api/letter/check") => CheckAsync(http, session),
            ("GET", "/api/orders") => PendingAsync(http, session),
            ("GET", "/api/order") => FollowAsync(http, session, query),
            ("POST", "/api/redrive/plan") => PlanAsync(http, session),
            ("POST", "/api/redrive") => RedriveAsync(http, session),
            ("POST", "/api/discard") => DiscardAsync(http),
            ("GET", "/api/history") => HistoryAsync(http),
            ("GET", "/api/doctor") => ExamineAsync(http, session),
            ("POST", "/api/replay/plan") => PlanReplayAsync(http, session),
            ("POST", "/api/replay") => ReplayAsync(http),
            ("POST", "/api/jobs/stop") => StopAsync(http),
            _ => throw new RefusedException(StatusCodes.Status404NotFound, "not_found", "There is nothing here."),
        };
    }

    // Who sees personal data is noted before the page gets any.
    private async Task ShowPersonalDataAsync(HttpContext http, ConsoleSession session)
    {
        var isShown = new RequestMembers(await http.Request.ReadJsonAsync(), "show").RequiredFlag("show");
        if (isShown && !session.ShowsPersonalData)
        {
            var log = await _deployment.OpenAuditAsync();
            var lines = new AuditLines(AuditActions.View, _deployment.Named.Table.Name, _deployment.Operator, _time.GetUtcNow(), _time);
            await log.AppendAsync([lines.Of(messageId: "", AuditResults.Shown) with { Subject = "a session of the console" }]);
        }

        session.ShowsPersonalData = isShown;
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task ChartAsync(HttpContext http, RequestParameters query)
    {
        var name = query.OneOf("range", _charts.Ranges.Select(static range => range.Name));
        var history = await _charts.ReadAsync(_charts.Ranges.FirstOrDefault(range => range.Name == name, _charts.Ranges[0]), _stop);
        await http.ReplyAsync(PageSeriesJson.Of(_deployment.Named, history), OperationsJson.Default.PageSeriesJson);
    }

    private async Task ListAsync(HttpContext http, ConsoleSession session, RequestParameters query)
    {
        var queue = _deployment.Queue(query.Text("queue"));
        var table = LetterQuery.Read(query);
        var look = await _letters.LookAsync(queue, LetterReads.Of(query), http.RequestAborted);
        await http.ReplyAsync(session, LookJson.Of(look, table, _letters.IsBusy(queue), session.ShowsPersonalData), OperationsJson.Default.LookJson);
    }

    private async Task ShowAsync(HttpContext http, ConsoleSession session, RequestParameters query)
    {
        var queue = _deployment.Queue(query.Text("queue"));
        var letter = await FindAsync(queue, query.RequiredText("id"), http.RequestAborted);
        await http.ReplyAsync(session, PageLetter.Of(letter, queue, session.ShowsPersonalData, _time.GetUtcNow()), OperationsJson.Default.PageLetter);
    }

    private async Task CheckAsync(HttpContext http, ConsoleSession session)
    {
        var request = new RequestMembers(await http.Request.ReadJsonAsync(), "queue", "id", "body");
        var (queue, id, body) = (_deployment.Queue(request.Text("queue")), request.RequiredText("id"), request.RequiredText("body", mayBeEmpty: true));
        var letter = await FindAsync(queue, id, http.RequestAborted);
        var check = BodyCheck.Of(letter, body, isCovered: !session.ShowsPersonalData, _time.GetUtcNow());
        await http.ReplyAsync(session, check.Answer, OperationsJson.Default.BodyCheckJson);
    }

    private async Task PendingAsync(HttpContext http, ConsoleSession session)
    {
        var page = await _orders.PendingAsync(http.RequestAborted);
        await http.ReplyAsync(session, PendingOrdersJson.Of(page), OperationsJson.Default.PendingOrdersJson);
    }

    private async Task FollowAsync(HttpContext http, ConsoleSession session, RequestParameters query)
    {
        if (!OrderId.TryParse(query.RequiredText("id").Trim(), out var id))
        {
            throw new RefusedException(StatusCodes.Status400BadRequest, "order_id", "id must be an order's id: a UUID, as in the answer to the placement");
        }

        var journey = await _orders.FollowAsync(id, http.RequestAborted);
        await http.ReplyAsync(session, OrderPageJson.Of(journey), OperationsJson.Default.OrderPageJson);
    }

    private async Task PlanAsync(HttpContext http, ConsoleSession session)
    {
        var request = MoveRequest.Read(await http.Request.ReadJsonAsync(), "edit");
        var plan = await _redriver.PlanAsync(_deployment.RedrivenQueue(request.Queue), request, http.RequestAborted);
        await http.ReplyAsync(session, PlanJson.Of(plan, session.ShowsPersonalData), OperationsJson.Default.PlanJson);
    }

    private async Task RedriveAsync(HttpContext http, ConsoleSession session)
    {
        var request = MoveRequest.Read(await http.Request.ReadJsonAsync(), "body", "edit", "rate", "ramp");
        var queue = _deployment.RedrivenQueue(request.Queue);
        var body = request.Body is null ? null : await MendedAsync(queue, request, session, http.RequestAborted);
        await ReplyWithJobAsync(http, _jobs.Start(JobKind.Redrive, request, (job, update, token) => _redriver.RunAsync(queue, request, body, job, update, token)));
    }

    private async Task DiscardAsync(HttpContext http)
    {
        var request = Discarder.Checked(MoveRequest.Read(await http.Request.ReadJsonAsync(), "count"));
        var queue = _deployment.Queue(request.Queue);
        await ReplyWithJobAsync(http, _jobs.Start(JobKind.Discard, request, (job, update, token) => _discarder.RunAsync(queue, request, job, update, token)));
    }

    private async Task StopAsync(HttpContext http)
    {
        _jobs.Stop(new RequestMembers(await http.Request.ReadJsonAsync(), "id").WholeNumber("id") ?? throw RequestMembers.Bad("id must be given"));
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task HistoryAsync(HttpContext http)
    {
        var store = AuditLog.StoreFor(_deployment.AuditLog, _deployment.Connection);
        // The first change creates the log.
        var report = store.Exists ? await AuditReport.ReadAsync(store, since: null, http.RequestAborted) : new AuditReport(store.Name, [], []);
        // The report masks what is not the operator's name, which may look like an e-mail address.
        await http.ReplyAsync(report.Answer, OperationsJson.Default.AuditReportJson);
    }

    private async Task ExamineAsync(HttpContext http, ConsoleSession session) =>
        await http.ReplyAsync(session, await DoctorRun.RunAsync(_deployment.Connection, _deployment.Named, http.RequestAborted), OperationsJson.Default.Report);

    private async Task PlanReplayAsync(HttpContext http, ConsoleSession session)
    {
        var selection = ReplayRequest.Read(await http.Request.ReadJsonAsync());
        await http.ReplyAsync(session, ReplayPlanJson.Of(await _replays.PlanAsync(selection, http.RequestAborted)), OperationsJson.Default.ReplayPlanJson);
    }

    private async Task ReplayAsync(HttpContext http)
    {
        var selection = ReplayRequest.Read(await http.Request.ReadJsonAsync());
        await ReplyWithJobAsync(http, _jobs.Start(JobKind.Replay, _replays.QueueName, $"events ({selection})", total: 0, (job, _, token) => _replays.RunAsync(selection, job, token)));
    }

    private static Task ReplyWithJobAsync(HttpContext http, int job) =>
        http.ReplyAsync(new StartedJob(job), OperationsJson.Default.StartedJob, StatusCodes.Status202Accepted);

    /// <summary>Returns the edited body if the Processor would accept it.</summary>
    private async Task<string> MendedAsync(QueueRole queue, MoveRequest request, ConsoleSession session, CancellationToken cancellationToken)
    {
        var check = BodyCheck.Of(await FindAsync(queue, request.Id!, cancellationToken), request.Body!, isCovered: !session.ShowsPersonalData, _time.GetUtcNow());
        return check.Errors.Count == 0 || (!queue.IsOrders && check.IsUncovered)
            ? check.Body
            : throw new RefusedException(StatusCodes.Status422UnprocessableEntity, "invalid", $"The Processor would refuse this: {string.Join("; ", check.Errors)}");
    }

    private async Task<Letter> FindAsync(QueueRole queue, string id, CancellationToken cancellationToken) =>
        await _letters.FindAsync(queue, id, cancellationToken)
        ?? throw new RefusedException(StatusCodes.Status404NotFound, "gone", "This message is not visible: it was moved, or another reader hides it for the moment.");
}
