/** One phone: its holder, the chat with the bot and what happens in it. */

import { act } from "./api.js";
import { bubble } from "./bubble.js";
import { Composer } from "./composer.js";
import { el, iconButton } from "./dom.js";
import { dayKey, dayName } from "./time.js";

const TYPING_MS = 5000;
const TOAST_MS = 3500;
const PRESS_MS = 15_000;
const ACTIONS = { typing: "escribiendo", upload_photo: "enviando una foto", upload_document: "enviando un documento" };

export class Phone {
  constructor(data, index, bot) {
    this.user = data.user;
    this.id = data.user.id;
    this.bot = bot;
    this.messages = new Map();
    this.pressed = new Map();
    this.onNews = () => {};
    this.composer = new Composer(this.user.first_name, {
      start: () => this.do(this.user.blocked ? "unblock" : "start"),
      say: (text) => this.do("text", { text }),
      send: (body) => this.do("send", body),
      key: (text) => this.do("press", { text }),
    });
    this.#build(index);
    this.load(data, bot);
  }

  #build(index) {
    const name = `${this.user.first_name} ${this.user.last_name ?? ""}`.trim();
    const initials = name.split(" ").map((word) => word[0]).join("").slice(0, 2);
    this.clock = el("span", { class: "phone-time" });
    this.status = el("span", { class: "status", "aria-live": "off" });
    this.log = el("ol", { class: "log", role: "log", "aria-live": "polite", "aria-label": `Conversación de ${name} con Ventanilla`, tabindex: "0" });
    this.blockItem = el("button", { type: "button", role: "menuitem", class: "danger", onclick: () => this.#toggleBlock() }, "Bloquear el bot");
    this.moreMenu = el("div", { class: "menu menu-top", role: "menu", "aria-label": "Más opciones", hidden: true }, this.blockItem);
    const more = iconButton("more", "Más opciones", () => { this.moreMenu.hidden = !this.moreMenu.hidden; }, { "aria-haspopup": "menu" });
    this.botName = el("strong", {}, "Ventanilla");
    const bar = el("div", { class: "chatbar" }, el("img", { src: "/static/icon.svg", alt: "" }), el("div", {}, this.botName, this.status), more);
    this.screen = el("div", { class: "screen" }, el("div", { class: "statusbar", "aria-hidden": "true" }, this.clock, signal()), bar, this.log, this.composer.node, this.moreMenu);
    this.screen.addEventListener("keydown", (event) => { if (event.key === "Escape") this.closeMenus(); });
    const holder = el("header", { class: "holder" }, el("span", { class: "avatar", "aria-hidden": "true" }, initials), el("div", {}, el("h2", {}, name), el("p", {}, this.user.role)));
    const label = `Teléfono de ${name}, ${this.user.role}`;
    this.node = el("section", { class: `phone person-${index % 4}`, id: `phone-${this.id}`, "aria-label": label }, holder, el("div", { class: "device" }, this.screen));
  }

  /** Draw the whole chat from the state of the server. */
  load(data, bot) {
    this.user = data.user;
    this.bot = bot;
    this.replyKeyboard = data.reply_keyboard;
    this.messages = new Map(data.messages.map((message) => [message.message_id, message]));
    this.composer.showCommands(data.commands);
    this.#drawLog();
    this.#refresh();
  }

  setUser(changes) {
    Object.assign(this.user, changes);
    this.#refresh();
  }

  setProfile(bot) {
    this.bot = bot;
    if (this.messages.size === 0) this.#drawLog();
  }

  /** A new or edited message. */
  put(message, replyKeyboard) {
    const known = this.messages.has(message.message_id);
    this.messages.set(message.message_id, message);
    this.replyKeyboard = replyKeyboard;
    if (message.from.is_bot) this.#typing(null);
    const old = this.log.querySelector(`[data-id="${message.message_id}"]`);
    const stick = this.#atBottom();
    if (old) old.replaceWith(this.#bubble(message));
    else if (this.messages.size === 1) this.#drawLog();
    else this.#append(message);
    if (stick || !message.from.is_bot) this.#scroll();
    if (!known && message.from.is_bot) this.onNews();
    this.#refresh();
  }

  remove(messageId) {
    this.messages.delete(messageId);
    this.log.querySelector(`[data-id="${messageId}"]`)?.remove();
  }

  react(messageId, reaction) {
    const item = this.log.querySelector(`[data-id="${messageId}"]`);
    item?.querySelector(".reaction")?.remove();
    if (reaction.length) item?.append(el("span", { class: "reaction" }, reaction[0].emoji));
  }

  showAction(action) {
    this.#typing(ACTIONS[action] ?? "escribiendo");
  }

  /** The bot answered a press: stop the spinner, show its text. */
  answered({ query_id: queryId, text, show_alert: alert }) {
    this.#release(queryId);
    if (!text) return;
    if (alert) this.#alert(text);
    else this.toast(text);
  }

  /** The clock travelled: today is another day. */
  renameDays() {
    for (const day of this.log.querySelectorAll(".day")) day.textContent = dayName(new Date(day.dataset.date * 1000));
  }

  tick(time) {
    this.clock.textContent = time;
  }

  toast(text) {
    this.screen.querySelector(".toast")?.remove();
    const node = el("div", { class: "toast", role: "status" }, text);
    this.screen.append(node);
    setTimeout(() => node.remove(), TOAST_MS);
  }

  closeMenus() {
    this.composer.closeMenus();
    this.moreMenu.hidden = true;
  }

  async do(what, body) {
    try {
      return await act(this.id, what, body);
    } catch (error) {
      this.toast(error.message);
      return null;
    }
  }

  async #press(message, button, node) {
    node.setAttribute("aria-busy", "true");
    const wanted = { data: button.callback_data, message_id: message.message_id };
    const done = await this.do("press", wanted);
    if (!done) return node.removeAttribute("aria-busy");
    if (this.pressed.get(done.query_id) === "answered") return node.removeAttribute("aria-busy");
    this.pressed.set(done.query_id, node);
    setTimeout(() => this.#release(done.query_id), PRESS_MS);
    return undefined;
  }

  #release(queryId) {
    const node = this.pressed.get(queryId);
    if (node instanceof Element) node.removeAttribute("aria-busy");
    this.pressed.set(queryId, "answered");
  }

  #toggleBlock() {
    this.closeMenus();
    this.do(this.user.blocked ? "unblock" : "block");
  }

