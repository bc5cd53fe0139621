// Modal dialogs: the browser's own <dialog> keeps the focus inside, closes on Esc and gives the focus back.

import { el, icon, iconButton } from "./dom.js";
import { t } from "./strings.js";

let count = 0;

function open(dialog) {
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
  });
}

function field({ name, label, options, ...attributes }) {
  const input = options
    ? el("select", { name }, options.map(([value, text, selected]) => el("option", { value, selected }, text)))
    : el("input", { name, autocomplete: "off", ...attributes });
  return el("label", { class: "field" }, el("span", {}, label), input);
}

/** Ask for `fields`; the values by name, or null when the reader thinks better of it. */
export async function ask({ title, body, fields = [], yes, no = t("cancel") }) {
  const heading = `dialog-${++count}`;
  const form = el("form", { method: "dialog" },
    el("h2", { id: heading }, title),
    body ? el("p", {}, body) : null,
    fields.map(field),
    el("div", { class: "dialog-buttons" },
      no ? el("button", { class: "button quiet", value: "", formnovalidate: true, type: "submit" }, no) : null,
      el("button", { class: "button", value: "yes", type: "submit" }, yes)));
  // Enter in a field means "yes", not the form's first button.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector('[value="yes"]'));
  });
  const dialog = el("dialog", { class: "dialog", "aria-labelledby": heading }, form);
  const answer = await open(dialog);
  return answer === "yes" ? Object.fromEntries(new FormData(form)) : null;
}

/** Say something that needs an OK. */
export const tell = (title, body) => ask({ title, body, yes: t("ok"), no: null });

/** Show a photo large, with its download. */
export function showPhoto(url, caption) {
  const name = `${t("photo")}.jpg`;
  const dialog = el("dialog", { class: "photo-dialog", "aria-label": caption },
    el("div", { class: "photo-tools" },
      el("a", { class: "icon-button", href: url, download: name, "aria-label": t("download", { name }) },
        icon("download")),
      iconButton("close", t("close"), { onclick: () => dialog.close() })),
    el("img", { src: url, alt: caption }));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  return open(dialog);
}
