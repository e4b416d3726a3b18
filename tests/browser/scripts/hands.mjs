// Two ways to fill a form: with a mouse, and with a keyboard alone. Both see only what a person sees.

import { check } from "./browser.mjs";

export class Mouse {
  constructor(page) {
    this.page = page;
  }
  press(selector) {
    return this.page.locator(selector).click();
  }
  pick(name, place) {
    return this.page.locator(`label:has(input[name="${name}"])`).nth(place).click();
  }
  async type(selector, text) {
    await this.page.locator(selector).click();
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.insertText(text);
  }
}

export class Keyboard {
  constructor(page) {
    this.page = page;
  }
  // Forward with the Tab key until the control, or its radio group, has the focus.
  async reach(selector) {
    for (let step = 0; step < 400; step += 1) {
      if (await this.page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) {
        return;
      }
      await this.page.keyboard.press("Tab");
    }
    check(false, `the Tab key does not reach ${selector}`);
  }
  async press(selector) {
    await this.reach(selector);
    await this.page.keyboard.press(/save|summary|on$/.test(selector) ? "Enter" : "Space");
  }
  async pick(name, place) {
    await this.reach(`input[name="${name}"]`);
    if (place === 0) {
      await this.page.keyboard.press("Space");
    }
    for (let step = 0; step < place; step += 1) {
      await this.page.keyboard.press("ArrowDown");
    }
  }
  async type(selector, text) {
    await this.reach(selector);
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.insertText(text);
  }
}

const WORDS = ["unknown", "not-applicable"];
const GRADES = ["asserted", "documented", "verified"];

// Follows the way on, and waits until the next part is shown.
export async function onward(page, hand) {
  const next = await page.locator(".step.current .way .on").getAttribute("href");
  await hand.press(".step.current .way .on");
  await page.locator(`${next}.current`).waitFor();
}

// Goes on, page by page, until the question is shown; answers it as `given` says.
export async function answer(page, hand, given) {
  const id = await page.locator(`[data-question="${given.id}"]`).getAttribute("id");
  for (let step = 0; !(await page.locator(`#${id}`).isVisible()); step += 1) {
    check(step < 60, `${given.id} is never shown`);
    await onward(page, hand);
  }
  if (given.fit) {
    await hand.pick(`${id}-organization`, given.fit.organization);
    await hand.pick(`${id}-security`, given.fit.security);
  } else if (given.level !== undefined) {
    await hand.pick(id, given.level);
  } else {
    const fit = (await page.locator(`#${id}`).getAttribute("data-type")) === "fit";
    await hand.pick(fit ? `${id}-word` : id, WORDS.indexOf(given.word) + (fit ? 0 : 6));
  }
  const isReason = given.word === "not-applicable";
  if (isReason) {
    await hand.type(`#${id}-reason`, given.note);
  }
  const note = isReason ? "" : (given.note ?? "");
  if (note === "" && !given.evidence && given.artifacts.length === 0) {
    return;
  }
  await hand.press(`#${id} .more > summary`);
  if (note !== "") {
    await hand.type(`#${id}-note`, note);
  }
  if (given.evidence) {
    await hand.pick(`${id}-evidence`, GRADES.indexOf(given.evidence));
  }
  if (given.artifacts.length > 0) {
    await hand.type(`#${id}-artifacts`, given.artifacts.join("\n"));
  }
}

// Saves; gives the file's path.
export async function download(page, hand, button, folder) {
  const [saved] = await Promise.all([page.waitForEvent("download"), hand.press(button)]);
  const path = `${folder}/${saved.suggestedFilename()}`;
  await saved.saveAs(path);
  return path;
}
