/** The lower part of a phone: START, text box, attachments, command menu, keyboard of the bot. */

import { el, iconButton } from "./dom.js";
import { asBase64 } from "./api.js";

export class Composer {
  /** `actions`: `start()`, `say(text)`, `send(body)`, `key(text)`, `unblock()`. */
  constructor(owner, actions) {
    this.actions = actions;
    this.commands = [];
    this.keyboardHidden = false;
    this.#build(owner);
  }

  #build(owner) {
    this.text = el("textarea", { rows: "1", placeholder: "Mensaje", "aria-label": `Mensaje de ${owner}` });
    this.text.addEventListener("input", () => this.#resize());
    this.text.addEventListener("keydown", (event) => this.#keydown(event));
    this.sendButton = el("button", { class: "icon-button send", type: "submit", "aria-label": "Enviar", title: "Enviar", disabled: true });
    this.sendButton.append(iconButton("send", "", null).firstChild);
    this.file = el("input", { type: "file", hidden: true, tabindex: "-1", "aria-label": "Elegir foto o documento" });
    this.file.addEventListener("change", () => this.#attach());
    this.commandsButton = iconButton("menu", "Comandos", () => this.#toggle(this.commandsMenu), { "aria-haspopup": "menu" });
    this.keysButton = iconButton("keys", "Mostrar u ocultar el teclado del bot", () => this.#toggleKeyboard());
    const clip = iconButton("clip", "Adjuntar", () => this.#toggle(this.attachMenu), { "aria-haspopup": "menu" });
    this.form = el("form", { autocomplete: "off" }, this.commandsButton, this.text, this.keysButton, clip, this.sendButton);
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.#submit(); });
    this.startButton = el("button", { type: "button", onclick: () => this.actions.start() }, "INICIAR");
    this.start = el("div", { class: "start" }, this.startButton);
    this.keyboard = el("div", { class: "reply-keyboard", role: "group", "aria-label": "Respuestas sugeridas" });
    this.commandsMenu = el("div", { class: "menu menu-bottom", role: "menu", "aria-label": "Comandos", hidden: true });
    this.attachMenu = this.#attachments();
    this.menus = [this.commandsMenu, this.attachMenu];
    this.node = el("div", { class: "composer" }, ...this.menus, this.start, this.form, this.keyboard, this.file);
  }

  #attachments() {
    const item = (text, run) => el("button", { type: "button", role: "menuitem", onclick: () => { this.closeMenus(); run(); } }, text);
    return el(
      "div",
      { class: "menu menu-bottom menu-end", role: "menu", "aria-label": "Adjuntar", hidden: true },
      item("Foto o documento…", () => this.file.click()),
      item("Nota de voz", () => this.actions.send({ kind: "voice" })),
      item("Ubicación", () => this.actions.send({ kind: "location" })),
      item("Sticker", () => this.actions.send({ kind: "sticker" })),
    );
  }

  /** Show what fits the state of the chat. */
  show({ started, blocked, replyKeyboard }) {
    this.start.hidden = started && !blocked;
    this.startButton.textContent = blocked ? "DESBLOQUEAR" : "INICIAR";
    this.form.hidden = !started || blocked;
    const keys = replyKeyboard?.keyboard;
    this.keyboard.replaceChildren(...(keys ?? []).map((row) => this.#keyRow(row)));
    this.keyboard.hidden = !keys || this.keyboardHidden || this.form.hidden;
    this.keysButton.hidden = !keys;
    this.text.placeholder = replyKeyboard?.input_field_placeholder || "Mensaje";
    if (replyKeyboard?.force_reply && document.activeElement?.closest(".screen") === this.node.closest(".screen")) this.text.focus();
  }

  #keyRow(row) {
    const key = (button) => el("button", { type: "button", onclick: () => this.actions.key(button.text) }, button.text);
    return el("div", {}, ...row.map(key));
  }

  /** The command menu of the bot. */
  showCommands(commands) {
    this.commands = commands;
    this.commandsButton.hidden = commands.length === 0;
    const item = ({ command, description }) =>
      el("button", { type: "button", role: "menuitem", onclick: () => { this.closeMenus(); this.actions.say(`/${command}`); } }, el("code", {}, `/${command}`), " ", description);
    this.commandsMenu.replaceChildren(...commands.map(item));
  }

  closeMenus() {
    for (const menu of this.menus) menu.hidden = true;
  }

  #toggle(menu) {
    const opening = menu.hidden;
    this.closeMenus();
    menu.hidden = !opening;
    if (opening) menu.querySelector("button")?.focus();
  }

  #toggleKeyboard() {
    this.keyboardHidden = !this.keyboard.hidden;
    this.keyboard.hidden = this.keyboardHidden;
  }

  #resize() {
    this.sendButton.disabled = this.text.value.trim() === "";
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight + 2}px`;
  }

  #keydown(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#submit();
    }
  }

  #submit() {
    const text = this.text.value.trim();
    if (!text) return;
    this.text.value = "";
    this.#resize();
    this.actions.say(text);
  }

  async #attach() {
    const [file] = this.file.files;
    if (!file) return;
    const kind = /^image\/(png|jpeg|gif|webp)$/.test(file.type) ? "photo" : "document";
    const caption = this.text.value.trim();
    const body = { kind, caption, file_name: file.name, mime_type: file.type || "application/octet-stream" };
    this.file.value = "";
    this.text.value = "";
    this.#resize();
    this.actions.send({ ...body, content_base64: await asBase64(file) });
  }
}
