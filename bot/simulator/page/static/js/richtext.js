/** From text and Telegram entities (offsets in UTF-16 units, as JavaScript strings) to nodes. */

import { el } from "./dom.js";

const SIMPLE = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote" };

/** Nodes for `text`; `onCommand` is called with a command that is pressed. */
export function richText(text, entities, onCommand) {
  const sorted = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, 0, text.length, sorted, onCommand);
}

function build(text, start, end, entities, onCommand) {
  const nodes = [];
  let at = start;
  while (entities.length && entities[0].offset < end) {
    const entity = entities.shift();
    const first = Math.max(entity.offset, at);
    const last = Math.min(entity.offset + entity.length, end);
    if (last <= first) continue;
    if (first > at) nodes.push(text.slice(at, first));
    const inside = [];
    while (entities.length && entities[0].offset < last) inside.push(entities.shift());
    nodes.push(wrap(entity, text.slice(first, last), build(text, first, last, inside, onCommand), onCommand));
    at = last;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function wrap(entity, value, children, onCommand) {
  if (SIMPLE[entity.type]) return el(SIMPLE[entity.type], {}, ...children);
  if (entity.type === "url" || entity.type === "text_link") return link(entity.url || value, children);
  if (entity.type === "email") return el("a", { href: `mailto:${value}` }, ...children);
  if (entity.type === "bot_command") {
    return el("button", { type: "button", class: "command", onclick: () => onCommand(value) }, ...children);
  }
  if (entity.type === "spoiler") return el("span", { class: "spoiler", tabindex: "0" }, ...children);
  return el("span", {}, ...children);
}

function link(address, children) {
  const safe = /^(https?|mailto|tel|tg):/i.test(address) ? address : `https://${address}`;
  return el("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, ...children);
}
