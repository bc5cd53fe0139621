// One message (or one album of photos) as a bubble. `chat` is the phone it is shown on.

import { showPhoto } from "./dialog.js";
import { deepLink, el, fullName, icon, iconButton, richText } from "./dom.js";
import { clockOf, t } from "./strings.js";

const KB = 1024;

function sizeOf(bytes) {
  if (!bytes) return null;
  return bytes < KB * KB ? `${Math.ceil(bytes / KB)} KB` : `${(bytes / KB / KB).toFixed(1)} MB`;
}

function photo(file, message) {
  const size = message.photo?.at(-1);
  return el("button", { type: "button", class: "photo", "aria-label": t("photo_open"),
    onclick: () => showPhoto(file.url, message.caption || t("photo")) },
    el("img", { src: file.url, alt: "", width: size?.width, height: size?.height }));
}

function documentChip(file, message) {
  const name = file.name || t("file");
  return el("a", { class: "file", href: file.url, download: name, "aria-label": t("download", { name }) },
    el("span", { class: "file-icon" }, icon("file")),
    el("span", { class: "file-name" }, name, el("small", {}, sizeOf(message.document?.file_size) ?? "")),
    icon("download"));
}

const KINDS = {
  photo,
  document: documentChip,
  voice: (file) => el("audio", { controls: true, preload: "metadata", src: file.url, "aria-label": file.name }),
  video: (file) => el("video", { controls: true, preload: "metadata", src: file.url, "aria-label": file.name }),
  sticker: (file, message) =>
    el("img", { class: "sticker", src: file.url, alt: message.sticker?.emoji ?? t("sticker") }),
};

function media(messages) {
  const shown = messages.flatMap((message) =>
    (message.files ?? []).map((file) => (KINDS[file.kind] ?? documentChip)(file, message)));
  const grid = shown.length > 1 ? "media album" : "media";
  return shown.length ? el("div", { class: grid }, shown) : null;
}

function card(name, title, detail) {
  return el("div", { class: "file" }, el("span", { class: "file-icon" }, icon(name)),
    el("span", { class: "file-name" }, title, el("small", {}, detail)));
}

function sharedCard({ contact, location }) {
  if (contact) return card("phone", fullName(contact), contact.phone_number);
  if (location) return card("place", t("place"), `${location.latitude}, ${location.longitude}`);
  return null;
}

function words(message, chat) {
  if (!message.html) return null;
  const text = el("div", { class: "words", lang: chat.person.language_code }, richText(message.html));
  if (chat.app.isPlain) return text;
  text.addEventListener("click", (event) => openDeepLink(event, chat));
  if (message.side === "bot") makeCommandsWork(text, chat);
  return text;
}

function makeCommandsWork(text, chat) {
  for (const command of text.querySelectorAll(".bot-command")) {
    const act = () => chat.say(command.textContent);
    command.replaceWith(el("button", { type: "button", class: "command", onclick: act }, command.textContent));
  }
}

function openDeepLink(event, chat) {
  const payload = deepLink(event.target.closest("a")?.href, chat.bot);
  if (payload === null) return;
  event.preventDefault();
  chat.start(payload);
}

function inlineButton(button, message, chat) {
  if (button.url) {
    const link = el("a", { class: "inline", href: button.url, target: "_blank", rel: "noopener noreferrer" }, button.text);
    link.addEventListener("click", (event) => openDeepLink(event, chat));
    return link;
  }
  const node = el("button", { type: "button", class: "inline" }, button.text);
  node.addEventListener("click", () => chat.press(node, message.message_id, button.callback_data));
  return node;
}

function inlineRows(message, chat) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  const shown = rows.map((row) =>
    el("div", { class: "inline-row" }, row.map((button) => inlineButton(button, message, chat))));
  return shown.length ? el("div", { class: "inline-rows", lang: chat.person.language_code }, shown) : null;
}

// Of these Zalo tells a bot only that there was something.
const NOT_HANDED_OVER = ["document", "video", "location"];

function note(message, chat) {
  const isKept = chat.app.isPlain && NOT_HANDED_OVER.some((kind) => kind in message);
  return isKept ? el("p", { class: "note" }, t("not_handed_over")) : null;
}

export const textOf = (message) => message.text ?? message.caption ?? "";
export const mayEdit = (message) => message.side === "person" && textOf(message) !== "";

function editButton(message, chat) {
  if (chat.app.isPlain || !mayEdit(message)) return null;
  const label = t("edit", { text: textOf(message).slice(0, 40) });
  return iconButton("edit", label, { class: "edit", onclick: () => chat.edit(message) });
}

/** The bubble of `messages`: one, or the photos of one album. */
export function bubble(messages, chat) {
  const captioned = messages.find((message) => message.html) ?? messages[0];
  const last = messages.at(-1);
  const sender = last.side === "bot" ? chat.bot.first_name : t("you");
  const edited = messages.some((message) => message.edited) ? `${t("edited")} ` : null;
  const stamp = new Date(last.date * 1000).toISOString();
  return el("article", { class: `message ${last.side}` },
    editButton(captioned, chat),
    el("div", { class: "stack" },
      el("div", { class: "bubble" },
        el("span", { class: "unseen" }, t("sender", { name: sender })),
        media(messages), sharedCard(last), words(captioned, chat),
        el("div", { class: "stamp" }, edited, el("time", { datetime: stamp }, clockOf(last.date)))),
      note(last, chat), inlineRows(last, chat)));
}
