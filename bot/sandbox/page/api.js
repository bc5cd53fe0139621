// The sandbox's control interface, one function a call.

/** The server said no: `message` is its reason, `status` the HTTP status. */
export class Refused extends Error {
  constructor(status, reason) {
    super(reason);
    this.status = status;
  }
}

async function call(path, options = {}) {
  const response = await fetch(`/sandbox/${path}`, options);
  const body = await response.text();
  if (!response.ok) throw new Refused(response.status, reasonIn(body) || `HTTP ${response.status}`);
  return body ? JSON.parse(body) : null;
}

function reasonIn(body) {
  try {
    const { error, description } = JSON.parse(body);
    return error ?? description;
  } catch {
    return body.slice(0, 200);
  }
}

const post = (path, data = {}) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(data) });

// Telegram's ids are numbers, Zalo's are not: on the page all are text.
const known = (person) => ({ ...person, id: String(person.id) });

export async function state() {
  const { people, ...rest } = await call("state");
  return { ...rest, people: people.map(known) };
}

export const addPerson = async (person) => known(await post("people", person));
export const moveClock = (step) => post("clock", step);

/** One person's line to the bot. */
export function line(id) {
  const at = (verb) => `people/${id}/${verb}`;
  return {
    news: (after, wait) => call(`${at("chat")}?after=${after}&wait=${wait}`),
    text: (text) => post(at("text"), { text }),
    start: (payload) => post(at("start"), payload ? { payload } : {}),
    press: (message_id, data) => post(at("press"), { message_id, data }),
    contact: (phone_number) => post(at("contact"), { phone_number }),
    location: (latitude, longitude) => post(at("location"), { latitude, longitude }),
    edit: (message_id, text) => post(at("edit"), { message_id, text }),
    reach: (refuse) => post(at("reach"), { refuse }),
    block: () => post(at("block")),
    unblock: () => post(at("unblock")),
    files: (kind, files, caption) => {
      const form = new FormData();
      form.append("kind", kind);
      form.append("caption", caption);
      for (const file of files) form.append("file", file, file.name);
      return call(at("file"), { method: "POST", body: form });
    },
  };
}
