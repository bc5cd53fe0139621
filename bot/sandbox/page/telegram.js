// What a phone with Telegram has of its own: Start, the command menu, the reply keyboard, editing one's messages.

import { Attachments } from "./attachments.js";
import { mayEdit, textOf } from "./bubble.js";
import { Composer } from "./composer.js";
import { el, iconButton } from "./dom.js";
import { Keys } from "./keys.js";
import { openMenu } from "./menu.js";
import { t } from "./strings.js";

const LONGEST = 4096;
const FILES = { photo: "image/jpeg,image/png,image/webp,video/*", document: "", voice: "audio/*" };

class TelegramComposer extends Composer {
  equip() {
    this.editing = null;
    this.keys = new Keys(this.chat);
    this.attachments = new Attachments({ accept: FILES, onchange: () => this.refresh(),
      complain: (text) => this.chat.toast(text) });
    this.commandsButton = iconButton("commands", t("commands"),
      { hidden: true, "aria-haspopup": "menu", onclick: () => this.openCommands() });
    this.attachButton = iconButton("attach", t("attach"), { "aria-haspopup": "menu", onclick: () => this.openFiles() });
    const before = [this.commandsButton, this.attachButton];
    return { before, after: this.keys.toggle, longest: LONGEST, hint: t("write") };
  }

  build(parts) {
    super.build(parts);
    this.editBar = el("div", { class: "edit-bar", hidden: true }, el("span", {}, t("editing")),
      iconButton("close", t("cancel_edit"), { onclick: () => this.stopEditing() }));
    this.startButton = el("button", { type: "button", class: "big", hidden: true, onclick: () => this.start() }, t("start"));
    this.writing.prepend(this.editBar);
    this.writing.append(this.keys.panel);
    this.element.prepend(this.startButton);
  }

  onKey(event) {
    super.onKey(event);
    if (event.isComposing) return;
    if (event.key === "Escape" && this.editing) this.stopEditing();
    else if (event.key === "ArrowUp" && this.input.value === "" && !this.editing) this.editLast(event);
  }

  /** Show what fits the moment: Start, unblock, or the writing line. */
  show({ isEmpty, isBlocked, keyboard, commands }) {
    super.show({ isBlocked });
    this.commands = commands;
    if (!isEmpty) this.isStarting = false;
    this.commandsButton.hidden = commands.length === 0;
    this.keys.take(keyboard);
    this.input.placeholder = keyboard?.input_field_placeholder || t("write");
    this.startButton.hidden = isBlocked || !isEmpty;
    this.writing.hidden = isBlocked || isEmpty;
  }

  // Deaf until the chat has begun: a second click is not a second /start.
  async start() {
    if (this.isStarting) return;
    this.isStarting = true;
    if (!(await this.chat.start())) this.isStarting = false;
  }

  dispatch(text) {
    if (!this.editing) return super.dispatch(text);
    return this.chat.deliver(() => this.chat.line.edit(this.editing.message_id, text));
  }

  cleanUp() {
    this.markEditing(null);
    super.cleanUp();
  }

  edit(message) {
    this.markEditing(message);
    this.setText(textOf(message));
    this.input.focus();
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
  }

  editLast(event) {
    const last = this.chat.log.lastWhere(mayEdit);
    if (!last) return;
    event.preventDefault();
    this.edit(last);
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

  openFiles() {
    const item = (kind) => ({ label: t(`attach_${kind}`), act: () => this.attachments.pick(kind) });
    openMenu(this.attachButton, t("attach"), Object.keys(FILES).map(item));
  }

  openCommands() {
    const item = ({ command, description }) =>
      ({ label: description, hint: `/${command}`, act: () => this.chat.say(`/${command}`) });
    openMenu(this.commandsButton, t("commands"), this.commands.map(item));
  }
}

export const TELEGRAM = {
  Composer: TelegramComposer,
  isPlain: false,
  empty: "empty",
  bot: "bot",
  menu: (phone) => [{ label: t("link_open"), act: () => phone.hooks.askLink(phone) }],
};
