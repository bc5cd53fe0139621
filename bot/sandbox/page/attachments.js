// What will be sent with the next message: chosen, pasted or dropped files, shown in a tray above the composer.

import { el, icon, iconButton } from "./dom.js";
import { t } from "./strings.js";

export const MOST = 10;

const isPhoto = (file) => /^image\/(jpeg|png|webp)$/.test(file.type);

function kindOf(file, wanted) {
  if (wanted !== "photo") return wanted;
  if (isPhoto(file)) return "photo";
  return file.type.startsWith("video/") ? "video" : "document";
}

export class Attachments {
  /** `accept` tells what may be picked by kind; `onchange` is called when the tray fills or empties, `complain` with
   *  a sentence. */
  constructor({ accept, onchange, complain }) {
    Object.assign(this, { accept, onchange, complain, items: [], wanted: "photo" });
    this.tray = el("ul", { class: "tray", hidden: true });
    this.input = el("input", { type: "file", multiple: true, hidden: true, tabindex: "-1" });
    this.input.addEventListener("change", () => this.add(this.input.files, this.wanted));
  }

  get isEmpty() {
    return this.items.length === 0;
  }

  pick(kind) {
    this.wanted = kind;
    this.input.accept = this.accept[kind];
    this.input.value = "";
    this.input.click();
  }

  add(files, wanted) {
    const room = MOST - this.items.length;
    if (files.length > room) this.complain(t("too_many", { count: MOST }));
    for (const file of [...files].slice(0, room)) this.items.push(this.item(file, kindOf(file, wanted)));
    this.show();
  }

  item(file, kind) {
    const preview = kind === "photo" ? URL.createObjectURL(file) : null;
    return { file, kind, preview };
  }

  /** Take `files` (all of them, when not given) out of the tray. */
  remove(files = this.items.map(({ file }) => file)) {
    for (const { file, preview } of this.items) {
      if (preview && files.includes(file)) URL.revokeObjectURL(preview);
    }
    this.items = this.items.filter(({ file }) => !files.includes(file));
    this.show();
  }

  show() {
    this.tray.replaceChildren(...this.items.map((item) => this.chip(item)));
    this.tray.hidden = this.isEmpty;
    this.onchange();
  }

  chip(item) {
    const { name } = item.file;
    return el("li", { class: item.preview ? "thumb" : "thumb named" },
      item.preview ? el("img", { src: item.preview, alt: name }) : [icon("file"), el("span", {}, name)],
      iconButton("close", t("remove", { name }), { class: "remove", onclick: () => this.remove([item.file]) }));
  }

  /** The files by kind, in the order chosen: photos (and other files of one kind) travel together as an album. */
  batches() {
    return [...Map.groupBy(this.items, ({ kind }) => kind)].map(([kind, items]) => [kind, items.map(({ file }) => file)]);
  }
}
