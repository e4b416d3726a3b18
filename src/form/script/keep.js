// What the browser keeps, so that a closed tab loses nothing. Where it keeps nothing, the page says so.

const KEEP = "equipoise/form@1";

// Some browsers give a page that is a file no storage: the property throws, is null, or takes nothing.
function openStorage() {
  try {
    const storage = window.localStorage;
    storage.setItem(KEEP, KEEP);
    storage.removeItem(KEEP);
    return storage;
  } catch {
    return null;
  }
}

let storage = openStorage();

function stateKey(identity) {
  const { organization, role, name } = identity;
  const who = [organization, role, name].map(cleanLine);
  return JSON.stringify([KEEP, page.id, page.digest, page.scope, ...who]);
}

// Who answered here last, where the page leaves that to be filled in.
function lastKey() {
  const fixed = [page.organization, page.role, page.name].map((text) => text ?? "");
  return JSON.stringify([`${KEEP}/last`, page.id, page.digest, page.scope, ...fixed]);
}

function readKept(key) {
  try {
    const text = storage === null ? null : storage.getItem(key);
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function keptEntry(question, raw) {
  const entry = emptyEntry();
  const answer = own(raw, "answer");
  if (answer === UNKNOWN || answer === NOT_APPLICABLE || (!question.fit && isPlace(answer))) {
    entry.answer = answer;
  } else if (question.fit && isObject(answer)) {
    const [organization, security] = HALVES.map((half) => own(answer, half)).map((one) => (isPlace(one) ? one : null));
    entry.answer = { organization, security };
  }
  for (const key of ["reason", "note", "evidence", "artifacts", "asOf"]) {
    entry[key] = ownText(raw, key);
  }
  entry.evidence = GRADES.indexOf(entry.evidence) > 0 ? entry.evidence : "";
  return entry;
}

// The state kept for somebody; null where none is.
function kept(identity) {
  const raw = readKept(stateKey(identity));
  if (!isObject(raw)) {
    return null;
  }
  const state = emptyState(identity);
  for (const [id, entry] of Object.entries(own(raw, "entries") ?? {})) {
    const question = questionById.get(id);
    if (question) {
      state.entries.set(id, keptEntry(question, entry));
    }
  }
  state.confirmed = own(raw, "confirmed") === true;
  for (const key of ["interviewer", "started", "updated"]) {
    state[key] = ownText(raw, key);
  }
  return state;
}

function lastIdentity() {
  const raw = readKept(lastKey());
  return {
    organization: page.organization ?? ownText(raw, "organization"),
    role: page.role ?? ownText(raw, "role"),
    name: isObject(raw) ? ownText(raw, "name") : (page.name ?? ""),
  };
}

// What was typed of who answers and not left yet; null where nothing was.
function typedIdentity() {
  const raw = own(readKept(lastKey()), "typed");
  return isObject(raw) ? { organization: ownText(raw, "organization"), name: ownText(raw, "name") } : null;
}

// Keeps it beside the one under whom the answers are kept. Whose they are is asked once the field is left.
function keepTyped(state, typed) {
  const { organization, role, name } = state;
  write(lastKey(), { organization, role, name, typed });
}

// Whether it is kept now.
function write(key, value) {
  try {
    storage?.setItem(key, JSON.stringify(value));
  } catch {
    // Full, or taken away since.
    storage = null;
  }
  return storage !== null;
}

// Whether it is kept now.
function keep(state) {
  const { organization, role, name } = state;
  write(lastKey(), { organization, role, name });
  return write(stateKey(state), { ...state, entries: Object.fromEntries(state.entries) });
}

function forget(key) {
  try {
    storage?.removeItem(key);
  } catch {
    storage = null;
  }
}
