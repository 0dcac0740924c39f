using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Orders.Cli.Options;
using Orders.Json;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Failures;
using Orders.Validation;

namespace Orders.Dev.Commands;

/// <summary><c>orders send</c>: sends one order to a running API.</summary>
internal static class SendCommand
{
    public static Command Create()
    {
        var item = new Argument<string>("item") { Description = "The item." };
        var quantity = new Argument<int>("quantity") { Description = "The quantity.", DefaultValueFactory = _ => 1, CustomParser = ReadQuantity };
        var key = new Option<string?>("--key") { Description = "The idempotency key: an order sent again with the same key is placed once." };
        key.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && !IsKey(token.Value))
            {
                result.AddError($"--key must be 1 to {OrderLimits.IdempotencyKeyCharacters} printable ASCII characters");
            }
        });
        var name = new Option<string?>("--customer-name") { Description = "The customer's name." };
        var email = new Option<string?>("--customer-email") { Description = "The customer's e-mail address." };
        var api = UrlOption.Create("--api", "The URL of the orders API. Default: http://127.0.0.1:8080.");
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

    private static int ReadQuantity(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var quantity) && quantity is >= 1 and <= OrderLimits.Quantity)
        {
            return quantity;
        }

        result.AddError(string.Create(CultureInfo.InvariantCulture, $"QUANTITY must be a whole number from 1 to {OrderLimits.Quantity:N0}"));
        return 0;
    }

    // The API's rule; HTTP clients also cut or refuse other characters in a header.
    private static bool IsKey(string key) =>
        key.Length is >= 1 and <= OrderLimits.IdempotencyKeyCharacters && key.All(static character => character is >= ' ' and <= '~');

    private static bool IsPlacement(string answer)
    {
        using var document = UntrustedJson.Parse(answer);
        return document?.RootElement is { ValueKind: JsonValueKind.Object } members && OrderId.TryParse(members.Text("order_id"), out _);
    }

    private static Uri OrdersAt(Uri api) => new UriBuilder(api) { Path = $"{api.AbsolutePath.TrimEnd('/')}/orders", Fragment = "" }.Uri;

    private static async Task<int> SendAsync(Uri api, OrderContent content, string? key, CancellationToken cancellationToken)
    {
        var body = JsonWriting.ToText(content, static (writer, content) =>
        {
            writer.WriteStartObject();
            OrderJson.WriteContent(writer, content, PersonalFields.All);
            writer.WriteEndObject();
        });
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, OrdersAt(api))
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
            // Read as UTF-8, whatever character set a server names: it may not exist.
            var answer = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            Console.WriteLine($"{(int)response.StatusCode} {answer}");
            return !response.IsSuccessStatusCode ? ExitCodes.Failed
                : IsPlacement(answer) ? ExitCodes.Success
                : throw new CommandException($"{api} is not an orders API: its answer has no order_id. Name the API with --api.") { ExitCode = ExitCodes.Failed };
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            throw new CommandException($"Nothing answers at {api}: is the pipeline up (./orders up)? If it is up at another address, which it prints, name that with --api.", exception);
        }
        catch (HttpRequestException exception)
        {
            throw new CommandException($"{api} could not be called: {exception.Message}", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"{api} did not answer within {http.Timeout.TotalSeconds:0} s."), exception);
        }
    }
}
