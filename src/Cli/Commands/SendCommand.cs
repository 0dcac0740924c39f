using System.CommandLine;
using System.Net.Http.Headers;
using System.Text;
using Orders.Json;
using Orders.Model;
using Orders.Validation;

namespace Orders.Cli.Commands;

/// <summary><c>orders send</c>: one order to a running API.</summary>
internal static class SendCommand
{
    public static Command Create()
    {
        var item = new Argument<string>("item") { Description = "What is ordered." };
        var quantity = new Argument<int>("quantity") { Description = "How many.", DefaultValueFactory = _ => 1 };
        var key = new Option<string?>("--key") { Description = "The idempotency key; sent again with it, the order is placed once." };
        var name = new Option<string?>("--customer-name") { Description = "Whom it is for." };
        var email = new Option<string?>("--customer-email") { Description = "Where the customer can be written to." };
        var api = UrlOption.Create("--api", "Where the orders API is. Default: http://127.0.0.1:8080.");
        var command = new Command("send", "Send one order to the API of a running pipeline.") { item, quantity, key, name, email, api };
        command.SetAction((result, cancellationToken) =>
        {
            var content = new OrderContent
            {
                Item = result.GetRequiredValue(item),
                Quantity = result.GetValue(quantity),
                CustomerName = result.GetValue(name) ?? OrderLimits.DefaultCustomerName,
                CustomerEmail = result.GetValue(email),
            };
            return SendAsync(result.GetValue(api) ?? new Uri("http://127.0.0.1:8080"), content, result.GetValue(key), cancellationToken);
        });
        return command;
    }

    private static async Task<int> SendAsync(Uri api, OrderContent content, string? key, CancellationToken cancellationToken)
    {
        var body = JsonWriting.ToText(content, static (writer, content) =>
        {
            writer.WriteStartObject();
            OrderJson.WriteContent(writer, content, includeCustomerEmail: true);
            writer.WriteEndObject();
        });
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api, "orders"))
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation(IdempotencyKeyRule.Header, IdempotencyKeyRule.Write(key));
        }

        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            Console.WriteLine($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
            return response.IsSuccessStatusCode ? ExitCodes.Success : ExitCodes.Failed;
        }
        catch (HttpRequestException exception)
        {
            throw new CommandException($"Nothing answers at {api}: is the pipeline up (./orders up)?", exception);
        }
    }
}
