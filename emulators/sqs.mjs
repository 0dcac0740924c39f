// SQS on 127.0.0.1: node sqs.mjs <region>. Prints its port on one line when it is ready.
import { buildApp } from "fauxqs";
// By path: the package does not export its store, and only a store without a host name answers with queue URLs on the
// address that was called. By default they are at sqs.<region>.localhost, a name that not every machine resolves.
import { SqsQueue, SqsStore } from "./node_modules/fauxqs/dist/sqs/sqsStore.js";

// The package makes a message visible again only when the queue is received from: before that, the counts called it in flight.
const { getAllAttributes } = SqsQueue.prototype;
SqsQueue.prototype.getAllAttributes = function (names) {
  this.processTimers();
  return getAllAttributes.call(this, names);
};

const sqsStore = new SqsStore();
sqsStore.host = undefined;

const app = buildApp({ logger: false, defaultRegion: process.argv[2], stores: { sqsStore } });

// No page of a web site may reach this: it comes with another name, or with headers that only browsers send. A proxy of ours sends its own port as Host.
app.addHook("onRequest", async ({ headers }, reply) => {
  const isOurs = /^(127\.0\.0\.1|localhost|\[::1\]):\d+$/i.test(headers.host ?? "");
  if (!isOurs || headers.origin !== undefined || !["none", undefined].includes(headers["sec-fetch-site"])) {
    reply.code(403).send({ message: "Pages of web sites may not call this server." });
    return reply;
  }
});

// What SQS tells CloudWatch only, and so does this one, to the local CloudWatch: the age of a queue's oldest message, and its counts by the minute.
app.get("/orders/queue-metrics", () => Object.fromEntries(sqsStore.listQueues().map((queue) => {
  queue.processTimers();
  const { ready, delayed, inflight } = sqsStore.inspectQueue(queue.name).messages;
  const oldest = [...ready, ...delayed, ...inflight.map((entry) => entry.message)].reduce((least, message) => Math.min(least, message.sentTimestamp), Infinity);
  return [queue.name, { oldest: oldest === Infinity ? null : oldest, visible: ready.length, hidden: inflight.length }];
})));

const address = await app.listen({ port: 0, host: "127.0.0.1" });
console.log(new URL(address).port);

process.on("SIGTERM", () => process.exit(0));
