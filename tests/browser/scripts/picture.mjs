// A picture of the first screen of a page, in light: node scripts/picture.mjs PAGE.html[#PLACE] PICTURE.png [HEIGHT]
// Those of README are report.html at 1545 px and ceo.html#q0 at 1240 px, reduced to their 128 most frequent colours.

import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [page, picture, height = "1500"] = process.argv.slice(2);
if (picture === undefined) {
  console.error("usage: node scripts/picture.mjs PAGE.html[#PLACE] PICTURE.png [HEIGHT]");
  process.exit(2);
}
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(executablePath)) {
  console.error(`there is no browser at ${executablePath}: install Chromium, or name one: CHROMIUM=PATH`);
  process.exit(2);
}
const [path, place = ""] = page.split("#");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const viewport = { width: 1280, height: Number(height) };
  const shown = await browser.newPage({ viewport, colorScheme: "light", reducedMotion: "reduce" });
  await shown.goto(`${pathToFileURL(path)}${place === "" ? "" : `#${place}`}`);
  await shown.evaluate(() => {
    document.activeElement?.blur();
    window.scrollTo(0, 0);
  });
  await shown.screenshot({ path: picture });
} finally {
  await browser.close();
}
