// Every sentence of the page itself, in both languages. What the bot says comes from the bot.

export const STRINGS = {
  vi: {
    add_person: "Thêm người",
    attach: "Đính kèm",
    attach_document: "Tệp",
    attach_photo: "Ảnh hoặc video",
    attach_voice: "Tin thoại (tệp âm thanh)",
    block: "Chặn {bot}",
    blocked: "Bạn đã chặn {bot}.",
    bot: "trợ lý tự động",
    cancel: "Hủy",
    cancel_edit: "Thôi sửa",
    clock: "Giờ của bản thử",
    close: "Đóng",
    commands: "Các lệnh",
    contact_ask: "{bot} xin số điện thoại của bạn. Đây là bản thử: hãy dùng một số tưởng tượng.",
    contact_send: "Gửi số điện thoại",
    download: "Tải về {name}",
    edit: "Sửa tin nhắn: {text}",
    edited: "đã sửa",
    editing: "Đang sửa tin nhắn",
    empty: "Chưa có tin nhắn nào. Bấm “Bắt đầu” để trò chuyện với {bot}.",
    failed: "Chưa gửi được: {reason}",
    file: "tệp",
    full_name: "Họ và tên",
    keys: "Bàn phím trả lời",
    language: "Ngôn ngữ",
    link: "Liên kết hoặc mã mời",
    link_bad: "Mã chỉ gồm chữ cái không dấu, chữ số, gạch dưới và gạch ngang, tối đa 64 ký tự.",
    link_open: "Mở liên kết mời",
    link_who: "Ai mở liên kết này?",
    lost: "mất kết nối, đang nối lại…",
    messages: "Tin nhắn với {bot}",
    more: "Giờ, thêm người, ngôn ngữ",
    news: "tin mới",
    next_day: "+1 ngày",
    next_day_long: "+1 ngày: đi tới ngày mai",
    next_hour: "+1 giờ",
    next_hour_long: "+1 giờ: đi tới một giờ nữa",
    offline: "Chưa nối được với máy chủ của bản thử, đang thử lại…",
    ok: "Đã hiểu",
    open: "Mở",
    other_language: "English",
    people: "Chọn điện thoại",
    phone_menu: "Thêm lựa chọn",
    phone_number: "Số điện thoại",
    phone_of: "Điện thoại của {name}",
    phones: "Các điện thoại",
    photo: "Ảnh",
    photo_open: "Xem ảnh lớn",
    place: "Vị trí",
    remove: "Bỏ {name}",
    send: "Gửi",
    sender: "{name}:",
    start: "Bắt đầu",
    sticker: "Nhãn dán",
    to_monday: "Đến thứ Hai 07:30",
    too_many: "Mỗi lần gửi tối đa {count} tệp.",
    typing: "đang nhập…",
    unblock: "Bỏ chặn {bot}",
    unread: "{name}, {count} tin mới",
    waiting: "đang chờ trả lời",
    write: "Nhắn tin…",
    you: "Bạn",
  },
  en: {
    add_person: "Add a person",
    attach: "Attach",
    attach_document: "File",
    attach_photo: "Photo or video",
    attach_voice: "Voice message (audio file)",
    block: "Block {bot}",
    blocked: "You have blocked {bot}.",
    bot: "assistant",
    cancel: "Cancel",
    cancel_edit: "Stop editing",
    clock: "The demo's time",
    close: "Close",
    commands: "Commands",
    contact_ask: "{bot} asks for your phone number. This is a demo: use an imaginary one.",
    contact_send: "Send phone number",
    download: "Download {name}",
    edit: "Edit message: {text}",
    edited: "edited",
    editing: "Editing a message",
    empty: "No messages yet. Press “Start” to talk with {bot}.",
    failed: "Not sent: {reason}",
    file: "file",
    full_name: "Full name",
    keys: "Reply keyboard",
    language: "Language",
    link: "Invitation link or code",
    link_bad: "A code has plain letters, digits, underscores and hyphens only, 64 at most.",
    link_open: "Open an invitation link",
    link_who: "Who opens this link?",
    lost: "connection lost, reconnecting…",
    messages: "Messages with {bot}",
    more: "Time, add a person, language",
    news: "new messages",
    next_day: "+1 day",
    next_day_long: "+1 day: go on to tomorrow",
    next_hour: "+1 h",
    next_hour_long: "+1 h: go on by an hour",
    offline: "The demo's server does not answer yet, trying again…",
    ok: "OK",
    open: "Open",
    other_language: "Tiếng Việt",
    people: "Choose a phone",
    phone_menu: "More options",
    phone_number: "Phone number",
    phone_of: "{name}'s phone",
    phones: "Phones",
    photo: "Photo",
    photo_open: "View the photo large",
    place: "Location",
    remove: "Remove {name}",
    send: "Send",
    sender: "{name}:",
    start: "Start",
    sticker: "Sticker",
    to_monday: "To Monday 07:30",
    too_many: "At most {count} files at a time.",
    typing: "typing…",
    unblock: "Unblock {bot}",
    unread: "{name}, {count} new",
    waiting: "waiting for the answer",
    write: "Message…",
    you: "You",
  },
};

const KEY = "hoadep.language";
export const LANGUAGE = localStorage.getItem(KEY) === "en" ? "en" : "vi";

/** The sentence `key` in the reader's language, its {places} filled. */
export function t(key, values = {}) {
  return STRINGS[LANGUAGE][key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export function switchLanguage() {
  localStorage.setItem(KEY, LANGUAGE === "vi" ? "en" : "vi");
  location.reload();
}

// The programme lives in Việt Nam, wherever the reader sits.
const ZONE = "Asia/Ho_Chi_Minh";
const LOCALE = LANGUAGE === "vi" ? "vi-VN" : "en-GB";
const format = (options) => new Intl.DateTimeFormat(LOCALE, { timeZone: ZONE, ...options });
const CLOCK = format({ hour: "2-digit", minute: "2-digit" });
const DAY = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const MOMENT = format({ weekday: LANGUAGE === "vi" ? "long" : "short", day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit" });

export const clockOf = (unix) => CLOCK.format(unix * 1000);
export const dayOf = (unix) => DAY.format(unix * 1000);
export const momentOf = (iso) => {
  const part = Object.fromEntries(MOMENT.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
  return `${part.weekday} ${part.day}/${part.month} · ${part.hour}:${part.minute}`;
};
