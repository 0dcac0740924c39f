// Places, reads and moves an order with a client that was generated from contracts/openapi.yaml. Prints one JSON object.
import { setTimeout } from "node:timers/promises";
import { createClient } from "./client/client/index.js";
import { changeOrder, getOrder, listOrders, placeOrders } from "./client/index.js";

const client = createClient({ baseUrl: process.argv[2] });
const key = process.argv[3];

const placed = await placeOrders({ client, body: { item: "Laptop", quantity: 2, idempotency_key: key } });
if (!placed.data || !("order_id" in placed.data)) {
  throw new Error(`not placed: ${JSON.stringify(placed.error)}`);
}
const path = { order_id: placed.data.order_id };

/** Reads the order until it has a status. */
const read = async (status: string) => {
  for (let attempt = 0; attempt < 300; attempt++) {
    const { data, response } = await getOrder({ client, path });
    if (data?.status === status && "version" in data) {
      return { order: data, tag: response?.headers.get("etag") ?? "" };
    }
    await setTimeout(100);
  }
  throw new Error(`the order did not reach ${status}`);
};

const pending = await read("PENDING");
const page = await listOrders({ client, query: { status: "PENDING", limit: 200 } });
const moved = await changeOrder({ client, path, headers: { "If-Match": pending.tag }, body: { status: "PROCESSING", reason: "picked" } });
const processing = await read("PROCESSING");
const outdated = await changeOrder({ client, path, headers: { "If-Match": pending.tag }, body: { status: "COMPLETED" } });
const invalid = await placeOrders({ client, body: { item: "", quantity: 1 } });

console.log(JSON.stringify({
  order_id: pending.order.order_id,
  item: pending.order.item,
  listed: page.data?.orders.some((order) => order.order_id === pending.order.order_id),
  moved: moved.response?.status,
  history: processing.order.history.map((change) => `${change.status}: ${change.reason}`),
  outdated: [outdated.response?.status, outdated.error?.details?.[0]?.code],
  invalid: [invalid.response?.status, invalid.error?.details?.[0]?.field, invalid.error?.details?.[0]?.code],
}));
