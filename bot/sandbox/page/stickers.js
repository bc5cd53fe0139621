// A few stickers: an emoji drawn large is picture enough to try them out.

import { t } from "./strings.js";

const SIZE = 240;
const EMOJI = { flower: "🌷", thanks: "🙏", good: "👍", joy: "😄" };

function drawn(emoji) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  const pen = canvas.getContext("2d");
  Object.assign(pen, { font: `${SIZE * 0.75}px sans-serif`, textAlign: "center", textBaseline: "middle" });
  pen.fillText(emoji, SIZE / 2, SIZE * 0.54);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/webp"));
}

/** The menu's items; `send(file)` gets the one chosen. */
export function stickerItems(send) {
  return Object.entries(EMOJI).map(([name, emoji]) => ({ label: t(`sticker_${name}`), hint: emoji,
    act: async () => send(new File([await drawn(emoji)], `${name}.webp`, { type: "image/webp" })) }));
}
