// The list of messages: keeps them in order, redraws only what changed, and stays at the newest unless the reader left it.

import { bubble } from "./bubble.js";
import { el, icon } from "./dom.js";
import { dayOf, t } from "./strings.js";

const NEAR = 48;
const groupOf = (message) => (message.media_group_id ? `${message.side}${message.media_group_id}` : message.message_id);

export class Log {
  constructor(chat) {
    this.chat = chat;
    this.messages = new Map();
    this.entries = new Map();
    this.sticks = true;
    this.lastTop = 0;
    this.list = el("div", { class: "list" });
    this.scroller = el("div", { class: "log", role: "log", "aria-live": "off", tabindex: "0",
      "aria-label": t("messages", { bot: chat.bot.first_name }) }, this.list);
    this.chip = el("button", { type: "button", class: "news", hidden: true, onclick: () => this.toNewest() },
      t("news"), icon("down"));
    this.element = el("div", { class: "log-frame" }, this.scroller, this.chip);
    this.scroller.addEventListener("scroll", () => this.noticeScroll());
    // Pictures that load and keyboards that open move the end: follow it.
    const sizes = new ResizeObserver(() => this.sticks && this.toNewest());
    sizes.observe(this.scroller);
    sizes.observe(this.list);
  }

  get isEmpty() {
    return this.messages.size === 0;
  }

  /** The person's newest message that passes `test`, if any. */
  lastWhere(test) {
    return [...this.messages.values()].filter(test).at(-1);
  }

  /** Take messages in: new, changed or deleted; `whole` means that what is not among them is gone. */
  take(messages, whole) {
    if (whole) this.messages.clear();
    for (const message of messages) {
      if (message.deleted) this.messages.delete(message.message_id);
      else this.messages.set(message.message_id, message);
    }
    this.messages = new Map([...this.messages].sort(([one], [other]) => one - other));
    const isNew = this.draw();
    if (messages.some((message) => message.side === "person" && !message.edited)) this.sticks = true;
    if (this.sticks) this.toNewest();
    else if (isNew) this.chip.hidden = false;
  }

  /** Only what comes later is news: a conversation found again is not read aloud. */
  announceFromNow() {
    this.scroller.setAttribute("aria-live", "polite");
  }

  draw() {
    const groups = Map.groupBy(this.messages.values(), groupOf);
    for (const [key, entry] of this.entries) {
      if (!groups.has(key)) this.drop(key, entry);
    }
    const before = this.entries.size;
    let day = null;
    for (const [key, messages] of groups) {
      const today = dayOf(messages[0].date);
      this.drawGroup(key, messages, today === day ? null : today);
      day = today;
    }
    return this.entries.size > before;
  }

  drawGroup(key, messages, day) {
    const signature = JSON.stringify([messages, day]);
    const old = this.entries.get(key);
    if (old?.signature === signature) return;
    const separator = day ? el("p", { class: "day" }, el("span", {}, day)) : null;
    const node = el("div", { class: old ? "entry" : "entry fresh" }, separator, bubble(messages, this.chat));
    this.entries.set(key, { signature, node });
    if (old) this.replace(old.node, node);
    else this.list.append(node);
  }

  replace(old, node) {
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(node);
    if (hadFocus) (node.querySelector("button.inline") ?? this.scroller).focus({ preventScroll: true });
  }

  drop(key, entry) {
    if (entry.node.contains(document.activeElement)) this.scroller.focus({ preventScroll: true });
    entry.node.remove();
    this.entries.delete(key);
  }

  noticeScroll() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    // Growing content also moves the end away; only going up is leaving it.
    if (scrollHeight - scrollTop - clientHeight < NEAR) this.sticks = true;
    else if (scrollTop < this.lastTop) this.sticks = false;
    this.lastTop = scrollTop;
    if (this.sticks) this.chip.hidden = true;
  }

  toNewest() {
    this.sticks = true;
    this.chip.hidden = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }
}
