// A respondent with a telephone: taps through ten questions, leaves the others, reads the answers back, and saves.

import { accessible, check, close, fits, open, progressed, same, scenario, visit } from "./browser.mjs";
import { download, onward } from "./hands.mjs";

const TAPPED = 10;

class Finger {
  constructor(page) {
    this.page = page;
  }
  press(selector) {
    return this.page.locator(selector).tap();
  }
}

async function answer(question, place) {
  const sides = question.locator(".pair fieldset");
  if ((await sides.count()) === 0) {
    await question.locator(".option").nth(place).tap();
    return;
  }
  for (const side of await sides.all()) {
    await side.locator(".option").nth(place).tap();
  }
}

async function tapThrough(page, finger) {
  await onward(page, finger);
  for (let done = 0; done < TAPPED; ) {
    for (const question of await page.locator(".step.current .question:visible").all()) {
      if (done < TAPPED) {
        await answer(question, done % 6);
        done += 1;
        await progressed(page, `${done} of 30 answered`, "after a tap");
      }
    }
    await onward(page, finger);
  }
}

await scenario(async (browser, { form, folder, colorScheme }) => {
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, colorScheme, acceptDownloads: true };
  const page = await open(browser, phone);
  const finger = new Finger(page);
  await visit(page, form);
  await tapThrough(page, finger);
  // The list of parts gives way to the part that is chosen from it.
  await page.evaluate(() => window.scrollTo(0, 0));
  await finger.press("#contents summary");
  await fits(page, "the list of parts");
  await finger.press("#contents a[href='#review']");
  await page.locator("#review.current").waitFor();
  const top = await page.locator("#review-head").evaluate((one) => one.getBoundingClientRect().top);
  check(top > 0 && top < 400, `the review begins ${top} px below the top of the screen`);
  check(await page.locator("#confirm").isDisabled(), "what is left open cannot be confirmed");
  await finger.press("#close-open");
  same(await page.locator("#dialog-text").textContent(), "“Don’t know” becomes your answer to 20 questions. You can change each afterwards, one by one.", "what is asked first");
  await accessible(page, "the question before twenty answers");
  await finger.press("#dialog-no");
  await progressed(page, "10 of 30 answered", "what was called off");
  await finger.press("#close-open");
  await finger.press("#dialog-yes");
  await progressed(page, "30 of 30 answered", "what was open is not known");
  await finger.press(".all summary");
  same(await page.locator("#all-list > li").count(), 30, "answers read back");
  await accessible(page, "the review on a telephone");
  await fits(page, "the review");
  await finger.press("#confirm");
  const path = await download(page, finger, "#save", folder);
  check((await page.locator("#news").textContent()).startsWith("Saved as marlow-freight-ceo.yaml, confirmed"), "what is said of the file");
  await close(page);
  return path;
});
