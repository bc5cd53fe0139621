// What the page as a whole has to say, at its foot: a refusal, a lost server.

import { t } from "./strings.js";

const NOTICE_MS = 8000;
const notice = document.getElementById("notice");
let hush = 0;

/** Say `text` at the foot of the page for a while, or until the next one when it `stays`. */
export function say(text, stays = false) {
  clearTimeout(hush);
  notice.textContent = text;
  notice.hidden = !text;
  if (text && !stays) hush = setTimeout(() => say(""), NOTICE_MS);
}

/** What `act` brings, or null after saying why it failed. */
export async function attempt(act) {
  try {
    return await act();
  } catch (error) {
    say(t("failed", { reason: error.message }));
    return null;
  }
}

export const isSaid = (text) => notice.textContent === text;
