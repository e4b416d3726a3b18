// A questionnaire whose texts try everything: they are shown as they stand, and nothing of them runs.

import { check, close, fits, open, same, scenario, visit } from "./browser.mjs";
import { Mouse, download } from "./hands.mjs";

await scenario(async (browser, { form, shown, folder }) => {
  const page = await open(browser, { acceptDownloads: true, viewport: { width: 320, height: 640 } });
  await visit(page, form);
  const found = await page.evaluate(() => ({
    ask: [...document.querySelectorAll(".ask")].map((one) => one.textContent),
    first: document.querySelector("#q0 .option .text").textContent,
    purpose: document.querySelector(".purpose").textContent,
    role: document.querySelector("#start .lead strong").textContent,
    organization: document.querySelector("h1").textContent,
    title: document.title.includes(document.querySelector("h1").textContent),
    elements: document.querySelectorAll("img, b, i, svg, iframe, script").length,
    ran: typeof window.ran,
  }));
  check(found.ask.every((text) => text === shown), `the question is shown as ${found.ask[0].slice(0, 300)}`);
  for (const part of ["first", "purpose", "role", "organization"]) {
    same(found[part], shown, part);
  }
  check(found.title, "the title names the organization");
  same(found.elements, 1, "elements that are not the page's own, and its one script");
  same(found.ran, "undefined", "what a text would have run");
  await fits(page, "a page of long texts");
  await visit(page, form, "#q0");
  await new Mouse(page).pick("q0", 2);
  await visit(page, form, "#review");
  await page.locator(".all summary").click();
  same(await page.locator("#all-list .said").first().textContent(), shown, "the answer read back");
  same(await page.locator("#all-list img").count(), 0, "elements in what is read back");
  const path = await download(page, new Mouse(page), "#save", folder);
  await close(page);
  return path;
});
