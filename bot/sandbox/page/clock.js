// The demo's clock: shows its time and moves it.

import { moveClock } from "./api.js";
import { attempt } from "./notice.js";
import { momentOf } from "./strings.js";

const HOUR_S = 60 * 60;
const DAY_S = 24 * HOUR_S;
const $ = (id) => document.getElementById(id);

/** Show the sandbox's time; a real clock has no buttons to move it. */
export function showClock({ now, movable }) {
  $("clock").hidden = !movable;
  showNow(now);
}

function showNow(now) {
  $("now").textContent = momentOf(now);
  $("now").dateTime = now;
}

async function move(step) {
  const answer = await attempt(() => moveClock(step));
  if (answer) showNow(answer.now);
}

export function listenToClock() {
  $("to-monday").addEventListener("click", () => move({ to: "monday" }));
  $("next-hour").addEventListener("click", () => move({ by: HOUR_S }));
  $("next-day").addEventListener("click", () => move({ by: DAY_S }));
}
