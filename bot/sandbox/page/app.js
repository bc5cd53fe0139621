// The page: whose phones there are, which one is in hand on a small screen, the demo's clock, deep links.

import { addPerson, state } from "./api.js";
import { listenToClock, showClock } from "./clock.js";
import { ask } from "./dialog.js";
import { appMark, avatar, deepLink, el, fullName, icon, phoneName } from "./dom.js";
import { attempt, isSaid, say } from "./notice.js";
import { Phone } from "./phone.js";
import { LANGUAGE, switchLanguage, t } from "./strings.js";

// A browser opens six connections to a host; each long poll holds one.
const MOST_LONG_POLLS = 4;
const REFRESH_MS = 5000;
const WIDE = matchMedia("(min-width: 720px)");
const IN_HAND = "hoadep.in-hand";
const APP_NAMES = { telegram: "Telegram", zalo: "Zalo" };
const PAYLOAD = /^[\w-]{1,64}$/;

const $ = (id) => document.getElementById(id);
const phones = new Map();
const tabs = new Map();
let bots = null;
let inHand = sessionStorage.getItem(IN_HAND);

// ── people ─────────────────────────────────────────────────────────────────

function addPhone(person) {
  const phone = new Phone(person, bots[person.channel], {
    mayWait: () => phones.size <= MOST_LONG_POLLS && !document.hidden,
    onNews: (count) => noteNews(person.id, count),
    askLink: (one) => askLink(one.person.id),
  });
  phones.set(person.id, phone);
  tabs.set(person.id, { button: addTab(person), unread: 0 });
  $("phones").append(phone.element);
  phone.follow();
}

function addTab(person) {
  const button = el("button", { type: "button", class: "tab", onclick: () => takeInHand(person.id) },
    avatar(person), el("span", { class: "tab-name" }, fullName(person)), appMark(person),
    el("span", { class: "badge", hidden: true }));
  $("people").append(button);
  return button;
}

function removePhone(id) {
  phones.get(id).isGone = true;
  phones.get(id).element.remove();
  tabs.get(id).button.remove();
  phones.delete(id);
  tabs.delete(id);
}

function takeInHand(id) {
  inHand = id;
  sessionStorage.setItem(IN_HAND, id);
  for (const [other, phone] of phones) {
    phone.element.classList.toggle("in-hand", other === id);
    tabs.get(other).button.setAttribute("aria-pressed", String(other === id));
  }
  showUnread(id, 0);
  tabs.get(id).button.scrollIntoView({ block: "nearest", inline: "nearest" });
}

const isHeld = (id) => tabs.get(id)?.button.getAttribute("aria-pressed") === "true";

function noteNews(id, count) {
  if (id !== inHand && !WIDE.matches) showUnread(id, tabs.get(id).unread + count);
}

function showUnread(id, unread) {
  const tab = tabs.get(id);
  const badge = tab.button.querySelector(".badge");
  tab.unread = unread;
  badge.hidden = unread === 0;
  badge.textContent = unread;
  const name = phoneName(phones.get(id).person);
  tab.button.setAttribute("aria-label", unread ? t("unread", { name, count: unread }) : name);
}

function meet(people) {
  const known = new Set(people.map(({ id }) => id));
  for (const id of [...phones.keys()].filter((one) => !known.has(one))) removePhone(id);
  for (const person of people.filter(({ id }) => !phones.has(id))) addPhone(person);
  for (const person of people) phones.get(person.id).know(person);
  const [first] = phones.keys();
  if (first !== undefined && !isHeld(inHand)) takeInHand(phones.has(inHand) ? inHand : first);
}

async function askPerson() {
  const answer = await ask({ title: t("add_person"), yes: t("add_person"), fields: [
    { name: "first_name", label: t("full_name"), required: true, maxlength: "64", pattern: ".*\\S.*" },
    { name: "channel", label: t("app"), options: Object.keys(bots).map((app) => [app, APP_NAMES[app]]) },
    { name: "language_code", label: t("language"), options: [["vi", "Tiếng Việt", true], ["en", "English"]] },
  ] });
  if (!answer) return;
  const person = await attempt(() => addPerson({ ...answer, first_name: answer.first_name.trim() }));
  if (!person) return;
  if (!phones.has(person.id)) addPhone(person);
  takeInHand(person.id);
  phones.get(person.id).element.scrollIntoView({ inline: "nearest", block: "nearest" });
  phones.get(person.id).composer.focus();
}

// ── deep links ─────────────────────────────────────────────────────────────

async function askLink(id, link = "") {
  // Only Telegram has links that begin a chat; on Zalo an invitation is a code that people type.
  const people = [...phones.values()].filter(({ app }) => !app.isPlain)
    .map(({ person }) => [person.id, fullName(person), person.id === id]);
  const answer = await ask({ title: t("link_open"), yes: t("open"), fields: [
    { name: "link", label: t("link"), value: link, required: true },
    { name: "who", label: t("link_who"), options: people },
  ] });
  if (!answer) return;
  const payload = deepLink(answer.link.trim(), bots.telegram) ?? answer.link.trim();
  if (!PAYLOAD.test(payload)) return say(t("link_bad"));
  takeInHand(answer.who);
  await phones.get(inHand).start(payload);
}

function openPageLink() {
  const query = new URL(location.href).searchParams;
  if (!query.has("start")) return;
  history.replaceState(null, "", location.pathname);
  askLink(query.get("as") ?? inHand, query.get("start"));
}

// ── the page ───────────────────────────────────────────────────────────────

async function refresh() {
  const news = await state().catch(() => null);
  if (!news) return say(t("offline"), true);
  if (isSaid(t("offline"))) say("");
  showClock(news);
  if (bots) meet(news.people);
  else settleIn(news);
}

function settleIn(news) {
  bots = news.bots;
  $("brand").textContent = document.title = bots.telegram.first_name;
  meet(news.people);
  openPageLink();
}

function dress() {
  document.documentElement.lang = LANGUAGE;
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = t(node.dataset.text);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
  $("language").lang = LANGUAGE === "vi" ? "en" : "vi";
  $("more").append(icon("dots"));
}

function toggleTools(isOpen) {
  $("tools").classList.toggle("open", isOpen);
  $("more").setAttribute("aria-expanded", String(isOpen));
}

function listen() {
  const isOpen = () => $("more").getAttribute("aria-expanded") === "true";
  $("more").addEventListener("click", () => toggleTools(!isOpen()));
  $("add-person").addEventListener("click", () => {
    toggleTools(false);
    askPerson();
  });
  $("language").addEventListener("click", switchLanguage);
  document.addEventListener("keydown", (event) => event.key === "Escape" && isOpen() && toggleTools(false));
}

dress();
listen();
listenToClock();
for (;;) {
  await refresh();
  await new Promise((resolve) => setTimeout(resolve, REFRESH_MS));
}
