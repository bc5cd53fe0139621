// Text becomes a page here, and only here: children are nodes or text, never HTML, but for the server's own `html`.

/** Build an element; `on…` attributes are listeners, null and false ones are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** A button that shows only an icon: its label is for screen readers and as a tooltip. */
export function iconButton(name, label, attributes = {}) {
  const classes = `icon-button ${attributes.class ?? ""}`.trim();
  return el("button", { type: "button", "aria-label": label, title: label, ...attributes, class: classes }, icon(name));
}

const SAFE_LINK = /^(https?|mailto|tel|tg):/i;

/** The server's safe HTML as nodes; its links open elsewhere and lead nowhere odd. */
export function richText(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const link of template.content.querySelectorAll("a")) {
    if (!SAFE_LINK.test(link.getAttribute("href") ?? "")) link.removeAttribute("href");
    Object.assign(link, { target: "_blank", rel: "noopener noreferrer" });
  }
  // A block breaks the line by itself: the break beside it would be a second one.
  for (const block of template.content.querySelectorAll("blockquote, pre")) {
    for (const beside of [block.previousSibling, block.nextSibling]) if (beside?.nodeName === "BR") beside.remove();
  }
  return template.content;
}

export function fullName(person) {
  return [person.first_name, person.last_name].filter(Boolean).join(" ");
}

/** Whose phone it is; somebody may have one with Telegram and one with Zalo. */
export function phoneName(person) {
  return person.channel === "zalo" ? `${fullName(person)} (Zalo)` : fullName(person);
}

/** The app's name as a small mark; only Zalo is marked, as the exception. */
export function appMark({ channel }) {
  return channel === "zalo" ? el("span", { class: "app-mark" }, "Zalo") : null;
}

/** The number of the colour that is always theirs. */
export const tint = ({ id }) => Number.parseInt(id.at(-1), 16) % 6;

/** A round with the person's initial. A Vietnamese given name comes last. */
export function avatar(person) {
  const given = person.first_name.replace(/\(.*?\)/g, "").trim().split(/\s+/).at(-1);
  const letter = [...given][0] ?? "?";
  return el("span", { class: `avatar tint-${tint(person)}`, "aria-hidden": "true" }, letter.toLocaleUpperCase("vi"));
}

/** The payload of a deep link (https://t.me/<bot>?start=…) to this bot, or null. */
export function deepLink(href, bot) {
  const url = URL.canParse(href ?? "") ? new URL(href) : null;
  if (!url || !["t.me", "telegram.me"].includes(url.hostname)) return null;
  if (url.pathname.slice(1).toLowerCase() !== bot.username.toLowerCase()) return null;
  return url.searchParams.get("start");
}
