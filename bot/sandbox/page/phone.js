// One person's phone: follows their chat with the bot and sends what they do.

import { line, Refused } from "./api.js";
import { tell } from "./dialog.js";
import { appMark, avatar, el, fullName, iconButton, phoneName, tint } from "./dom.js";
import { Log } from "./log.js";
import { openMenu } from "./menu.js";
import { t } from "./strings.js";
import { TELEGRAM } from "./telegram.js";
import { ZALO } from "./zalo.js";

// What the two apps differ in; `isPlain` is without buttons, commands, links that start, editing.
const APPS = { telegram: TELEGRAM, zalo: ZALO };
const PATIENCE_S = 20;
const BREATH_MS = 1000;
const LONGEST_PAUSE_MS = 8000;
const TOAST_MS = 5000;
const ANSWER_MS = 15000;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class Phone {
  /** `hooks`: mayWait() says if a long poll may be held, onNews(count) hears of the bot's new messages,
   *  askLink(phone) opens an invitation link. */
  constructor(person, bot, hooks) {
    Object.assign(this, { person, bot, hooks, line: line(person.id), rev: 0, isLoaded: false, pressed: new Set() });
    this.app = APPS[person.channel];
    this.element = el("section", { class: `phone ${person.channel} tint-${tint(person)}`, id: `phone-${person.id}`,
      "aria-label": t("phone_of", { name: phoneName(person) }) });
    this.log = new Log(this);
    this.composer = new this.app.Composer(this);
    this.build();
  }

  build() {
    const { person, bot } = this;
    const owner = el("p", { class: "owner" }, avatar(person), el("strong", {}, fullName(person)),
      person.username ? el("small", {}, `@${person.username}`) : null, appMark(person));
    this.status = el("span", { class: "status", role: "status" });
    this.menuButton = iconButton("dots", t("phone_menu"), { "aria-haspopup": "menu", onclick: () => this.openMenu() });
    const head = el("header", { class: "head" }, el("img", { src: "/static/flower.svg", alt: "", width: "40", height: "40" }),
      el("div", { class: "head-names" }, el("h2", {}, bot.first_name), this.status), this.menuButton);
    this.emptyNote = el("div", { class: "empty", hidden: true },
      el("img", { src: "/static/flower.svg", alt: "", width: "96", height: "96" }),
      bot.description ? el("p", {}, bot.description) : null, el("p", {}, t(this.app.empty, { bot: bot.first_name })));
    this.toasts = el("div", { class: "toasts", role: "status" });
    const frame = el("div", { class: "frame" }, head, this.log.element, this.toasts, this.composer.element);
    this.log.element.append(this.emptyNote);
    this.element.append(owner, frame);
    this.showStatus();
  }

  // ── following ────────────────────────────────────────────────────────────

  async follow() {
    let pause = BREATH_MS;
    while (!this.isGone) {
      try {
        await this.hear();
        pause = BREATH_MS;
      } catch (error) {
        if (error instanceof Refused && error.status === 404) return;
        this.lose();
        await sleep(pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      }
    }
  }

  async hear() {
    const mayWait = this.isLoaded && this.hooks.mayWait();
    const news = await this.line.news(this.rev, mayWait ? PATIENCE_S : 0);
    this.take(news);
    if (!this.hooks.mayWait()) await sleep(BREATH_MS);
  }

  // After a break everything is asked for again: the server may have begun anew.
  lose() {
    Object.assign(this, { rev: 0, isLoaded: false, isLost: true });
    this.showStatus();
  }

  take({ rev, messages, toasts, answered, typing, keyboard, commands }) {
    const isWhole = !this.isLoaded;
    this.log.take(messages, isWhole);
    Object.assign(this, { rev, isLoaded: true, isLost: false, isTyping: typing, keyboard, commands });
    const ofBot = messages.filter(({ side }) => side === "bot");
    const heard = ofBot.filter(({ edited, deleted }) => !edited && !deleted).length;
    if (ofBot.length > 0 || answered.length > 0) this.settlePresses();
    // What was answered before the page was opened, or before a break, is no news.
    if (!isWhole) toasts.forEach((toast) => this.showAnswer(toast));
    this.show();
    if (isWhole) this.log.announceFromNow();
    else if (heard > 0) this.hooks.onNews(heard);
  }

  show() {
    const { isEmpty } = this.log;
    this.emptyNote.hidden = !isEmpty;
    this.composer.take({ isEmpty, isBlocked: this.person.blocked, keyboard: this.keyboard ?? null,
      commands: this.commands ?? [] });
    this.showStatus();
  }

  showStatus() {
    const status = this.isLost ? "lost" : this.isTyping ? "typing" : "bot";
    const text = status === "bot" ? this.quietStatus() : t(status);
    if (this.status.textContent === text) return;
    this.status.textContent = text;
    this.status.dataset.status = status;
  }

  quietStatus() {
    const { blocked, refuse } = this.person;
    if (blocked) return t("blocked", { bot: this.bot.first_name });
    return t(refuse ? `refused_${refuse}` : this.app.bot);
  }

  showAnswer({ text, alert }) {
    if (!text) return;
    if (alert) tell(this.bot.first_name, text);
    else this.toast(text);
  }

  toast(text) {
    const toast = el("p", { class: "toast" }, text);
    this.toasts.append(toast);
    setTimeout(() => toast.remove(), TOAST_MS);
  }

  // ── acting ───────────────────────────────────────────────────────────────

  /** Do `act`; whether the server took it. A refusal is shown. */
  async deliver(act) {
    try {
      await act();
      return true;
    } catch (error) {
      this.toast(t("failed", { reason: error.message }));
      return false;
    }
  }

  say = (text) => this.deliver(() => this.line.text(text));
  start = (payload) => this.deliver(() => this.line.start(payload));
  edit = (message) => this.composer.edit(message);

  /** Press an inline button: it stays busy, and deaf, until the bot has answered. */
  async press(button, messageId, data) {
    if (this.pressed.has(button)) return;
    this.pressed.add(button);
    button.setAttribute("aria-busy", "true");
    button.setAttribute("aria-description", t("waiting"));
    if (!(await this.deliver(() => this.line.press(messageId, data)))) this.settlePress(button);
    else setTimeout(() => this.settlePress(button), ANSWER_MS);
  }

  settlePress(button) {
    this.pressed.delete(button);
    button.removeAttribute("aria-busy");
    button.removeAttribute("aria-description");
  }

  settlePresses() {
    for (const button of this.pressed) this.settlePress(button);
  }

  /** Take in what the server knows about the person now. */
  know({ blocked, refuse }) {
    if (blocked === this.person.blocked && refuse === this.person.refuse) return;
    Object.assign(this.person, { blocked, refuse });
    this.show();
  }

  async setBlocked(blocked) {
    if (!(await this.deliver(blocked ? this.line.block : this.line.unblock))) return;
    this.know({ ...this.person, blocked });
    this.composer.focus();
  }

  /** Let Zalo refuse what the bot sends ("quota", "window"), or nothing (""). */
  async setRefuse(refuse) {
    if (await this.deliver(() => this.line.reach(refuse))) this.know({ ...this.person, refuse });
  }

  openMenu() {
    const { blocked } = this.person;
    openMenu(this.menuButton, t("phone_menu"), [
      ...this.app.menu(this),
      { label: t(blocked ? "unblock" : "block", { bot: this.bot.first_name }), act: () => this.setBlocked(!blocked) },
    ]);
  }
}
