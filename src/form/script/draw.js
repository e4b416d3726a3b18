// What is on the page becomes the state, and the state becomes what is on the page. Texts reach it as text only.

let state = emptyState(lastIdentity());
// Whether something stands here that neither a file nor the browser holds.
let unsaved = false;

const element = (id) => document.getElementById(id);
const steps = [...document.querySelectorAll(".step")];

function make(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  return made;
}

function say(message) {
  element("news").textContent = message;
}

function warn(message) {
  element("warning").textContent = message;
}

// A question in a window of its own, answered yes or no; Escape is no.
function ask(title, text, yes, no) {
  const dialog = element("dialog");
  element("dialog-title").textContent = title;
  element("dialog-text").textContent = text;
  element("dialog-yes").textContent = yes;
  element("dialog-no").textContent = no;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

// From the page to the state.

const radios = (question, part) => [...document.getElementsByName(`q${question.index}${part}`)];
const field = (question, part) => element(`q${question.index}-${part}`);

function checkedValue(question, part) {
  return radios(question, part).find((radio) => radio.checked)?.value ?? null;
}

function place(value) {
  return value === null ? null : Number(value);
}

function pageAnswer(question) {
  const word = checkedValue(question, question.fit ? "-word" : "");
  if (!question.fit) {
    return word === null || word === UNKNOWN || word === NOT_APPLICABLE ? word : Number(word);
  }
  if (word !== null) {
    return word;
  }
  const [organization, security] = HALVES.map((half) => place(checkedValue(question, `-${half}`)));
  return organization === null && security === null ? null : { organization, security };
}

function pageEntry(question) {
  const entry = emptyEntry();
  entry.answer = pageAnswer(question);
  for (const part of ["reason", "note", "artifacts"]) {
    entry[part] = field(question, part).value;
  }
  // The least grade is what stands without one.
  const grade = checkedValue(question, "-evidence") ?? "";
  entry.evidence = grade === GRADES[0] ? "" : grade;
  return entry;
}

// A place on a fit scale and a word in its stead rule each other out.
function settleFit(question, changed) {
  const parts = changed.name.endsWith("-word") ? HALVES.map((half) => `-${half}`) : ["-word"];
  for (const radio of parts.flatMap((part) => radios(question, part))) {
    radio.checked = false;
  }
}

function changed(question) {
  const before = askedNow(state);
  const old = entryOf(state, question);
  const entry = pageEntry(question);
  const isNew = JSON.stringify(effective(entry)) !== JSON.stringify(effective(old));
  entry.asOf = isNew || old.asOf === "" ? today() : old.asOf;
  state.entries.set(question.id, entry);
  touched();
  tellMoved(before, askedNow(state));
}

// A change of anything unmakes the confirmation.
function touched() {
  state.started = state.started || now();
  state.updated = now();
  state.confirmed = false;
  say("");
  warn("");
  store();
  draw();
}

function store() {
  const isKept = keep(state);
  unsaved = !isKept;
  document.body.classList.toggle("not-kept", !isKept);
}

function tellMoved(before, after) {
  const moved = (from, to) => [...from].filter((one) => !to.has(one) && isTouched(entryOf(state, one)));
  const [gone, back] = [moved(before, after), moved(after, before)];
  const hidden = [...before].filter((one) => !after.has(one)).length;
  if (hidden > 0) {
    const held = gone.length > 0 ? ` ${plural(gone.length, "answer")} given there will not be saved; they come back if you change this one back.` : "";
    say(`With this answer ${plural(hidden, "question")} need not be asked.${held}`);
  } else if (back.length > 0) {
    say(`Asked again, and as you answered before: ${plural(back.length, "answer")}.`);
  } else if (after.size > before.size) {
    say(`With this answer ${plural(after.size - before.size, "more question")} will be asked.`);
  }
}

// From the state to the page.

function tick(question, part, value) {
  for (const radio of radios(question, part)) {
    radio.checked = radio.value === String(value);
  }
}

function fillQuestion(question) {
  const entry = entryOf(state, question);
  const { answer } = entry;
  if (question.fit) {
    for (const half of HALVES) {
      tick(question, `-${half}`, isPair(answer) ? answer[half] : null);
    }
    tick(question, "-word", isPair(answer) ? null : answer);
  } else {
    tick(question, "", answer);
  }
  for (const part of ["reason", "note", "artifacts"]) {
    field(question, part).value = entry[part];
  }
  tick(question, "-evidence", entry.evidence || GRADES[0]);
}

function fill() {
  for (const [id, value] of [["organization", state.organization], ["role", state.role], ["name", state.name]]) {
    const input = element(id);
    if (input !== null) {
      input.value = value;
      if (value !== "") {
        input.removeAttribute("aria-invalid");
      }
    }
  }
  questions.forEach(fillQuestion);
  draw();
}

function drawQuestion(question, asked) {
  const entry = entryOf(state, question);
  const isAsked = asked.has(question);
  question.element.classList.toggle("closed", state.role !== "" && !isOpenTo(question, state.role));
  question.element.classList.toggle("unreachable", !isAsked);
  question.element.classList.toggle("answered", isAsked && effective(entry) !== null);
  const isReason = entry.answer === NOT_APPLICABLE;
  field(question, "why").hidden = !isReason;
  field(question, "plain-note").hidden = isReason;
  field(question, "shown").hidden = entry.answer === UNKNOWN;
  field(question, "clear").hidden = entry.answer === null;
  const held = [];
  if (!isReason && entry.note.trim() !== "") {
    held.push("a note");
  }
  if (entry.answer !== UNKNOWN && entry.evidence !== "") {
    held.push(entry.evidence);
  }
  if (entry.answer !== UNKNOWN && artifactsOf(entry).length > 0) {
    held.push(plural(artifactsOf(entry).length, "record"));
  }
  field(question, "held").textContent = held.length > 0 ? ` (${held.join(", ")})` : "";
}

// Questions are numbered as this role sees them, whether reachable now or not, on the screen and on paper.
function drawNumbers() {
  const open = questions.filter((one) => state.role === "" || isOpenTo(one, state.role));
  const numbers = new Map(open.map((one, at) => [one.id, at + 1]));
  for (const number of document.querySelectorAll("[data-number-of]")) {
    number.textContent = numbers.get(number.dataset.numberOf) ?? "";
  }
  for (const condition of document.querySelectorAll("[data-only-if]")) {
    condition.hidden = !numbers.has(condition.dataset.onlyIf);
  }
  for (const [at, question] of open.entries()) {
    const way = question.element.querySelector("[data-passes]");
    if (way !== null) {
      const passes = way.dataset.passes.split(" ");
      const on = open.slice(at + 1).find((one) => !passes.includes(one.id));
      way.textContent = on === undefined ? "you are done" : `go on with question ${numbers.get(on.id)}`;
    }
  }
}

function questionsOf(step) {
  return questions.filter((question) => question.step === step);
}

function drawSteps(asked) {
  for (const step of steps.filter((one) => questionsOf(one).length > 0)) {
    const all = questionsOf(step);
    const here = all.filter((question) => asked.has(question));
    const done = here.filter((question) => effective(entryOf(state, question)) !== null).length;
    step.classList.toggle("closed", state.role !== "" && !all.some((one) => isOpenTo(one, state.role)));
    step.classList.toggle("unreachable", here.length === 0);
    const item = document.querySelector(`[data-step="${step.id}"]`);
    item.hidden = here.length === 0;
    item.classList.toggle("done", here.length > 0 && done === here.length);
    item.querySelector(".count").textContent = `${done} of ${here.length}`;
  }
}

function drawProgress(asked) {
  const done = [...asked].filter((question) => effective(entryOf(state, question)) !== null).length;
  const text = asked.size === 0 ? "Choose your role first" : `${done} of ${asked.size} answered`;
  const label = element("progress-text");
  if (label.textContent !== text) {
    label.textContent = text;
  }
  element("progress").max = Math.max(asked.size, 1);
  element("progress").value = done;
}

function drawWays() {
  const way = steps.filter((step) => !step.classList.contains("closed") && !step.classList.contains("unreachable"));
  way.forEach((step, at) => {
    const [back, on] = ["back", "on"].map((kind) => step.querySelector(`.way .${kind}`));
    if (back !== null && at > 0) {
      back.setAttribute("href", `#${way[at - 1].id}`);
    }
    if (on !== null && at + 1 < way.length) {
      on.setAttribute("href", `#${way[at + 1].id}`);
    }
  });
}

function drawRole() {
  const chosen = element("role");
  if (chosen !== null) {
    document.body.classList.toggle("no-role", state.role === "");
    const open = questions.filter((question) => isOpenTo(question, state.role)).length;
    element("extent").textContent =
      state.role === "" ? "" : `${plural(open, "question")}, about ${plural(roundedMinutes(open), "minute")}.`;
  }
}

function roundedMinutes(minutes) {
  return minutes > 10 ? Math.ceil(minutes / 5) * 5 : minutes;
}

function draw() {
  const asked = askedNow(state);
  for (const question of questions) {
    drawQuestion(question, asked);
  }
  drawNumbers();
  drawSteps(asked);
  drawProgress(asked);
  drawRole();
  drawWays();
  if (element("review").classList.contains("current")) {
    drawReview(asked);
  }
}

// The review.

function optionText(radio) {
  return radio.closest("label").querySelector(".text").textContent;
}

function answerText(question, answer) {
  if (answer === UNKNOWN) {
    return "Don’t know";
  }
  if (answer === NOT_APPLICABLE) {
    return "Does not apply";
  }
  if (isPair(answer)) {
    const [organization, security] = HALVES.map((half) => optionText(radios(question, `-${half}`)[answer[half]]));
    return `The organization: ${organization} Security: ${security}`;
  }
  return optionText(radios(question, "")[answer]);
}

function questionText(question) {
  return question.element.querySelector(".ask").textContent;
}

// What an answer that was begun still lacks; empty where nothing was begun, or nothing is lacking.
function lackOf(entry) {
  if (entry.answer === null || effective(entry) !== null) {
    return "";
  }
  return isPair(entry.answer) ? "One of the two places is missing." : "“Does not apply” still needs its reason.";
}

function reviewItem(question, withAnswer) {
  const item = document.createElement("li");
  item.append(make("a", questionText(question), { href: `#q${question.index}`, dir: "auto" }));
  const entry = entryOf(state, question);
  const answer = effective(entry);
  const lack = lackOf(entry);
  if (withAnswer) {
    item.append(make("p", answer === null ? "Left open" : answerText(question, answer), { dir: "auto", class: "said" }));
    const saved = savedEntry(question, entry);
    const support = [saved?.evidence, ...(saved?.artifacts ?? []), saved?.note].filter(Boolean).join(" · ");
    if (support !== "") {
      item.append(make("p", support, { dir: "auto", class: "support" }));
    }
  } else if (lack !== "") {
    item.append(make("p", lack, { class: "support" }));
  }
  return item;
}

function drawReview(asked) {
  const all = [...asked];
  const answerOf = (question) => effective(entryOf(state, question));
  const open = all.filter((question) => answerOf(question) === null);
  const unknown = all.filter((question) => answerOf(question) === UNKNOWN);
  element("open-list").replaceChildren(...open.map((question) => reviewItem(question, false)));
  element("unknown-list").replaceChildren(...unknown.map((question) => reviewItem(question, false)));
  element("all-list").replaceChildren(...all.map((question) => reviewItem(question, true)));
  element("open-part").hidden = open.length === 0;
  element("unknown-part").hidden = unknown.length === 0;
  element("open-head").textContent = `Left open: ${open.length}`;
  element("unknown-head").textContent = `Not known: ${unknown.length}`;
  element("review-sum").textContent =
    open.length === 0 ? `All ${plural(all.length, "question")} are answered.` : `${all.length - open.length} of ${plural(all.length, "question")} are answered.`;
  const confirm = element("confirm");
  confirm.checked = state.confirmed;
  confirm.disabled = open.length > 0 || all.length === 0;
  element("confirm-help").textContent = confirm.disabled
    ? "You can confirm once nothing is left open. Until then the file is a draft, and you can save it as it is."
    : "Without this the file is a draft. Any change afterwards makes it a draft again.";
}

async function closeOpen() {
  const open = () => [...askedNow(state)].filter((question) => effective(entryOf(state, question)) === null);
  const text = `“Don’t know” becomes your answer to ${plural(open().length, "question")}. You can change each afterwards, one by one.`;
  if (!(await ask("Record what is left open as “don’t know”?", text, "Record them", "Leave them open"))) {
    return;
  }
  for (const question of open()) {
    state.entries.set(question.id, { ...entryOf(state, question), answer: UNKNOWN, asOf: today() });
  }
  touched();
  questions.forEach(fillQuestion);
  say("What was left open is recorded as “don’t know”.");
  element("review-head").focus();
}
