// What is kept, where, and for whom; what the page does where nothing is kept; what it takes back from a file.

import { readFileSync } from "node:fs";
import { check, close, open, progressed, same, scenario, visit } from "./browser.mjs";
import { Mouse, download } from "./hands.mjs";

const warning = (page) => page.locator("#warning").textContent();
const news = (page) => page.locator("#news").textContent();
const kept = (page) => page.locator(".kept-warning").isHidden();
const pick = (page, question, place) => new Mouse(page).pick(question, place);

async function name(page, text) {
  await page.locator("#name").fill(text);
  await page.locator("#name").blur();
}

async function refused(browser, form, folder) {
  const ways = [
    () => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } }),
    () => Object.defineProperty(window, "localStorage", { value: null }),
    () => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; },
  ];
  for (const way of ways) {
    const page = await open(browser, { acceptDownloads: true });
    await page.addInitScript(way);
    await visit(page, form, "#part-1");
    check(!(await kept(page)), "a page that cannot keep answers says so");
    await pick(page, "q0", 3);
    const path = await download(page, new Mouse(page), "#save-now", folder);
    same(JSON.parse(readFileSync(path, "utf8")).status, "draft", "the status");
    await close(page);
  }
}

async function cleared(browser, form) {
  const page = await open(browser);
  await visit(page, form);
  await name(page, "Wilhelmina");
  await visit(page, form, "#part-1");
  check(await kept(page), "a page that keeps answers does not warn");
  await pick(page, "q0", 3);
  await visit(page, form, "#start");
  await page.locator("#clear").click();
  await page.keyboard.press("Escape");
  await progressed(page, "1 of 30 answered", "after the clearing was called off");
  await page.locator("#clear").click();
  await page.locator("#dialog-yes").click();
  await progressed(page, "0 of 30 answered", "after clearing");
  const left = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
  check(!left.includes('"answer\\":3') && !left.includes("answer\\\\\\\":3"), `an answer is left in the storage: ${left}`);
  check(!left.includes("Wilhelmina"), `the name is left in the storage: ${left}`);
  await page.reload();
  await progressed(page, "0 of 30 answered", "after clearing and a reload");
  same(await page.locator("#name").inputValue(), "", "the name after clearing and a reload");
  await close(page);
}

// A tab closed in the middle of a name.
async function typed(browser, form) {
  const page = await open(browser);
  await visit(page, form);
  await page.locator("#name").pressSequentially("Wilhel");
  await page.reload();
  same(await page.locator("#name").inputValue(), "Wilhel", "a name typed and not left");
  await visit(page, form, "#part-1");
  await pick(page, "q0", 3);
  await visit(page, form, "#start");
  await page.locator("#name").press("End");
  await page.locator("#name").pressSequentially("mina");
  await page.reload();
  // Answers were given under the shorter name: whose they are is asked, as when the field is left.
  await page.locator("#dialog-yes").click();
  await progressed(page, "1 of 30 answered", "the name finished");
  await page.reload();
  same(await page.locator("#name").inputValue(), "Wilhelmina", "the name finished, after another reload");
  await progressed(page, "1 of 30 answered", "the answers under it");
  await close(page);
}

// What paper says, and what only a screen should.
async function printed(browser, { form, tiny, anybody }) {
  const page = await open(browser);
  await page.emulateMedia({ media: "print" });
  const shown = () => page.locator("body").innerText();
  await visit(page, form);
  let text = await shown();
  for (const screen of ["this browser", "Clear the form", "file that you save", "Stop whenever you like", "Save my answers"]) {
    check(!text.includes(screen), `paper says “${screen}”`);
  }
  for (const paper of ["give this form back to whoever gave it to you", "This form on paper holds", "That was the last question"]) {
    check(text.includes(paper), `paper does not say “${paper}”`);
  }
  await visit(page, tiny);
  check((await shown()).includes("Only if you ticked the second statement or a later one in question 1; else go on with question 3."), await shown());
  await visit(page, anybody);
  text = await shown();
  check(text.includes("Role:") && !text.includes("Choose yours below"), "a form for anybody leaves room for the role");
  await page.emulateMedia({ media: "screen" });
  await page.locator("#role").selectOption("hr");
  await page.emulateMedia({ media: "print" });
  const conditions = await page.locator("[data-only-if]:visible").allInnerTexts();
  const numbers = /in question \d+; else (go on with question \d+|you are done)\.$/;
  check(conditions.every((one) => numbers.test(one)), conditions.join("\n"));
  await close(page);
}

