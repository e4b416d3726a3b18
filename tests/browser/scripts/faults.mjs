// Pages that are wrong in one way each: the checks of the other scenarios must say so.

import { accessible, check, fits, open, scenario, visit, wrong } from "./browser.mjs";
import { contents, inert } from "./read.mjs";

async function finds(browser, file, run, expected) {
  const page = await open(browser, { viewport: { width: 360, height: 900 } });
  await visit(page, file);
  const said = await run(page, "it").then(() => wrong(page).join("\n"), (error) => error.message);
  check(expected.test(said), `${file} gives ${JSON.stringify(said)}, not ${expected}`);
  await page.context().close();
}

const nothing = async () => {};

await scenario(async (browser, given) => {
  await finds(browser, given.script, inert, /SCRIPT/);
  await finds(browser, given.script, nothing, /console: .*Content Security Policy/);
  await finds(browser, given.handler, inert, /onerror/);
  await finds(browser, given.handler, nothing, /console: .*Content Security Policy/);
  await finds(browser, given.picture, inert, /IMG/);
  await finds(browser, given.picture, nothing, /console: .*127\.0\.0\.1/);
  await finds(browser, given.unnamed, accessible, /image-alt/);
  await finds(browser, given.wide, fits, /has room for/);
  await finds(browser, given.lost, contents, /targets of .* found 0/);
  await finds(browser, given.unlisted, contents, /contents of it lack/);
});
