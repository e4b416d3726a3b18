// Fills each form with its role's answers: one half by keyboard, the other by mouse, with a reload between them.

import { close, open, progressed, same, scenario, visit } from "./browser.mjs";
import { Keyboard, Mouse, answer, download, onward } from "./hands.mjs";

async function fill(browser, folder, respondent, at) {
  const page = await open(browser, { acceptDownloads: true });
  await visit(page, respondent.form);
  const hands = [new Keyboard(page), new Mouse(page)];
  const [first, second] = at % 2 === 0 ? hands : hands.reverse();
  const { answers } = respondent;
  const half = Math.floor(answers.length / 2);
  await first.type("#name", respondent.name);
  for (const given of answers.slice(0, half)) {
    await answer(page, first, given);
  }
  await page.reload();
  await progressed(page, `${half} of ${answers.length} answered`, "after the reload");
  same(await page.locator("#name").inputValue(), respondent.name, "the name after the reload");
  for (const given of answers.slice(half)) {
    await answer(page, second, given);
  }
  await progressed(page, `${answers.length} of ${answers.length} answered`, "at the end");
  while (!(await page.locator("#review").isVisible())) {
    await onward(page, second);
  }
  await second.press("#confirm");
  const path = await download(page, second, "#save", folder);
  await close(page);
  return path;
}

await scenario(async (browser, { folder, respondents }) => {
  return Promise.all(respondents.map((respondent, at) => fill(browser, folder, respondent, at)));
});
