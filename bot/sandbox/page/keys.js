// The reply keyboard: the bot's suggested answers, where the phone's keyboard would be.

import { ask } from "./dialog.js";
import { el, iconButton } from "./dom.js";
import { t } from "./strings.js";

const DEMO_NUMBER = "+84 900 000 000";
const DEMO_PLACE = [21.3227, 105.4019];

export class Keys {
  constructor(chat) {
    this.chat = chat;
    this.shown = "null";
    this.panel = el("div", { class: "keys", role: "group", "aria-label": t("keys"), hidden: true });
    this.toggle = iconButton("keys", t("keys"),
      { hidden: true, "aria-expanded": "false", onclick: () => this.open(this.panel.hidden) });
  }

  /** Show `markup` (a ReplyKeyboardMarkup) or nothing; the same one again stays as the reader left it. */
  take(markup) {
    const now = JSON.stringify(markup);
    if (now === this.shown) return;
    this.shown = now;
    this.markup = markup;
    const rows = markup?.keyboard ?? [];
    this.panel.replaceChildren(...rows.map((row) => el("div", { class: "key-row" }, row.map((key) => this.key(key)))));
    this.toggle.hidden = rows.length === 0;
    this.open(rows.length > 0);
  }

  open(isOpen) {
    this.panel.hidden = !isOpen;
    this.toggle.setAttribute("aria-expanded", String(isOpen));
  }

  key(key) {
    return el("button", { type: "button", class: "key", lang: this.chat.person.language_code,
      onclick: () => this.press(key) }, key.text);
  }

  answer({ text, request_contact, request_location }) {
    const { line } = this.chat;
    if (request_contact) return this.shareContact();
    if (request_location) return this.chat.deliver(() => line.location(...DEMO_PLACE));
    return this.chat.say(text);
  }

  async press(key) {
    await this.answer(key);
    if (this.markup?.one_time_keyboard) this.open(false);
  }

  async shareContact() {
    const { bot, line } = this.chat;
    const fields = [{ name: "phone", label: t("phone_number"), type: "tel", value: DEMO_NUMBER, required: true,
      pattern: "[+0-9 .()\\-]{6,20}" }];
    const answer = await ask({ title: t("contact_send"), body: t("contact_ask", { bot: bot.first_name }), fields,
      yes: t("contact_send") });
    if (answer) await this.chat.deliver(() => line.contact(answer.phone.replace(/[^+\d]/g, "")));
  }
}
