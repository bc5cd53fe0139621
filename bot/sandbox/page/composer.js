// The foot of a phone: write, attach, edit one's own message, the command menu, the reply keyboard, the Start button.

import { Attachments } from "./attachments.js";
import { mayEdit, textOf } from "./bubble.js";
import { el, iconButton } from "./dom.js";
import { Keys } from "./keys.js";
import { openMenu } from "./menu.js";
import { t } from "./strings.js";

const TALLEST = 140;

export class Composer {
  constructor(chat) {
    this.chat = chat;
    this.editing = null;
    this.keys = new Keys(chat);
    this.attachments = new Attachments({ onchange: () => this.refresh(), complain: (text) => chat.toast(text) });
    this.build();
    this.listen();
    this.refresh();
  }

  build() {
    const bot = this.chat.bot.first_name;
    this.input = el("textarea", { rows: "1", placeholder: t("write"), "aria-label": t("write"), maxlength: "4096",
      enterkeyhint: "send", autocomplete: "off" });
    this.commandsButton = iconButton("commands", t("commands"),
      { hidden: true, "aria-haspopup": "menu", onclick: () => this.openCommands() });
    this.sendButton = iconButton("send", t("send"), { class: "send", type: "submit" });
    this.editBar = el("div", { class: "edit-bar", hidden: true }, el("span", {}, t("editing")),
      iconButton("close", t("cancel_edit"), { onclick: () => this.stopEditing() }));
    this.form = el("form", { class: "composer" }, this.commandsButton, this.attachments.button, this.attachments.input,
      this.input, this.keys.toggle, this.sendButton);
    this.startButton = el("button", { type: "button", class: "big", hidden: true, onclick: () => this.start() }, t("start"));
    this.unblockButton = el("button", { type: "button", class: "big", hidden: true,
      onclick: () => this.chat.setBlocked(false) }, t("unblock", { bot }));
    this.writing = el("div", { class: "writing", hidden: true }, this.editBar, this.attachments.tray, this.form, this.keys.panel);
    this.element = el("div", { class: "foot" }, this.startButton, this.unblockButton, this.writing);
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
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape" && this.editing) {
      this.stopEditing();
    } else if (event.key === "ArrowUp" && this.input.value === "" && !this.editing) {
      const last = this.chat.log.lastWhere(mayEdit);
      if (!last) return;
      event.preventDefault();
      this.edit(last);
    }
  }

  /** Show what fits the moment: Start, unblock, or the writing line. */
  take({ isEmpty, isBlocked, keyboard, commands }) {
    const hadFocus = this.element.contains(document.activeElement);
    this.commands = commands;
    if (!isEmpty) this.isStarting = false;
    this.commandsButton.hidden = commands.length === 0;
    this.keys.take(keyboard);
    this.input.placeholder = keyboard?.input_field_placeholder || t("write");
    this.unblockButton.hidden = !isBlocked;
    this.startButton.hidden = isBlocked || !isEmpty;
    this.writing.hidden = isBlocked || isEmpty;
    if (this.wantsFocus || (hadFocus && !this.element.contains(document.activeElement))) this.focus();
  }

  /** Put the focus where one begins; before the chat is there, as soon as it is. */
  focus() {
    const shown = [this.unblockButton, this.startButton].find((button) => !button.hidden);
    this.wantsFocus = !shown && this.writing.hidden;
    (shown ?? this.input).focus({ preventScroll: true });
  }

  // Deaf until the chat has begun: a second click is not a second /start.
  async start() {
    if (this.isStarting) return;
    this.isStarting = true;
    if (!(await this.chat.start())) this.isStarting = false;
  }

  refresh() {
    this.sendButton.disabled = this.input.value.trim() === "" && this.attachments.isEmpty;
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST)}px`;
  }

  setText(text) {
    this.input.value = text;
    this.refresh();
  }

  async send() {
    const text = this.input.value.trim();
    if (this.isSending || (text === "" && this.attachments.isEmpty)) return;
    this.isSending = this.input.readOnly = true;
    try {
      if (await this.dispatch(text)) this.cleanUp();
    } finally {
      this.isSending = this.input.readOnly = false;
    }
  }

  // What could not be sent stays in the line, so that nothing written is lost.
  dispatch(text) {
    const { line } = this.chat;
    if (this.editing) return this.chat.deliver(() => line.edit(this.editing.message_id, text));
    if (this.attachments.isEmpty) return this.chat.say(text);
    return this.sendFiles(text);
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
    this.markEditing(null);
    this.setText("");
    this.attachments.remove();
  }

  edit(message) {
    this.markEditing(message);
    this.setText(textOf(message));
    this.input.focus();
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
  }

  markEditing(message) {
    this.editing = message;
    this.editBar.hidden = !message;
    this.writing.classList.toggle("editing", Boolean(message));
  }

  stopEditing() {
    this.cleanUp();
    this.input.focus();
  }

  openCommands() {
    const item = ({ command, description }) =>
      ({ label: description, hint: `/${command}`, act: () => this.chat.say(`/${command}`) });
    openMenu(this.commandsButton, t("commands"), this.commands.map(item));
  }
}
