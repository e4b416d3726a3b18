"use strict";

// What is asked: read from the page, which holds every text as text and every fact as an attribute.

const UNKNOWN = "unknown";
const NOT_APPLICABLE = "not-applicable";
const LEVELS = [0, 1, 2, 3, 4, 5];
const HALVES = ["organization", "security"];
const GRADES = ["asserted", "documented", "verified"];

const page = document.body.dataset;

function readQuestion(element, index) {
  const data = element.dataset;
  return {
    element,
    index,
    id: data.question,
    fit: data.type === "fit",
    roles: data.roles.split(" "),
    requires: data.requires ? { id: data.requires, level: Number(data.requiresLevel) } : null,
    step: element.closest(".step"),
  };
}

const questions = [...document.querySelectorAll("[data-question]")].map(readQuestion);
const questionById = new Map(questions.map((question) => [question.id, question]));

function emptyEntry() {
  return { answer: null, reason: "", note: "", evidence: "", artifacts: "", asOf: "" };
}

function emptyState(identity) {
  return {
    role: identity.role,
    organization: identity.organization,
    name: identity.name,
    interviewer: "",
    started: "",
    updated: "",
    confirmed: false,
    entries: new Map(),
  };
}

function entryOf(state, question) {
  return state.entries.get(question.id) ?? emptyEntry();
}

function isPair(answer) {
  return typeof answer === "object" && answer !== null;
}

// The answer as it counts: a pair needs both places, and "does not apply" its reason.
function effective(entry) {
  const { answer } = entry;
  if (isPair(answer) && HALVES.some((half) => answer[half] === null)) {
    return null;
  }
  if (answer === NOT_APPLICABLE && cleanText(entry.reason) === "") {
    return null;
  }
  return answer;
}

function isOpenTo(question, role) {
  return question.roles.includes(role);
}

// What an answer that stands for a requirement says about the question that rests on it: a level below it implies 0,
// "does not apply" the same; everything else leaves the question to be asked.
function impliedBy(ground, level) {
  if (ground === NOT_APPLICABLE) {
    return NOT_APPLICABLE;
  }
  return typeof ground === "number" && ground < level ? 0 : null;
}

// The questions asked, given the answers so far (scoring specification, section 1). Requirements lie behind.
function askedNow(state) {
  const standing = new Map();
  const asked = new Set();
  for (const question of questions.filter((one) => isOpenTo(one, state.role))) {
    const need = question.requires;
    const implied = need === null ? null : impliedBy(standing.get(need.id), need.level);
    if (implied === null) {
      asked.add(question);
    }
    standing.set(question.id, implied ?? effective(entryOf(state, question)));
  }
  return asked;
}

// Everything that a person has put on a question, whether it counts yet or not.
function isTouched(entry) {
  const { answer, reason, note, evidence, artifacts } = entry;
  return answer !== null || [reason, note, evidence, artifacts].some((text) => text.trim() !== "");
}

function holdsAnswers(state) {
  return [...state.entries.values()].some(isTouched);
}

// Controls, invisible characters that reorder or hide what stands beside them, and halves of characters.
const HOSTILE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}\p{Surrogate}]/gu;

function cleanText(text) {
  return text.replace(/\r\n?/g, "\n").replace(HOSTILE, "").trim();
}

function cleanLine(text) {
  return cleanText(text).replace(/\s+/g, " ");
}

function artifactsOf(entry) {
  return entry.artifacts.split("\n").map(cleanLine).filter((line) => line !== "");
}

function plural(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
