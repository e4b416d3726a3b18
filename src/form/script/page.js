// The page in use: where one is, who answers, files in and out, and what happens when.

// Where one is.

function currentStep() {
  const target = element(location.hash.slice(1) || steps[0].id);
  const step = target?.closest(".step") ?? null;
  return step === null || step.classList.contains("closed") ? [steps[0], null] : [step, target];
}

function show(focus) {
  const [step, target] = currentStep();
  for (const one of steps) {
    one.classList.toggle("current", one === step);
  }
  if (step.id === "review") {
    drawReview(askedNow(state));
  }
  for (const link of document.querySelectorAll("#contents a")) {
    if (link.getAttribute("href") === `#${step.id}`) {
      link.setAttribute("aria-current", "step");
    } else {
      link.removeAttribute("aria-current");
    }
  }
  if (!focus || target === null) {
    return;
  }
  const question = questions.find((one) => one.element === target);
  if (question) {
    const controls = radios(question, question.fit ? "-organization" : "");
    (controls.find((radio) => radio.checked) ?? controls[0]).focus({ preventScroll: true });
    target.scrollIntoView({ block: "start" });
  } else {
    step.querySelector("h2").focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
}

function goTo(id) {
  if (location.hash === `#${id}`) {
    show(true);
  } else {
    location.hash = id;
  }
}

// Who answers.

// A name that is being typed survives a closed tab; under whom the answers are kept is settled when the field is left.
function typing() {
  const { organization, name } = identityOnPage();
  keepTyped(state, { organization, name });
}

// What was typed before the tab closed counts as left.
async function resumeTyping() {
  const typed = typedIdentity();
  if (typed === null) {
    return;
  }
  for (const [id, value] of Object.entries(typed)) {
    if (element(id) !== null) {
      element(id).value = value;
    }
  }
  await identify();
}

function identityOnPage() {
  const value = (id, fixed) => (element(id) === null ? fixed : cleanLine(element(id).value));
  return {
    organization: value("organization", page.organization),
    role: value("role", page.role),
    name: value("name", ""),
  };
}

function moveTo(identity) {
  forget(stateKey(state));
  Object.assign(state, identity, { confirmed: false });
  if (holdsAnswers(state)) {
    say("The answers so far are kept under what you just entered.");
  }
}

// Two people at one browser must not end up in one another's answers; somebody who mends a typing error keeps them.
async function identify() {
  const identity = identityOnPage();
  const same = ["organization", "role", "name"].every((key) => identity[key] === state[key]);
  if (same) {
    if (typedIdentity() !== null) {
      store();
    }
    return;
  }
  const onlyOrganization = state.organization === "" && identity.role === state.role && identity.name === state.name;
  const there = kept(identity);
  if (there !== null && holdsAnswers(there)) {
    state = there;
    say("The answers kept in this browser under what you just entered are opened.");
  } else if (!holdsAnswers(state) || onlyOrganization) {
    moveTo(identity);
  } else if (await ask("Are these your answers?", "Answers were given here before you changed who answers.", "Yes, keep them as mine", "No, start empty")) {
    moveTo(identity);
  } else {
    state = emptyState(identity);
    say("This form is empty now. The answers given before stay in this browser under the earlier name.");
  }
  warn("");
  store();
  fill();
}

// Marks what has to be filled in before anything can be saved; the first of it, with what to say.
function missing() {
  const needs = [["organization", "Please enter the organization first."], ["role", "Please choose your role first."]];
  for (const [id, message] of needs) {
    const input = element(id);
    if (input !== null) {
      input.setAttribute("aria-invalid", String(state[id] === ""));
      if (state[id] === "") {
        return [input, message];
      }
    }
  }
  return null;
}

// Files.

async function save() {
  warn("");
  const lack = missing();
  if (lack !== null) {
    const [input, message] = lack;
    goTo(steps[0].id);
    warn(message);
    setTimeout(() => input.focus(), 0);
    return;
  }
  state.started = state.started || now();
  state.updated = state.updated || now();
  const name = await fileName(state);
  const url = URL.createObjectURL(new Blob([answersFile(state)], { type: "application/yaml" }));
  const link = make("a", "", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  unsaved = false;
  const kind = state.confirmed ? "confirmed" : "a draft";
  say(`Saved as ${name}, ${kind}, where your browser puts downloads. Send that file to whoever sent you this form.`);
  warn(leftOutOfFile());
}

// The file holds whole answers only; what was begun has to be said to be missing from it.
function leftOutOfFile() {
  const begun = [...askedNow(state)].map((question) => [question, lackOf(entryOf(state, question))]).filter(([, lack]) => lack !== "");
  if (begun.length === 0) {
    return "";
  }
  const each = begun.map(([question, lack]) => `Question ${question.element.querySelector(".number").textContent}: ${lack}`);
  return `${plural(begun.length, "answer")} ${begun.length === 1 ? "is" : "are"} not in the file. ${each.join(" ")} Add what is missing and save again.`;
}

async function load(file) {
  warn("");
  try {
    refuseUnless(file.size <= LARGEST_FILE, "The file is too large to hold answers. Nothing was changed.");
    const loaded = loadFile(await file.text());
    const replace = "The file’s answers take the place of those in this form.";
    if (holdsAnswers(state) && !(await ask("Replace what is in the form?", replace, "Replace", "Keep what is here"))) {
      return;
    }
    state = loaded.state;
    store();
    fill();
    const left = loaded.leftOut > 0 ? ` ${plural(loaded.leftOut, "answer")} to questions that are not asked here were left out.` : "";
    say(`Loaded ${file.name}.${left}`);
  } catch (error) {
    warn(error instanceof Refusal ? error.message : "The file could not be read. Nothing was changed.");
  }
}

async function clear() {
  const text = "Every answer and note in this form is removed from this browser, and your name with them. A file that you saved stays as it is.";
  if (await ask("Clear the form?", text, "Clear everything", "Keep it")) {
    // Both keys name the respondent.
    forget(stateKey(state));
    forget(lastKey());
    state = emptyState(lastIdentity());
    unsaved = false;
    warn("");
    fill();
    goTo(steps[0].id);
    say("The form is empty, and this browser keeps none of its answers.");
  }
}

function clearQuestion(question) {
  const before = askedNow(state);
  state.entries.set(question.id, { ...entryOf(state, question), answer: null, reason: "", asOf: "" });
  touched();
  fillQuestion(question);
  tellMoved(before, askedNow(state));
  radios(question, question.fit ? "-organization" : "")[0].focus();
}

// Paper shows everything: what is folded away is opened for the time of printing.
let folded = [];
function unfold() {
  folded = [...document.querySelectorAll(".question details:not([open])")];
  folded.forEach((one) => (one.open = true));
}
function fold() {
  folded.forEach((one) => (one.open = false));
  folded = [];
}

function listen() {
  const start = (id, run) => element(id).addEventListener("click", run);
  start("save", save);
  start("save-now", save);
  start("clear", clear);
  start("print", () => window.print());
  start("close-open", closeOpen);
  start("skip", (event) => {
    event.preventDefault();
    document.querySelector(".step.current h2").focus();
  });
  for (const [id, value] of [["dialog-yes", "yes"], ["dialog-no", "no"]]) {
    start(id, () => element("dialog").close(value));
  }
  for (const question of questions) {
    question.element.addEventListener("input", ({ target }) => {
      if (question.fit && target.type === "radio" && !target.name.endsWith("-evidence")) {
        settleFit(question, target);
      }
      changed(question);
    });
    field(question, "clear").addEventListener("click", () => clearQuestion(question));
  }
  for (const link of document.querySelectorAll("#contents a")) {
    link.addEventListener("click", () => (element("contents").open = listOpen()));
  }
  for (const id of ["organization", "role", "name"]) {
    element(id)?.addEventListener("change", identify);
    element(id)?.addEventListener("input", typing);
  }
  element("confirm").addEventListener("change", ({ target }) => {
    state.confirmed = target.checked;
    state.updated = now();
    store();
    say(target.checked ? "Confirmed. Save the file now." : "A draft again.");
  });
  element("load").addEventListener("change", async ({ target }) => {
    if (target.files.length > 0) {
      await load(target.files[0]);
      target.value = "";
    }
  });
  window.addEventListener("hashchange", () => show(true));
  window.addEventListener("beforeprint", unfold);
  window.addEventListener("afterprint", fold);
  window.addEventListener("beforeunload", (event) => {
    if (unsaved && holdsAnswers(state)) {
      event.preventDefault();
    }
  });
  // The same form in another tab: both show the same.
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key === stateKey(state) && newValue !== null) {
      state = kept(state) ?? state;
      fill();
    }
  });
}

// Where the list of parts stands over the form, not beside it, it gives way to the part that was chosen.
const listOpen = () => window.matchMedia("(min-width: 64rem)").matches;

function begin() {
  document.documentElement.classList.add("js");
  state = kept(state) ?? state;
  document.body.classList.toggle("not-kept", storage === null);
  element("contents").open = listOpen();
  listen();
  fill();
  show(location.hash !== "");
  resumeTyping();
}

begin();