async function people(browser, form, forms) {
  const page = await open(browser);
  await visit(page, form);
  await name(page, "Ann");
  await visit(page, form, "#part-1");
  await pick(page, "q0", 3);
  await visit(page, form, "#start");
  await name(page, "Bob");
  await page.locator("#dialog-no").click();
  await progressed(page, "0 of 30 answered", "another name");
  await page.reload();
  same(await page.locator("#name").inputValue(), "Bob", "the name after a reload");
  await progressed(page, "0 of 30 answered", "another name after a reload");
  await name(page, "Ann");
  await progressed(page, "1 of 30 answered", "the first name again");
  // A typing error mended takes the answers along.
  await name(page, "Anne");
  await page.locator("#dialog-yes").click();
  await progressed(page, "1 of 30 answered", "the name mended");
  await name(page, "Ann");
  await page.locator("#dialog-no").click();
  await progressed(page, "0 of 30 answered", "the name before it was mended");
  // Forms sent out for two people, and for another organization, share nothing either.
  for (const other of forms) {
    await visit(page, other);
    await progressed(page, "0 of 30 answered", other);
    await visit(page, other, "#part-1");
    await pick(page, "q0", 1);
    await progressed(page, "1 of 30 answered", other);
  }
  await close(page);
}

async function loaded(browser, { form, cio, anybody }, folder) {
  let page = await open(browser, { acceptDownloads: true });
  await visit(page, form);
  await name(page, "Ann\u202e <b>");
  await visit(page, form, "#part-1");
  await pick(page, "q0", 3);
  await page.locator("#q0 .more > summary").click();
  await page.locator("#q0-note").fill('<img src=x onerror="alert(1)">\n{{ 7*7 }} \u202e"\\ \t end');
  await page.locator("#q0-artifacts").fill("one\n\n  two  ");
  const path = await download(page, new Mouse(page), "#save-now", folder);
  const text = readFileSync(path, "utf8");
  await close(page);
  page = await open(browser, { acceptDownloads: true });
  const load = async (name, content) => {
    await page.locator("#load").setInputFiles({ name, mimeType: "application/yaml", buffer: Buffer.from(content) });
    await page.waitForFunction(() => document.getElementById("load").value === "");
  };
  await visit(page, form);
  const saved = JSON.parse(text);
  const other = (change) => {
    const copy = structuredClone(saved);
    change(copy);
    return JSON.stringify(copy);
  };
  const refusals = [
    ["format: equipoise/answers@1\nquestionnaire: x\n", "equipoise interview -o FILE"],
    ["[]", "not an answers file"],
    ['{"format": "<script>"}', "not an answers file"],
    [other((one) => (one.questionnaire.id = "<b>x</b>")), "another questionnaire, “<b>x</b>”"],
    [other((one) => (one.questionnaire.version = "9.0.0")), "another version"],
    [other((one) => (one.questionnaire.digest = "sha256:0")), "another version"],
    [other((one) => (one.respondent.role = "cio")), "another role, “cio”"],
    [other((one) => (one.organization = "Elsewhere")), "another organization, “Elsewhere”"],
    [other((one) => (Object.values(one.answers)[0].level = 6)), "none that this form knows"],
    [other((one) => (Object.values(one.answers)[0].level = "<i>")), "none that this form knows"],
  ];
  for (const [content, reason] of refusals) {
    await load("x.yaml", content);
    check((await warning(page)).includes(reason), `${content} was met with: ${await warning(page)}`);
    await progressed(page, "0 of 30 answered", "after a refusal");
  }
  await load("ann.yaml", text);
  same(await warning(page), "", "the warning");
  await progressed(page, "1 of 30 answered", "after loading");
  same(readFileSync(await download(page, new Mouse(page), "#save-now", `${folder}/again`), "utf8"), text, "saved, loaded and saved");
  // A form for anybody takes it too; with another's answers it asks first.
  await visit(page, anybody);
  await progressed(page, "Choose your role first", "a form for anybody");
  await load("ann.yaml", text);
  same(await page.locator("#role").inputValue(), "ceo", "the role that was loaded");
  await progressed(page, "1 of 30 answered", "after loading");
  await page.locator("#role").selectOption("cio");
  await page.locator("#dialog-no").click();
  await progressed(page, "0 of 30 answered", "another role");
  await visit(page, cio);
  await progressed(page, "0 of 30 answered", "the form of another role");
  await close(page);
}

