// The answers file: JSON, which every reader of YAML takes, with one answer a line; and back from what was saved so.

const FORMAT = "equipoise/answers@1";
const LARGEST_FILE = 4 * 1024 * 1024;

function now() {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}

function today() {
  return now().slice(0, 10);
}

function savedEntry(question, entry) {
  const answer = effective(entry);
  const saved = {};
  if (answer !== null) {
    saved[question.fit ? "fit" : "level"] = answer;
  }
  // Nothing can show what somebody does not know; and an assertion is what every answer is.
  if (answer !== UNKNOWN) {
    if (entry.evidence !== "") {
      saved.evidence = entry.evidence;
    }
    if (artifactsOf(entry).length > 0) {
      saved.artifacts = artifactsOf(entry);
    }
  }
  const note = cleanText(answer === NOT_APPLICABLE ? entry.reason : entry.note);
  if (note !== "") {
    saved.note = note;
  }
  if (answer !== null) {
    saved.as_of = entry.asOf || today();
  }
  return Object.keys(saved).length > 0 ? saved : null;
}

// JSON on one line. What breaks lines within a text is escaped there, so a raw line break is layout.
function oneLine(value) {
  return JSON.stringify(value, null, 1).replace(/([[{])\n */g, "$1").replace(/\n *([\]}])/g, "$1").replace(/\n */g, " ");
}

function answersFile(state) {
  const asked = askedNow(state);
  const respondent = { role: state.role };
  const name = cleanLine(state.name);
  if (name !== "") {
    respondent.name = name;
  }
  const head = {
    format: FORMAT,
    questionnaire: { id: page.id, version: page.version, digest: page.digest },
    organization: cleanLine(state.organization),
    scope: page.scope,
    respondent,
  };
  if (state.interviewer !== "") {
    head.interviewer = state.interviewer;
  }
  head.status = state.confirmed ? "confirmed" : "draft";
  head.started = state.started || now();
  head.updated = state.updated || head.started;
  const lines = Object.entries(head).map(([key, value]) => `${JSON.stringify(key)}: ${oneLine(value)},`);
  const answers = questions
    .filter((question) => asked.has(question))
    .map((question) => [question.id, savedEntry(question, entryOf(state, question))])
    .filter(([, saved]) => saved !== null)
    .map(([id, saved]) => `  ${JSON.stringify(id)}: ${oneLine(saved)}`);
  const body = answers.length > 0 ? `{\n${answers.join(",\n")}\n}` : "{}";
  return `{\n${lines.join("\n")}\n"answers": ${body}\n}\n`;
}

// A part of a file's name: letters and digits joined by hyphens; where a text has none of them, a mark of its own.
async function namePart(text) {
  const part = cleanLine(text);
  let slug = "";
  for (const character of part) {
    if (/[\p{Alphabetic}\p{Number}]/u.test(character)) {
      slug += character.toLowerCase();
    } else if (slug !== "" && !slug.endsWith("-")) {
      slug += "-";
    }
  }
  slug = slug.replace(/-+$/, "");
  if (slug === "" && part !== "") {
    return mark(part);
  }
  // The names of files end at 255 bytes.
  let short = "";
  for (const character of slug) {
    if (new TextEncoder().encode(short + character).length > 60) {
      break;
    }
    short += character;
  }
  return short;
}

