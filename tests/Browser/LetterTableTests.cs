using Amazon.SQS.Model;
using Microsoft.Playwright;
using Orders.Tests.Browser.Support;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

/// <summary>The table of messages: columns, sorting, searching, and pages.</summary>
public sealed class LetterTableTests(Chromium chromium, Pipeline pipeline) : ConsoleTests(pipeline)
{
    [Fact]
    public async Task Messages_are_sorted_and_searched_by_mouse_and_keyboard()
    {
        await Running.SendAsync("""{"item":"kettle","quantity":"2","idempotency_key":"b-1","source":"pos-7"}""");
        await Running.SendAsync("""{"item":"mug","quantity":"3","idempotency_key":"a-1","source":"web"}""");
        await Running.SendAsync("""{"item":"desk","quantity":"4","idempotency_key":"c-1","source":"erp"}""");
        await Running.HasDeadLettersAsync(3);
        await using var visitor = await Visitor.OpenAsync(chromium, Running);
        var page = visitor.Page;
        await visitor.GoAsync("#/letters");

        var row = page.Locator(".letter-table tbody tr").Filter(new() { HasTextString = "b-1" });
        await Expect(row.Locator(".source")).ToHaveTextAsync("pos-7");
        await Expect(row.Locator(".reason")).ToContainTextAsync("quantity");
        await Expect(row.Locator(".value")).ToHaveTextAsync("\"2\"");
        await page.GetByRole(AriaRole.Button, new() { NameString = "Key", Exact = true }).ClickAsync();
        await Expect(page.Locator(".letter-table tbody a")).ToHaveTextAsync(["a-1", "b-1", "c-1"]);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".letter-table tbody a")).ToHaveTextAsync(["c-1", "b-1", "a-1"]);
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { NameString = "Key" })).ToHaveAttributeAsync("aria-sort", "descending");

        await page.GetByLabel("Search").FillAsync("DESK");
        await Expect(page.Locator(".letter-table tbody a")).ToHaveTextAsync(["c-1"]);
        await page.Locator(".letter-table tbody a").ClickAsync();
        await Expect(page.Locator("#check .note")).ToBeVisibleAsync();
        await Expect(page.Locator(".letter-table tbody a")).ToHaveTextAsync(["c-1"]);
        await page.GetByLabel("Search").FillAsync("no such text");
        await Expect(page.GetByText("No message matches.")).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task What_another_reader_has_received_is_said_and_a_selection_stays_while_a_message_is_opened()
    {
        await Running.SendAsync("""{"item":"kettle","quantity":"2","idempotency_key":"b-1","source":"pos-7"}""");
        await Running.SendAsync("""{"item":"mug","quantity":"3","idempotency_key":"a-1","source":"web"}""");
        await Running.HasDeadLettersAsync(2);
        await using var visitor = await Visitor.OpenAsync(chromium, Running);
        var page = visitor.Page;
        await visitor.GoAsync("#/letters");
        await page.Locator(".letter-table tbody input[type=checkbox]").First.CheckAsync();
        await page.Locator(".letter-table tbody a").Last.ClickAsync();
        await Expect(page.GetByText("1 selected")).ToBeVisibleAsync();

        var held = await Running.Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(Running.UrlOf("orders-dlq")) { MaxNumberOfMessages = 10, VisibilityTimeout = 300 }, TestContext.Current.CancellationToken);
        await page.GetByRole(AriaRole.Button, new() { NameString = "Refresh" }).ClickAsync();

        Assert.Equal(2, held.Messages.Count);
        await Expect(page.GetByText("2 more messages hidden: another reader has received them.")).ToBeVisibleAsync();
        await Expect(page.GetByText("No message can be seen")).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_plan_for_values_that_the_form_no_longer_has_is_dropped()
    {
        await Running.SendAsync("""{"item":"kettle","quantity":"2","idempotency_key":"b-1","source":"pos-7"}""");
        await Running.HasDeadLettersAsync(1);
        await using var visitor = await Visitor.OpenAsync(chromium, Running);
        var page = visitor.Page;
        await visitor.GoAsync("#/letters");
        await page.GetByRole(AriaRole.Button, new() { NameString = "Redrive type", Exact = false }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameString = "Redrive 1", Exact = true })).ToBeEnabledAsync();
        var late = new TaskCompletionSource();
        await page.RouteAsync("**/api/redrive/plan", async route =>
        {
            await late.Task;
            await route.ContinueAsync();
        });

        await page.GetByLabel("Edit each message").SelectOptionAsync("set");
        await page.GetByLabel("Value").FillAsync("7");
        await page.GetByRole(AriaRole.Button, new() { NameString = "Preview" }).ClickAsync();
        await page.GetByLabel("Value").FillAsync("1000");
        var answer = page.WaitForResponseAsync("**/api/redrive/plan");
        late.SetResult();
        await answer;

        await Expect(page.GetByText("Preview the edit to see what would be sent.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameString = "Redrive 1", Exact = true })).ToBeDisabledAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameString = "Preview" })).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("Escape");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task More_than_two_hundred_messages_have_pages()
    {
        // As SQS would move them: without a reason.
        foreach (var ten in Enumerable.Range(1, 250).Chunk(10))
        {
            await Running.Sqs.SendMessageBatchAsync(new SendMessageBatchRequest(
                Running.UrlOf("orders-dlq"),
                [.. ten.Select(static number => new SendMessageBatchRequestEntry($"{number}", $$"""{"item":"mug","quantity":1,"idempotency_key":"key-{{number:000}}"}"""))]), TestContext.Current.CancellationToken);
        }

        await using var visitor = await Visitor.OpenAsync(chromium, Running);
        var page = visitor.Page;
        await visitor.GoAsync("#/letters?sort=key");

        await Expect(page.Locator(".letter-table tbody a")).ToHaveCountAsync(200);
        await Expect(page.GetByText("1–200 of 250")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { NameString = "Next" }).ClickAsync();
        await Expect(page.GetByText("201–250 of 250")).ToBeVisibleAsync();
        await Expect(page.Locator(".letter-table tbody a").First).ToHaveTextAsync("key-201");
        await page.Locator(".letter-table tbody a").Last.ClickAsync();
        await Expect(page.Locator(".facts")).ToContainTextAsync("Put on orders-dlqSQS moved it, and does not record when");
        await Expect(page.GetByText("201–250 of 250")).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }
}
