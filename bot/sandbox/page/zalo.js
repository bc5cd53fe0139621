// What a phone with Zalo has of its own: stickers, voice, photos. No buttons, no commands, no Start, no editing:
// one answers a numbered menu by typing, as on a real phone.

import { Attachments } from "./attachments.js";
import { Composer } from "./composer.js";
import { iconButton } from "./dom.js";
import { openMenu } from "./menu.js";
import { Recorder } from "./recorder.js";
import { stickerItems } from "./stickers.js";
import { t } from "./strings.js";

const FILES = { photo: "image/jpeg,image/png,image/webp", voice: "audio/*", document: "" };
const PLACE = [21.3227, 105.4019];

class ZaloComposer extends Composer {
  equip() {
    const complain = (text) => this.chat.toast(text);
    this.attachments = new Attachments({ accept: FILES, onchange: () => this.onFiles(), complain });
    this.recorder = new Recorder({ complain, onchange: (isRecording) => (this.form.hidden = isRecording),
      send: (file) => this.sendFile("voice", file) });
    const menu = { "aria-haspopup": "menu" };
    this.stickerButton = iconButton("smile", t("stickers"), { ...menu, onclick: () => this.openStickers() });
    this.moreButton = iconButton("more", t("attach"), { ...menu, class: "extra", onclick: () => this.openMore() });
    const photoButton = iconButton("photo", t("attach_photo_only"), { onclick: () => this.attachments.pick("photo") });
    const after = [this.moreButton, this.recorder.button, photoButton];
    // However long: like the app, the sandbox cuts it into several messages.
    return { before: this.stickerButton, after, hint: t("write_zalo") };
  }

  build(parts) {
    super.build(parts);
    this.writing.append(this.recorder.bar);
  }

  // The buttons beside the line give way to "send": the focus would be lost with them.
  onFiles() {
    this.refresh();
    if (!this.attachments.isEmpty) this.input.focus();
  }

  sendFile(kind, file) {
    return this.chat.deliver(() => this.chat.line.files(kind, [file], ""));
  }

  openStickers() {
    openMenu(this.stickerButton, t("stickers"), stickerItems((file) => this.sendFile("sticker", file)));
  }

  openMore() {
    const pick = (kind) => ({ label: t(`attach_${kind}`), act: () => this.attachments.pick(kind) });
    openMenu(this.moreButton, t("attach"), [
      pick("voice"), pick("document"),
      { label: t("place"), act: () => this.chat.deliver(() => this.chat.line.location(...PLACE)) },
    ]);
  }
}

const refusing = (phone, refuse) => ({ label: t(`refuse_${refuse || "nothing"}`), act: () => phone.setRefuse(refuse) });

export const ZALO = {
  Composer: ZaloComposer,
  isPlain: true,
  empty: "empty_zalo",
  bot: "bot_zalo",
  menu: (phone) => (phone.person.refuse ? [""] : ["quota", "window"]).map((refuse) => refusing(phone, refuse)),
};
