// Pages that are read and printed, not filled: nothing of them runs or goes out, everybody can read them at any width,
// their contents lead somewhere, and paper has room for them.

import { accessible, close, fits, open, scenario, visit } from "./browser.mjs";
import { contents, inert } from "./read.mjs";

// The width between the margins of each paper, in CSS pixels.
const PAPERS = { A4: 673, Letter: 695 };

async function seen(browser, { name, file }, colorScheme, width) {
  const what = `${name}, ${colorScheme}, ${width} px`;
  const page = await open(browser, { colorScheme, viewport: { width, height: 900 } });
  await visit(page, file);
  await inert(page, what);
  await fits(page, what);
  await accessible(page, what);
  if (colorScheme === "light") {
    await contents(page, what);
  }
  await close(page);
}

// The narrowest width that WCAG asks for (1.4.10, reflow).
async function narrow(browser, { name, file }) {
  const page = await open(browser, { viewport: { width: 320, height: 900 } });
  await visit(page, file);
  await fits(page, `${name}, 320 px`);
  await close(page);
}

async function printed(browser, { name, file, folder }) {
  const page = await open(browser, { colorScheme: "dark" });
  await visit(page, file);
  await page.emulateMedia({ media: "print" });
  for (const [format, width] of Object.entries(PAPERS)) {
    await page.setViewportSize({ width, height: 900 });
    await fits(page, `${name} on ${format}`);
    await page.pdf({ path: `${folder}/${name}-${format}.pdf`, format, printBackground: true });
  }
  await inert(page, `${name}, printed`);
  await close(page);
}

await scenario(async (browser, { pages }) => {
  for (const page of pages) {
    for (const colorScheme of ["light", "dark"]) {
      await Promise.all([360, 1280].map((width) => seen(browser, page, colorScheme, width)));
    }
    await narrow(browser, page);
    await printed(browser, page);
  }
});
