// What every scenario shares: input and result as JSON, one browser, pages that must not fail in silence.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export function check(holds, message) {
  if (!holds) {
    throw new Error(message);
  }
}

export function same(found, expected, what) {
  check(found === expected, `${what}: found ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`);
}

// Runs a scenario with the input that stands on standard input, and prints its result.
export async function scenario(run) {
  const input = JSON.parse(readFileSync(0, "utf8"));
  const browser = await chromium.launch({
    executablePath: input.chromium,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  try {
    const result = await run(browser, input.given);
    process.stdout.write(`${JSON.stringify(result ?? null)}\n`);
  } finally {
    await browser.close();
  }
}

// A page in a context of its own. Whatever goes wrong on it, or goes out to a network, fails the scenario at `close`.
export async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  watch(page);
  return page;
}

const faults = new WeakMap();
const requests = new WeakMap();

export function watch(page) {
  const found = [];
  const urls = [];
  faults.set(page, found);
  requests.set(page, urls);
  page.on("pageerror", (error) => found.push(`error: ${error.message}`));
  page.on("console", (message) => found.push(`console: ${message.text()}`));
  page.on("dialog", (dialog) => {
    found.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => {
    urls.push(request.url());
    if (!/^(file|blob|data):/.test(request.url())) {
      found.push(`request: ${request.url()}`);
    }
  });
}

// Every address that the page has asked for, itself included.
export const asked = (page) => requests.get(page);

// What has gone wrong on the page so far.
export const wrong = (page) => faults.get(page);

export async function close(page) {
  same(wrong(page).join("\n"), "", "faults of the page");
  await page.context().close();
}

export const visit = (page, file, place = "") => page.goto(`file://${file}${place}`);

// Waits until the progress reads so: what follows from a dialog or a file follows a moment later.
export async function progressed(page, expected, what) {
  const label = page.locator("#progress-text");
  await label.filter({ hasText: expected }).waitFor().catch(() => {});
  same(await label.textContent(), expected, what);
}

// No violation of WCAG 2.2 AA or of axe-core's best practices in what is shown now.
export async function accessible(page, what) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (rules) => {
    const options = { runOnly: { type: "tag", values: rules }, rules: { "target-size": { enabled: true } } };
    const { violations } = await window.axe.run(document, options);
    return violations.map((one) => `${one.id}: ${one.help}\n  ${one.nodes.map((node) => node.html).join("\n  ")}`);
  }, RULES);
  same(violations.join("\n"), "", `axe-core on ${what}`);
}

// Nothing has to be scrolled sideways.
export async function fits(page, what) {
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  check(wide <= room, `${what} is ${wide} wide and has room for ${room}`);
}