  #refresh() {
    this.composer.show({ started: this.user.started, blocked: this.user.blocked, replyKeyboard: this.replyKeyboard });
    this.blockItem.textContent = this.user.blocked ? "Desbloquear el bot" : "Bloquear el bot";
    this.botName.textContent = this.bot.name || "Ventanilla";
    if (!this.status.classList.contains("typing")) this.status.textContent = this.user.blocked ? "bloqueado" : "asistente de la alcaldía";
  }

  #typing(text) {
    clearTimeout(this.typingTimer);
    this.status.classList.toggle("typing", text !== null);
    if (text === null) return this.#refresh();
    this.status.textContent = text;
    this.typingTimer = setTimeout(() => this.#typing(null), TYPING_MS);
    return undefined;
  }

  #alert(text) {
    const close = el("button", { type: "button" }, "Aceptar");
    const dialog = el("dialog", { class: "alert" }, el("p", {}, text), close);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    this.screen.append(dialog);
    dialog.showModal();
  }

  #drawLog() {
    this.lastDay = "";
    this.log.replaceChildren();
    if (this.messages.size === 0) this.log.append(this.#welcome());
    for (const message of this.messages.values()) this.#append(message);
    this.#scroll();
  }

  #append(message) {
    const date = new Date(message.date * 1000);
    if (dayKey(date) !== this.lastDay) this.log.append(el("li", { class: "day", "data-date": message.date }, dayName(date)));
    this.lastDay = dayKey(date);
    this.log.append(this.#bubble(message));
  }

  #bubble(message) {
    return bubble(message, {
      command: (text) => this.do("text", { text }),
      press: (pressed, button, node) => this.#press(pressed, button, node),
    });
  }

  #welcome() {
    const text = this.bot.description || "Pregunte por los trámites y servicios de su alcaldía. Toque INICIAR para empezar.";
    return el("li", { class: "welcome" }, el("img", { src: "/static/icon.svg", alt: "" }), el("h3", {}, "¿Qué puede hacer este bot?"), el("p", {}, text));
  }

  #atBottom() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 120;
  }

  #scroll() {
    requestAnimationFrame(() => { this.log.scrollTop = this.log.scrollHeight; });
  }
}

function signal() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 44 13");
  for (const [x, y, width, height, opacity] of [[0, 8, 3, 4, 1], [4.5, 5.5, 3, 6.5, 1], [9, 3, 3, 9, 1], [13.5, 0.5, 3, 11.5, 0.3], [22, 1.5, 19, 10, 0.3], [23.5, 3, 13, 7, 1], [42, 5, 1.5, 3, 0.4]]) {
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [name, value] of Object.entries({ x, y, width, height, rx: 1, fill: "currentColor", "fill-opacity": opacity })) bar.setAttribute(name, value);
    svg.append(bar);
  }
  return svg;
}
