// Opens /docs in a browser: it shows no warning, a token with all scopes of a partner can be requested, and a call can be
// made with it. The same works at another address than the configured one.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const { GLADHAND_URL, GLADHAND_CLIENT_ID, GLADHAND_CLIENT_SECRET, BROWSER } = process.env;
const browser = await chromium.launch({ executablePath: BROWSER, args: ["--no-sandbox"] });
try {
  await look(GLADHAND_URL);
  await look(GLADHAND_URL.replace("127.0.0.1", "localhost"));
} finally {
  await browser.close();
}

async function look(url) {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  const faults = [];
  page.on("console", (said) => {
    if (["error", "warning"].includes(said.type())) {
      faults.push(said.text());
    }
  });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("requestfailed", (request) => faults.push(`${request.url()} failed`));
  const hosts = new Set();
  page.on("request", (request) => hosts.add(new URL(request.url()).protocol + new URL(request.url()).host));

  await page.goto(`${url}/docs`);
  await page.locator(".opblock").first().waitFor();
  assert.equal(await page.locator(".errors-wrapper").count(), 0, "the page shows a warning");

  await page.locator(".auth-wrapper > button.authorize").click();
  const partners = page.locator(".auth-container").first();
  await partners.getByText("select all", { exact: true }).click();
  await partners.locator("input[id^=client_id]").fill(GLADHAND_CLIENT_ID);
  await partners.locator("input[id^=client_secret]").fill(GLADHAND_CLIENT_SECRET);
  const token = page.waitForRequest((request) => request.url().endsWith("/oauth2/token"));
  await partners.locator("button.authorize").click();
  const scopes = new URLSearchParams((await token).postData()).get("scope").split(" ");
  assert.ok(scopes.includes("telematics:write"), `asked for ${scopes}`);
  assert.ok(!scopes.includes("admin"), `asked for ${scopes}`);
  await partners.getByText("Authorized", { exact: true }).waitFor();
  await page.locator(".btn-done").first().click();

  const call = page.locator("#operations-TSPs-listTsps");
  await call.locator(".opblock-summary-control").click();
  await call.locator(".try-out__btn").click();
  await call.locator("button.execute").click();
  await call.locator(".live-responses-table .response-col_status").getByText("200").waitFor();

  assert.deepEqual(faults, []);
  assert.deepEqual([...hosts].filter((host) => host !== "data:"), [new URL(url).protocol + new URL(url).host]);
  await page.close();
}
