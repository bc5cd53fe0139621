// A small menu at a button. The browser's popover closes it on Esc and on a click elsewhere.

import { el } from "./dom.js";

const GAP = 8;

function place(menu, button) {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const above = at.top > innerHeight / 2;
  menu.style.left = `${Math.max(GAP, Math.min(at.left, innerWidth - width - GAP))}px`;
  menu.style.top = `${above ? Math.max(GAP, at.top - height - GAP) : at.bottom + GAP}px`;
}

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

function walk(menu, event) {
  const items = [...menu.children];
  const here = items.indexOf(document.activeElement);
  if (event.key === "Tab") menu.hidePopover();
  if (event.key === "Home") items[0].focus();
  if (event.key === "End") items.at(-1).focus();
  if (event.key in STEPS) items.at((here + STEPS[event.key]) % items.length).focus();
  if (event.key in STEPS || event.key === "Home" || event.key === "End") event.preventDefault();
}

/** Open a menu of {label, hint?, act} at `button`. */
export function openMenu(button, label, items) {
  const choose = (act) => () => {
    menu.hidePopover();
    act();
  };
  const menu = el("div", { class: "menu", role: "menu", popover: "auto", "aria-label": label },
    items.map(({ label: text, hint, act }) =>
      el("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: choose(act) },
        el("span", {}, text), hint ? el("small", {}, hint) : null)));
  menu.addEventListener("keydown", (event) => walk(menu, event));
  menu.addEventListener("toggle", ({ newState }) => {
    button.setAttribute("aria-expanded", String(newState === "open"));
    if (newState === "closed") menu.remove();
  });
  button.focus();
  document.body.append(menu);
  menu.showPopover();
  place(menu, button);
  menu.firstChild?.focus();
}
