// The foot of a phone, as far as all apps have it: the line to write in, the tray of files, unblocking.

import { el, iconButton } from "./dom.js";
import { t } from "./strings.js";

const TALLEST = 140;

export class Composer {
  /** An app's own composer has `equip()`: it makes `attachments` and tells what stands around the line. */
  constructor(chat) {
    this.chat = chat;
    this.build(this.equip());
    this.listen();
    this.refresh();
  }

  build({ before, after, longest, hint }) {
    this.input = el("textarea", { rows: "1", placeholder: hint, "aria-label": hint, maxlength: longest,
      enterkeyhint: "send", autocomplete: "off" });
    this.sendButton = iconButton("send", t("send"), { class: "send", type: "submit" });
    this.form = el("form", { class: "composer" }, before, this.attachments.input, this.input, after, this.sendButton);
    this.unblockButton = el("button", { type: "button", class: "big", hidden: true,
      onclick: () => this.chat.setBlocked(false) }, t("unblock", { bot: this.chat.bot.first_name }));
    this.writing = el("div", { class: "writing", hidden: true }, this.attachments.tray, this.form);
    this.element = el("div", { class: "foot" }, this.unblockButton, this.writing);
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("input", () => this.refresh());
    this.input.addEventListener("paste", (event) => this.takeFiles(event, event.clipboardData.files));
    const { element } = this.chat;
    element.addEventListener("dragover", (event) => event.preventDefault());
    element.addEventListener("drop", (event) => this.takeFiles(event, event.dataTransfer.files));
  }

  takeFiles(event, files) {
    if (files.length === 0) return;
    event.preventDefault();
    this.attachments.add(files, "photo");
    this.input.focus();
  }

  onKey(event) {
    // A Vietnamese keyboard composes its letters: Enter then ends a word, not the message.
    if (event.isComposing || event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.send();
  }

  /** Show what fits the moment; the focus stays in the foot where it was. */
  take(now) {
    const hadFocus = this.element.contains(document.activeElement);
    this.show(now);
    if (this.wantsFocus || (hadFocus && !this.element.contains(document.activeElement))) this.focus();
  }

  show({ isBlocked }) {
    this.unblockButton.hidden = !isBlocked;
    this.writing.hidden = isBlocked;
  }

  /** Put the focus where one begins; before the chat is there, as soon as it is. */
  focus() {
    const shown = [...this.element.querySelectorAll(":scope > .big")].find((button) => !button.hidden);
    this.wantsFocus = !shown && this.writing.hidden;
    (shown ?? this.input).focus({ preventScroll: true });
  }

  get isBlank() {
    return this.input.value.trim() === "" && this.attachments.isEmpty;
  }

  refresh() {
    this.sendButton.disabled = this.isBlank;
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST)}px`;
  }

  setText(text) {
    this.input.value = text;
    this.refresh();
  }

  async send() {
    if (this.isSending || this.isBlank) return;
    this.isSending = this.input.readOnly = true;
    try {
      if (await this.dispatch(this.input.value.trim())) this.cleanUp();
    } finally {
      this.isSending = this.input.readOnly = false;
    }
  }

  // What could not be sent stays in the line, so that nothing written is lost.
  dispatch(text) {
    return this.attachments.isEmpty ? this.chat.say(text) : this.sendFiles(text);
  }

  async sendFiles(text) {
    let caption = text;
    for (const [kind, files] of this.attachments.batches()) {
      if (!(await this.chat.deliver(() => this.chat.line.files(kind, files, caption)))) return false;
      this.attachments.remove(files);
      this.setText("");
      caption = "";
    }
    return true;
  }

  cleanUp() {
    this.setText("");
    this.attachments.remove();
  }
}
