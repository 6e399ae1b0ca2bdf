/** One message as a bubble with its keyboard. */

import { el, icon } from "./dom.js";
import { richText } from "./richtext.js";
import { hour } from "./time.js";

const KILO = 1024;

/** The list item of `message`. `actions`: `command(text)`, `press(message, button, node)`. */
export function bubble(message, actions) {
  const mine = !message.from.is_bot;
  const keyboard = message.reply_markup?.inline_keyboard;
  const text = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities;
  const body = el(
    "div",
    { class: "bubble" },
    el("span", { class: "visually-hidden" }, mine ? `${message.from.first_name}: ` : "Ventanilla: "),
    quoted(message.reply_to_message),
    ...attachments(message),
    text ? el("span", { class: "text" }, ...richText(text, entities, actions.command)) : null,
    el("span", { class: "meta" }, `${message.edit_date ? "editado · " : ""}${hour(new Date(message.date * 1000))}`),
  );
  const classes = ["message", mine ? "mine" : "", keyboard ? "has-keyboard" : ""].filter(Boolean).join(" ");
  return el("li", { class: classes, "data-id": message.message_id }, body, keyboard ? rows(message, keyboard, actions) : null);
}

function quoted(original) {
  if (!original) return null;
  return el("p", { class: "reply-to" }, (original.text ?? original.caption ?? "Archivo").slice(0, 80));
}

function attachments(message) {
  const found = [];
  if (message.photo) {
    const { file_id: id, width, height } = message.photo.at(-1);
    const address = `/files/${id}`;
    const image = el("img", { src: address, width, height, alt: message.caption ? "" : "Foto", loading: "lazy" });
    found.push(el("a", { class: "photo", href: address, target: "_blank", rel: "noopener", "aria-label": "Abrir la foto" }, image));
  }
  if (message.document) {
    const { file_name: name, file_id: id, file_size: size } = message.document;
    found.push(attachment("file", name || "Documento", sizeText(size), `/files/${id}`));
  }
  if (message.voice) found.push(attachment("voice", "Nota de voz", `0:${String(message.voice.duration).padStart(2, "0")}`));
  if (message.location) {
    const { latitude, longitude } = message.location;
    found.push(attachment("pin", "Ubicación", `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`));
  }
  if (message.contact) found.push(attachment("person", message.contact.first_name, message.contact.phone_number));
  if (message.sticker) found.push(attachment("person", `Sticker ${message.sticker.emoji ?? ""}`, ""));
  return found;
}

function attachment(iconName, name, detail, address) {
  const inside = [
    el("span", { class: "file-icon" }, icon(iconName)),
    el("span", {}, el("span", { class: "file-name" }, name), el("small", {}, detail)),
  ];
  if (!address) return el("span", { class: "file" }, ...inside);
  return el("a", { class: "file", href: address, target: "_blank", rel: "noopener", download: name }, ...inside);
}

function sizeText(bytes) {
  if (bytes < KILO) return `${bytes} bytes`;
  if (bytes < KILO * KILO) return `${Math.round(bytes / KILO)} KB`;
  return `${(bytes / KILO / KILO).toFixed(1).replace(".", ",")} MB`;
}

function rows(message, keyboard, actions) {
  const line = (row) => el("div", { class: "keyboard-row" }, ...row.map((button) => inlineButton(message, button, actions)));
  return el("div", { class: "keyboard", role: "group", "aria-label": "Opciones" }, ...keyboard.map(line));
}

function inlineButton(message, button, actions) {
  if (button.url) return el("a", { href: button.url, target: "_blank", rel: "noopener noreferrer" }, button.text);
  const node = el("button", { type: "button" }, button.text);
  node.addEventListener("click", () => actions.press(message, button, node));
  return node;
}
