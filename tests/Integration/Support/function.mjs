// A function for tests, against the Runtime API as it is documented. What it does with an event is said by its argument:
//   echo            answers with the event
//   batch           answers null, and logs each record's id
//   crash | hang | throw | large   what they say
const behaviour = process.argv[2];
const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;

if (behaviour === "init-crash") {
  console.log("no database");
  process.exit(3);
}

const behaviours = {
  echo: (event) => event,
  environment: () => process.env,
  headers: (event, headers) => Object.fromEntries(headers),
  batch: (event) => {
    for (const record of event.Records) {
      console.log(`record ${record.messageId ?? record.dynamodb.SequenceNumber}`);
    }
    return null;
  },
  http: (event) => ({ statusCode: 201, headers: { "X-Route": event.routeKey }, cookies: ["a=1", "b=2"], body: JSON.stringify(event) }),
  crash: () => process.exit(7),
  hang: () => new Promise(() => setTimeout(() => {}, 1 << 30)),
  slow: async () => { await new Promise((resolve) => setTimeout(resolve, 300)); return process.pid; },
  throw: () => { throw new Error("no luck"); },
  large: () => "x".repeat(6 * 1024 * 1024),
};

while (true) {
  const next = await fetch(`${api}/invocation/next`);
  const id = next.headers.get("lambda-runtime-aws-request-id");
  const event = await next.json();
  try {
    const answer = await behaviours[behaviour](event, next.headers);
    await fetch(`${api}/invocation/${id}/response`, { method: "POST", body: JSON.stringify(answer) });
  } catch (error) {
    const body = JSON.stringify({ errorType: error.name, errorMessage: error.message });
    await fetch(`${api}/invocation/${id}/error`, { method: "POST", body });
  }
}