async function mark(text) {
  if (!window.crypto?.subtle) {
    return "unnamed";
  }
  const bytes = new TextEncoder().encode(JSON.stringify(text));
  const hash = new Uint8Array(await window.crypto.subtle.digest("SHA-256", bytes));
  return [...hash.slice(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function fileName(state) {
  const parts = [];
  for (const text of [state.organization, state.role, state.name]) {
    parts.push(await namePart(text));
  }
  return `${parts.filter((part) => part !== "").join("-")}.yaml`;
}

// Why a file is not taken, in words for the person who chose it.
class Refusal extends Error {}

function refuseUnless(holds, message) {
  if (!holds) {
    throw new Refusal(message);
  }
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function own(value, key) {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function ownText(value, key) {
  const text = own(value, key);
  return typeof text === "string" ? text : "";
}

function isPlace(value) {
  return LEVELS.includes(value);
}

function loadedAnswer(question, raw) {
  const value = own(raw, question.fit ? "fit" : "level");
  if (value === undefined || value === null) {
    return null;
  }
  const pair = question.fit && HALVES.every((half) => isPlace(own(value, half)));
  const known = value === UNKNOWN || value === NOT_APPLICABLE || (question.fit ? pair : isPlace(value));
  refuseUnless(known, `The answer to “${question.id}” in the file is none that this form knows. Nothing was changed.`);
  return pair ? { organization: value.organization, security: value.security } : value;
}

function loadedEntry(question, raw) {
  // The short form of a level or "don't know".
  const long = isObject(raw) ? raw : { [question.fit ? "fit" : "level"]: raw };
  const answer = loadedAnswer(question, long);
  const note = cleanText(ownText(long, "note"));
  const artifacts = own(long, "artifacts");
  const grade = ownText(long, "evidence");
  const day = ownText(long, "as_of");
  const isReason = answer === NOT_APPLICABLE;
  return {
    answer,
    reason: isReason ? note : "",
    note: isReason ? "" : note,
    evidence: GRADES.indexOf(grade) > 0 ? grade : "",
    artifacts: Array.isArray(artifacts) ? artifacts.filter((one) => typeof one === "string").map(cleanLine).join("\n") : "",
    asOf: /^\d{4}-\d\d-\d\d$/.test(day) ? day : "",
  };
}

function parseFile(text) {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new Refusal(
      "This is not a file that a form saved. Answers written in the program or by hand go on there: " +
        "equipoise interview -o FILE. Nothing was changed.",
    );
  }
}

function versionParts(version) {
  return /^\d+\.\d+\.\d+/.test(version) ? version.split(/[.+-]/).slice(0, 3).map(Number) : null;
}

// Ids keep their meaning within a major version; answers of a newer one may hold what this form does not know.
function agreesInVersion(theirs, ours) {
  const [a, b] = [versionParts(theirs), versionParts(ours)];
  if (a === null || b === null || a[0] !== b[0]) {
    return false;
  }
  return a[1] < b[1] || (a[1] === b[1] && a[2] <= b[2]);
}

function checkQuestionnaire(file) {
  const named = own(file, "questionnaire");
  const [id, version, digest] = ["id", "version", "digest"].map((key) => ownText(named, key));
  refuseUnless(id === page.id, `The file answers another questionnaire, “${cleanLine(id)}”. Nothing was changed.`);
  const fits = agreesInVersion(version, page.version) && (version !== page.version || digest === "" || digest === page.digest);
  refuseUnless(fits, "The file answers another version of these questions. Ask for a form of that version. Nothing was changed.");
}

function checkIdentity(file) {
  const role = ownText(own(file, "respondent"), "role");
  const organization = cleanLine(ownText(file, "organization"));
  const askedOfRole = questions.some((question) => isOpenTo(question, role));
  refuseUnless(
    askedOfRole && (!page.role || role === page.role),
    `The file was saved by another role, “${cleanLine(role)}”. Nothing was changed.`,
  );
  refuseUnless(
    organization !== "" && (!page.organization || organization === page.organization),
    `The file is about another organization, “${organization}”. Nothing was changed.`,
  );
  refuseUnless(
    page.scope === "full" || ownText(file, "scope") === "quick",
    "The file is a full interview, and this form is the quick one. Load it in the full form. Nothing was changed.",
  );
  return { role, organization, name: cleanLine(ownText(own(file, "respondent"), "name")) };
}

// The state that a file stands for, and how many of its answers have no question here.
function loadFile(text) {
  const file = parseFile(text);
  const ours = own(file, "format") === FORMAT && isObject(own(file, "answers"));
  refuseUnless(ours, "This is not an answers file that a form saved. Nothing was changed.");
  checkQuestionnaire(file);
  const state = emptyState(checkIdentity(file));
  let leftOut = 0;
  for (const [id, raw] of Object.entries(file.answers)) {
    const question = questionById.get(id);
    if (question && isOpenTo(question, state.role)) {
      state.entries.set(id, loadedEntry(question, raw));
    } else {
      leftOut += 1;
    }
  }
  const asked = askedNow(state);
  leftOut += questions.filter((one) => state.entries.has(one.id) && !asked.has(one)).length;
  state.interviewer = cleanLine(ownText(file, "interviewer"));
  const times = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  [state.started, state.updated] = ["started", "updated"].map((key) => ownText(file, key)).map((time) => (times.test(time) ? time : ""));
  const whole = ownText(file, "scope") !== "quick" || page.scope === "quick";
  state.confirmed = ownText(file, "status") === "confirmed" && whole && leftOut === 0;
  return { state, leftOut };
}
