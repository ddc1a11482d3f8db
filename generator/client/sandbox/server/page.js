// Asks GET /sandbox/overview once a second and shows the answer; the buttons call the control endpoints.
//
// A client chooses its ids, keys and paths freely. Here they only become text nodes, and the
// Content-Security-Policy forbids whatever would read them as markup.

const PERIOD = 1_000; // milliseconds
const EVERYTHING = Symbol("all requests");
const OPEN = ["AUTHORIZED", "PART_CAPTURED"];
const DONE = ["CAPTURED", "CLOSED"];

const $ = (id) => document.getElementById(id);
let chosen = null; // an order's id, EVERYTHING, or null for the newest order
let shown = ""; // what the page shows now, so that nothing is touched while nothing changes
let timer = 0;
let asked = 0; // how often the page has asked, so that a late answer does not replace a newer one
let described = false; // whether the vendor's name and the examples are on the page

// --- Elements ------------------------------------------------------------------------------------

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(attribute, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const kept = new WeakMap();

// Makes `list` hold one item for each of `things`, and leaves alone what did not change: a selection,
// the focus and the place that was scrolled to outlive an update.
function fill(list, things, build) {
  const old = kept.get(list) ?? new Map();
  const now = new Map();
  const focused = list.contains(document.activeElement) ? document.activeElement.closest("li") : null;
  things.forEach((thing, index) => {
    const { key, ...rest } = thing;
    const text = JSON.stringify(rest);
    const item = old.get(key)?.item ?? element("li", old.size ? { class: "fresh" } : {});
    if (old.get(key)?.text !== text) item.replaceChildren(...build(thing));
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
    now.set(key, { item, text });
  });
  while (list.children.length > things.length) list.lastChild.remove();
  kept.set(list, now);
  if (focused?.isConnected) focused.querySelector("button")?.focus();
}

const look = (status) => (OPEN.includes(status) ? "open" : DONE.includes(status) ? "done" : "over");
const money = (amount, currency) => [String(amount), currency].filter(Boolean).join(" ");

function moment(text) {
  const [, date, time] = /^(\d+-\d\d-\d\d)T(\d\d:\d\d:\d\d)/.exec(text) ?? [null, text ?? "", ""];
  return element("time", { datetime: text }, `${date} ${time}`);
}

// --- Orders --------------------------------------------------------------------------------------

function bar(order) {
  const { order_amount, captured_amount, refunded_amount, remaining_authorized_amount } = order;
  const parts = {
    captured: captured_amount - refunded_amount,
    refunded: refunded_amount,
    remaining: remaining_authorized_amount,
    gone: order_amount - captured_amount - remaining_authorized_amount,
  };
  const drawn = Object.entries(parts).filter(([, amount]) => amount > 0).map(([name, amount]) => {
    const part = element("span", { class: name });
    part.style.flexGrow = amount / order_amount;
    return part;
  });
  return element("span", { class: `bar ${look(order.status)}`, "aria-hidden": "true" }, ...drawn);
}

function orderItem({ order, current }) {
  const { purchase_currency: currency } = order;
  const amounts = { captured: order.captured_amount, refunded: order.refunded_amount, remaining: order.remaining_authorized_amount };
  const button = element(
    "button",
    { type: "button", class: "order", "aria-current": current ? "true" : null },
    element(
      "span",
      { class: "head" },
      element("span", { class: "authorized" }, element("b", {}, money(order.order_amount, currency)), " authorized "),
      element("span", { class: `status ${look(order.status)}` }, order.status),
    ),
    element("span", { class: "id" }, order.order_id),
    bar(order),
    ...Object.entries(amounts).map(([name, amount]) =>
      element("span", { class: `amount ${name}` }, element("span", {}, name), " ", element("b", {}, money(amount, currency)), " "),
    ),
  );
  button.addEventListener("click", () => choose(order.order_id));
  return [button];
}

// --- The life of an order ------------------------------------------------------------------------

const CHANGES = {
  "captures.create": "captured",
  "refunds.create": "refunded",
  "orders.update_authorization": "order amount now",
};

function effect({ effect, replayed }, currency) {
  if (replayed) return element("span", { class: "effect" }, "the first answer to this key again");
  if (effect === null) return element("span", { class: "effect none" }, "nothing changed");
  const done = CHANGES[effect.operation];
  const said = done && effect.amount !== null ? `${done} ${money(effect.amount, currency)}` : "applied";
  return element("span", { class: "effect done" }, said);
}

function requestItem({ request, currency, named }) {
  const { status_code: code, operation, idempotency_key: key, fault, nth } = request;
  const kind = code === null ? "lost" : code < 400 ? "good" : "bad";
  const details = [
    named && request.order_id && ["order ", element("code", {}, request.order_id)],
    key && ["key ", element("code", {}, key), nth > 1 ? `, request ${nth} with it` : ""],
  ].filter(Boolean);
  return [
    moment(request.time),
    element("span", { class: `code ${kind}` }, code === null ? "no answer" : String(code)),
    element(
      "div",
      {},
      element("b", { class: "operation" }, operation ?? `${request.method} ${request.path}`),
      effect(request, currency),
      fault ? element("span", { class: "fault" }, fault) : null,
      ...details.map((detail) => element("p", { class: "detail" }, ...detail)),
    ),
  ];
}

const noteItem = ({ time, text }) => [moment(time), element("span", { class: "mark" }), element("div", {}, text)];

function lifeOf(order, requests) {
  const currency = order.purchase_currency;
  const made = new Set(requests.flatMap(({ effect }) => [effect?.capture_id, effect?.refund_id]));
  const without = [
    ...order.captures.map((capture) => [capture.capture_id, capture.captured_at, `captured ${money(capture.captured_amount, currency)}`]),
    ...order.refunds.map((refund) => [refund.refund_id, refund.refunded_at, `refunded ${money(refund.refunded_amount, currency)}`]),
  ].filter(([id]) => !made.has(id));
  return [
    { key: "placed", time: order.created_at, text: `placed, ${money(order.original_order_amount ?? order.order_amount, currency)}` },
    ...without.map(([id, time, text]) => ({ key: `without ${id}`, time, text: `${text}, without a request` })),
    ...requests.map((request) => ({ key: request.number, request, currency, named: false })),
    ...(OPEN.includes(order.status) ? [{ key: "end", time: order.expires_at, text: "will expire" }] : []),
    ...(order.status === "EXPIRED" ? [{ key: "end", time: order.expires_at, text: "expired" }] : []),
  ];
}

function showLife(overview, order) {
  const all = overview.requests;
  const hidden = overview.requests_in_all - all.length;
  const life = order ? lifeOf(order, all.filter((request) => request.order_id === order.order_id)) : null;
  const currencies = new Map(overview.orders.map((each) => [each.order_id, each.purchase_currency]));
  const items = life ?? all.map((request) => ({ key: request.number, request, currency: currencies.get(request.order_id), named: true })).reverse();
  $("life-title").textContent = order ? `Order ${order.order_id}` : "All requests";
  const older = hidden > 0 ? ` The oldest ${hidden} requests are not shown; the journal has them.` : "";
  $("life-note").textContent = `${order ? "Oldest first." : "Newest first."}${older}`;
  $("start").hidden = overview.requests_in_all > 0;
  fill($("timeline"), items, (item) => (item.request ? requestItem(item) : noteItem(item)));
}

// --- The whole page ------------------------------------------------------------------------------

function show({ now, ...overview }) {
  $("now").textContent = now.replace("T", " ").replace(/\.\d+Z$/, "");
  $("now").dateTime = now;
  const text = JSON.stringify([overview, chosen === EVERYTHING ? "" : { chosen }]);
  if (text === shown) return;
  shown = text;
  const first = overview.requests_in_all - overview.requests.length;
  const uses = new Map(); // how many requests came with a key
  overview.requests.forEach((request, index) => {
    const key = request.idempotency_key;
    uses.set(key, (uses.get(key) ?? 0) + 1);
    Object.assign(request, { number: first + index, nth: key === null ? 0 : uses.get(key) });
  });

  const order = chosen === EVERYTHING ? null : (overview.orders.find(({ order_id }) => order_id === chosen) ?? overview.orders[0] ?? null);
  $("orders-count").textContent = `${overview.orders_in_all}, amounts in minor units`;
  $("requests-count").textContent = overview.requests_in_all;
  $("everything").setAttribute("aria-current", String(order === null));
  fill($("order-list"), overview.orders.map((each) => ({ key: each.order_id, order: each, current: each === order })), orderItem);
  const older = overview.orders_in_all - overview.orders.length;
  $("orders-note").hidden = older === 0;
  $("orders-note").textContent = `The oldest ${older} orders are not shown.`;
  const faults = overview.faults.map((fault, index) => ({ key: index, fault }));
  fill($("faults"), faults.length ? faults : [{ key: "none", fault: null }], faultItem);
  $("clear").hidden = faults.length === 0;
  showLife(overview, order);
}

function faultItem({ fault: waiting }) {
  if (waiting === null) return [element("span", { class: "effect none" }, "none")];
  const { fault, times, operation, ...rest } = waiting;
  const said = Object.entries(rest).map(([name, value]) => value === true ? name : value !== false && `${name} ${value}`);
  return [
    element("span", { class: "fault" }, fault),
    ` ${[times > 1 && `${times} times`, operation ?? (times ? "the next write" : "every answer"), ...said].filter(Boolean).join(", ")}`,
  ];
}

function choose(order) {
  chosen = order;
  return refresh();
}

async function ask(method, path, body) {
  const sent = body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`sandbox${path}`, { method, cache: "no-store", ...sent });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

async function refresh() {
  clearTimeout(timer);
  const number = ++asked;
  try {
    if (!described) describe(await ask("GET", ""));
    const overview = await ask("GET", "/overview");
    if (number === asked) show(overview);
    if (document.body.classList.replace("away", "here")) say("The sandbox answers again.");
  } catch (error) {
    document.body.className = "away";
    say(told(error));
  }
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(refresh, PERIOD);
}

function describe({ vendor, api_key, examples }) {
  const name = vendor === "klarna" ? "Klarna" : "Kustom";
  document.title = $("title").textContent = `${name} sandbox`;
  $("like").replaceChildren(...examples.map((example) => element("option", { value: example }, example.replaceAll("_", " "))));
  $("options").textContent = `kco.${name}(api_key="${api_key}", base_url="${location.origin}", environment="playground")`;
  described = true;
}

const say = (message) => ($("message").textContent = message);

// A fetch that reached nobody fails with a TypeError, whose message differs from browser to browser.
const told = (error) => (error instanceof TypeError ? "The sandbox does not answer. Is it still running?" : error.message);

// Does what a button says, tells how that went, and shows what is now.
function on(id, type, act) {
  $(id).addEventListener(type, async (event) => {
    event.preventDefault();
    try {
      say(await act());
    } catch (error) {
      say(told(error));
    }
    await refresh();
  });
}

on("add", "submit", async () => {
  const order = await ask("POST", "/orders", { like: $("like").value, order_amount: $("amount").valueAsNumber });
  chosen = order.order_id;
  return `Order ${order.order_id} was added.`;
});
on("lose", "click", async () => {
  await ask("POST", "/faults", { fault: "lose_response" });
  return "The next write is carried out, and its answer is lost.";
});
on("limit", "click", async () => {
  await ask("POST", "/faults", { fault: "rate_limit" });
  return "The next write is answered 429, and nothing is applied.";
});
on("clear", "click", async () => {
  await ask("DELETE", "/faults");
  $("lose").focus();
  return "No fault is waiting.";
});
on("advance", "submit", async () => {
  const [unit, number] = $("span").value.split(" ");
  const { now } = await ask("POST", "/advance", { [unit]: Number(number) });
  return `It is ${now.slice(0, 10)} now.`;
});
on("reset", "click", async () => {
  await ask("POST", "/reset", {});
  chosen = null;
  return "The sandbox is empty and its clock is back.";
});
$("everything").addEventListener("click", () => choose(EVERYTHING));
document.addEventListener("visibilitychange", () => document.hidden || refresh());

await refresh();
