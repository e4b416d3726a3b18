// What is true of every page that is read, not filled.

import { asked, check, same } from "./browser.mjs";

// Texts from files have become neither elements nor scripts, and the page asked for nothing but itself.
export async function inert(page, what) {
  const found = await page.evaluate(() => {
    const all = [...document.querySelectorAll("*")];
    const active = all.filter((one) => one.matches("script, link, iframe, object, embed, form, base, video, audio"));
    const handlers = all.flatMap((one) => [...one.attributes]).filter((one) => /^(on|style$)/i.test(one.name));
    const pictures = all.filter((one) => one.matches("img:not([src^='data:'])"));
    return [...active, ...pictures].map((one) => one.tagName).concat(handlers.map((one) => one.name), window.ran ? ["ran"] : []);
  });
  same(found.join(), "", `what could run or load on ${what}`);
  const out = asked(page).filter((url) => url !== page.url().replace(/#.*/, "") && !url.startsWith("data:"));
  same(out.join(), "", `what ${what} asked for`);
}

// Each entry of the contents leads to its heading; where there are contents, no heading of a part is left out.
export async function contents(page, what) {
  for (const link of await page.locator("a[href^='#']").all()) {
    const name = (await link.textContent()).trim();
    const target = page.locator(await link.getAttribute("href"));
    same(await target.count(), 1, `targets of “${name}” on ${what}`);
    await link.click();
    const [top, height] = await target.evaluate((one) => [one.getBoundingClientRect().top, window.innerHeight]);
    check(top > -2 && top < height, `“${name}” on ${what} leads to ${top} of ${height}`);
  }
  const left = await page.evaluate(() => {
    const texts = (selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent.trim());
    const listed = new Set(texts("nav a[href^='#']"));
    const own = document.querySelector("section:has(nav) > h2")?.textContent.trim();
    return listed.size === 0 ? [] : texts("main > section > h2").filter((one) => one !== own && !listed.has(one));
  });
  same(left.join(), "", `headings that the contents of ${what} lack`);
}
