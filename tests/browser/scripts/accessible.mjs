// axe-core over every kind of step, in light and dark, wide and narrow; nothing to be scrolled sideways, also at 200 %.

import { accessible, close, fits, open, scenario, visit } from "./browser.mjs";

async function role(browser, file, options, what) {
  const page = await open(browser, options);
  await visit(page, file);
  await accessible(page, `the start, ${what}`);
  await fits(page, `the start, ${what}`);
  // An answer, one that does not apply, everything unfolded.
  await visit(page, file, "#part-2");
  await page.locator(".step.current .option").nth(2).click();
  await page.locator(".step.current .question").nth(1).getByText("Does not apply here").click();
  for (const summary of await page.locator(".step.current summary").all()) {
    await summary.click();
  }
  await accessible(page, `a part, ${what}`);
  await fits(page, `a part, ${what}`);
  const fit = await page.locator("[data-type=fit]").first().getAttribute("id");
  await visit(page, file, `#${fit}`);
  await accessible(page, `a fit scale, ${what}`);
  await fits(page, `a fit scale, ${what}`);
  await visit(page, file, "#review");
  await page.locator(".all summary").click();
  await accessible(page, `the review, ${what}`);
  await fits(page, `the review, ${what}`);
  await page.locator("#save").click();
  await visit(page, file, "#start");
  await page.locator("#clear").click();
  await accessible(page, `a question in a window of its own, ${what}`);
  await page.keyboard.press("Escape");
  await close(page);
}

async function anybody(browser, file, options, what) {
  const page = await open(browser, options);
  await visit(page, file);
  await page.locator("#save-now").click();
  await page.locator("[aria-invalid=true]").waitFor();
  await accessible(page, `a form that refuses to save, ${what}`);
  await fits(page, `a form that refuses to save, ${what}`);
  await close(page);
}

await scenario(async (browser, { form, open: unnamed }) => {
  // Colours do not depend on the width, nor sizes on the colours.
  for (const [colorScheme, width] of [["light", 320], ["dark", 1280]]) {
    const options = { colorScheme, viewport: { width, height: 800 }, acceptDownloads: true };
    await role(browser, form, options, `${colorScheme}, ${width} px`);
    await anybody(browser, unnamed, options, `${colorScheme}, ${width} px`);
  }
  // 200 % of a window 1280 wide.
  const zoomed = { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2, reducedMotion: "reduce" };
  await role(browser, form, { ...zoomed, acceptDownloads: true }, "at 200 %");
});
