// Recording a voice message: the microphone button, and a bar in place of the line while it listens.

import { el, icon, iconButton } from "./dom.js";
import { t } from "./strings.js";

// Zalo itself records AAC; a browser that cannot takes what it has.
const FORMATS = [["audio/mp4;codecs=mp4a.40.2", "m4a"], ["audio/ogg;codecs=opus", "ogg"], ["audio/webm", "webm"]];
const format = () => FORMATS.find(([type]) => MediaRecorder.isTypeSupported(type));
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

// No microphone, no permission, a page that did not come safely: for the person it is all one.
async function microphone() {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    return null;
  }
}

export class Recorder {
  /** `send(file)` takes what was recorded; `onchange(isRecording)` is told of beginning and end, `complain` why not. */
  constructor({ send, onchange, complain }) {
    Object.assign(this, { send, onchange, complain, active: null });
    this.button = iconButton("mic", t("record"), { class: "extra", onclick: () => this.begin() });
    this.time = el("span", { role: "timer" });
    this.bar = el("div", { class: "recording", hidden: true, role: "group", "aria-label": t("recording") },
      iconButton("close", t("record_cancel"), { onclick: () => this.end(false) }),
      el("span", { class: "recording-light", "aria-hidden": "true" }), this.time,
      el("button", { type: "button", class: "icon-button send", "aria-label": t("record_send"), title: t("record_send"),
        onclick: () => this.end(true) }, icon("send")));
    this.bar.addEventListener("keydown", (event) => event.key === "Escape" && this.end(false));
  }

  async begin() {
    if (this.isAsking) return;
    this.isAsking = true;
    const stream = await microphone();
    this.isAsking = false;
    if (stream) this.record(stream);
    else this.complain(t("record_refused"));
  }

  record(stream) {
    const [mimeType] = format();
    this.isWanted = false;
    this.active = new MediaRecorder(stream, { mimeType });
    const parts = [];
    this.active.addEventListener("dataavailable", ({ data }) => parts.push(data));
    this.active.addEventListener("stop", () => this.finish(stream, parts));
    this.active.start();
    this.show(true);
    this.tick(0);
  }

  tick(seconds) {
    this.time.textContent = clock(seconds);
    this.ticking = setTimeout(() => this.tick(seconds + 1), 1000);
  }

  end(isWanted) {
    if (this.active?.state !== "recording") return;
    this.isWanted = isWanted;
    this.active.stop();
  }

  finish(stream, parts) {
    const [type, ending] = format();
    for (const track of stream.getTracks()) track.stop();
    clearTimeout(this.ticking);
    this.active = null;
    this.show(false);
    if (this.isWanted) this.send(new File(parts, `voice.${ending}`, { type: type.split(";")[0] }));
  }

  show(isRecording) {
    this.bar.hidden = !isRecording;
    this.onchange(isRecording);
    if (isRecording) this.bar.lastChild.focus();
    else this.button.focus();
  }
}
