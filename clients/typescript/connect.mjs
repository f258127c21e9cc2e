// Connects a fleet in Chromium, from the demo's link to "Connected": with the provider's sign-in, and with a form without
// scripts, both by keyboard only. Then a message reaches the simulated provider. Every page is checked on a small and a
// large screen, light and dark: it does not scroll sideways, loads nothing from another host, and axe finds no serious
// fault.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const { GLADHAND_URL, GLADHAND_LINK, GLADHAND_CLIENT_ID, GLADHAND_CLIENT_SECRET, BROWSER } = process.env;
const MOST_CLICKS = 4;
const DRIVER = "281474976710656001";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const screens = [
  { viewport: { width: 390, height: 844 }, colorScheme: "light" },
  { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
  { viewport: { width: 1280, height: 800 }, colorScheme: "light" },
  { viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
];

const browser = await chromium.launch({ executablePath: BROWSER, args: ["--no-sandbox"] });

/** The faults of a page: those that axe finds, and a width that is too large. */
async function look(page, where, screen) {
  const at = `${where} (${screen.viewport.width} px, ${screen.colorScheme})`;
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= screen.viewport.width, `${at} is ${width} px wide`);
  assert.equal(await page.locator("h1").count(), 1, `${at} has one h1`);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  assert.deepEqual(
    serious.map(({ id, nodes }) => `${at}: ${id} at ${nodes.map(({ target }) => target).join(", ")}`), []);
}

/** Presses Tab until the control has the focus, then Enter: a click without a mouse. */
async function press(page, control) {
  await control.waitFor();
  for (let tabs = 0; tabs < 60; tabs += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) {
      const loaded = page.waitForEvent("load");
      await page.keyboard.press("Enter");
      await loaded;
      return 1;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${control}`);
}

async function opened(screen, more = {}) {
  const context = await browser.newContext({ ...screen, ...more });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on("request", (request) => {
    if (request.resourceType() !== "document") {
      assert.equal(new URL(request.url()).origin, new URL(GLADHAND_URL).origin, `loads ${request.url()}`);
    }
  });
  page.on("pageerror", (error) => assert.fail(error.message));
  return page;
}

const heading = (page) => page.locator("h1").innerText();

try {
  // Checks every page on every screen.
  for (const screen of screens) {
    const page = await opened(screen);
    await page.goto(GLADHAND_LINK);
    await look(page, "the link", screen);
    for (const name of ["Samsara", "SuperOffice", "Fleetio", "Webfleet", "Geotab"]) {
      await page.getByRole("link", { name, exact: true }).click();
      await look(page, name, screen);
      for (const other of await page.getByRole("link", { name: /^Use instead/ }).all()) {
        const kind = await opened(screen);
        await kind.goto(new URL(await other.getAttribute("href"), GLADHAND_URL).href);
        await look(kind, `${name}, another way`, screen);
        await kind.context().close();
      }
      await page.goto(GLADHAND_LINK);
    }
    await page.goto(new URL("/connect/callback?state=x&code=y", GLADHAND_URL).href);
    await look(page, "a sign-in that is not there", screen);
    await page.goto(new URL("/connect?invite=x", GLADHAND_URL).href);
    assert.equal(await heading(page), "This link does not work");
    await look(page, "a dead link", screen);
    await page.context().close();
  }

  // Connects with the provider's sign-in.
  for (const screen of [screens[0], screens[3]]) {
    const page = await opened(screen);
    await page.goto(GLADHAND_LINK);
    let clicks = await press(page, page.getByRole("link", { name: "Motive", exact: true }));
    clicks += await press(page, page.getByRole("button", { name: "Sign in at Motive" }));
    assert.equal(await heading(page), "Motive (simulated)");
    clicks += await press(page, page.getByRole("button", { name: "Allow" }));
    assert.equal(await heading(page), "Connected");
    assert.ok(clicks <= MOST_CLICKS, `${clicks} clicks`);
    await look(page, "connected", screen);
    await page.context().close();
  }

  // Connects with a form, without scripts. The first entry is wrong, and its field shows the fault.
  const page = await opened(screens[0], { javaScriptEnabled: false });
  await page.goto(GLADHAND_LINK);
  let clicks = 0;
  await page.getByRole("link", { name: "Samsara", exact: true }).click();
  clicks += 1;
  await page.getByRole("link", { name: /^Use instead: API token/ }).click();
  clicks += 1;
  const where = page.getByRole("link", { name: /Where do I find this/ }).first();
  assert.match(await where.getAttribute("href"), /^https:\/\/kb\.samsara\.com\//);
  const form = page.url();
  await page.getByLabel("API token", { exact: true }).fill("samsara-sandbox-token");
  await page.getByRole("button", { name: "Connect" }).click();
  clicks += 1;
  assert.equal(await heading(page), "Connected");
  assert.ok(clicks <= MOST_CLICKS, `${clicks} clicks`);
  await page.context().close();
  for (const screen of screens) {
    const wrong = await opened(screen);
    await wrong.goto(form);
    await wrong.getByLabel("API token", { exact: true }).fill("of somebody else");
    await wrong.getByRole("button", { name: "Connect" }).click();
    await wrong.getByText("did not accept these entries").or(wrong.getByText("See the marked fields")).first().waitFor();
    await look(wrong, "what was not taken", screen);
    await wrong.context().close();
  }

  // The new connection works: a message reaches the provider.
  const form64 = (body) => new URLSearchParams(body).toString();
  const json = async (path, options = {}) => {
    const response = await fetch(`${GLADHAND_URL}${path}`, options);
    const text = await response.text();
    assert.ok(response.ok, `${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  };
  const { access_token: token } = await json("/oauth2/token", {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: form64({
      grant_type: "client_credentials", client_id: GLADHAND_CLIENT_ID, client_secret: GLADHAND_CLIENT_SECRET,
    }),
  });
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const { items } = await json("/v2/orgs/invitations?status=accepted", { headers });
  const connections = await Promise.all(items.flatMap(({ connection_ids: ids }) => ids)
    .map((id) => json(`/v2/integrations/connections/${id}`, { headers })));
  assert.deepEqual([...new Set(connections.map(({ source_name: name }) => name))].sort(), ["motive", "samsara"]);
  for (const [name, driver] of [["samsara", DRIVER], ["motive", "501"]]) {
    const { id } = connections.find(({ source_name: source }) => source === name);
    const known = await json(`/v2/integrations/connections/${id}/references`, {
      method: "PUT",
      headers,
      body: JSON.stringify([{ resource: "user", source_id: driver }, { resource: "user", source_id: "503" }]),
    });
    const [recipient, sender] = known.items.map(({ resource_id: resource }) => resource);
    const sent = await json("/v2/telematics/messages?is_sync=true", {
      method: "POST",
      headers,
      body: JSON.stringify({
        connection_id: id, recipient_id: recipient, message_text: `Hello from ${name}`,
        ...(name === "motive" ? { sender_id: sender } : {}),
      }),
    });
    assert.equal(sent.status, "success");
  }
} finally {
  await browser.close();
}