// An answer that leaves others without sense hides them and keeps them out of the file, until it changes back.
async function required(browser, tiny, folder) {
  const page = await open(browser, { acceptDownloads: true });
  await visit(page, tiny, "#part-1");
  await pick(page, "q0", 2);
  await pick(page, "q1", 4);
  await progressed(page, "2 of 5 answered", "both answered");
  await pick(page, "q0", 0);
  await progressed(page, "1 of 4 answered", "the requirement failed");
  check(await page.locator("#q1").isHidden(), "a question that need not be asked is hidden");
  check((await news(page)).includes("come back"), await news(page));
  const read = async () => JSON.parse(readFileSync(await download(page, new Mouse(page), "#save-now", folder), "utf8"));
  same(Object.keys((await read()).answers).join(), "tech.a", "the answers saved");
  await page.reload();
  await pick(page, "q0", 7);
  await progressed(page, "1 of 5 answered", "no reason yet");
  await page.locator("#q0-note").evaluate((one) => one.closest("details").setAttribute("open", ""));
  same(Object.keys((await read()).answers).join(), "tech.b", "the answers saved without a reason");
  check(
    (await warning(page)).startsWith("1 answer is not in the file. Question 1: “Does not apply” still needs its reason."),
    `what is missing from the file is said: ${await warning(page)}`,
  );
  await page.locator("#q0-reason").fill("Not here.");
  same(await warning(page), "", "the warning once there is a reason");
  await progressed(page, "1 of 4 answered", "not applicable");
  same((await read()).answers["tech.a"].note, "Not here.", "the reason");
  same(await warning(page), "", "the warning where the file is whole");
  await pick(page, "q0", 1);
  await progressed(page, "2 of 5 answered", "as before");
  same(JSON.stringify((await read()).answers["tech.b"].level), "4", "the answer that came back");
  await page.locator("#q1-clear").click();
  await progressed(page, "1 of 5 answered", "an answer cleared");
  await visit(page, tiny, "#review");
  check(await page.locator("#confirm").isDisabled(), "what is left open cannot be confirmed");
  await page.locator("#close-open").click();
  await page.locator("#dialog-yes").click();
  await progressed(page, "5 of 5 answered", "what was open is not known");
  await page.locator("#confirm").check();
  same((await read()).status, "confirmed", "the status");
  await visit(page, tiny, "#q0");
  same(await page.evaluate(() => document.activeElement.name), "q0", "the focus at a question");
  await pick(page, "q0", 5);
  same((await read()).status, "draft", "the status after a change");
  await visit(page, tiny, "#q4");
  const fit = async () => (await read()).answers["culture.fit"];
  await pick(page, "q4-security", 5);
  same(JSON.stringify(await fit() ?? null), "null", "half a pair");
  check((await warning(page)).includes("Question 5: One of the two places is missing."), await warning(page));
  await pick(page, "q4-organization", 0);
  same(JSON.stringify((await fit()).fit), '{"organization":0,"security":5}', "a pair");
  await pick(page, "q4-word", 0);
  same((await fit()).fit, "unknown", "a word in place of a pair");
  check((await page.locator("input[name=q4-security]:checked").count()) === 0, "the pair is gone");
  await close(page);
}

await scenario(async (browser, given) => {
  await refused(browser, given.form, given.folder);
  await cleared(browser, given.form);
  await typed(browser, given.form);
  await printed(browser, given);
  await people(browser, given.form, given.forms);
  await loaded(browser, given, given.folder);
  await required(browser, given.tiny, given.folder);
});
