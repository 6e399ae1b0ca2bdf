/** Start: load the state, draw the phones, follow what happens. */

import { follow, loadState } from "./api.js";
import { el } from "./dom.js";
import { Phone } from "./phone.js";
import { hour, now } from "./time.js";
import { markMunicipio, showMunicipios, takeClock, tick, wireClock } from "./topbar.js";

const phones = new Map();
const tabs = document.getElementById("tabs");
const main = document.getElementById("phones");
const connection = document.getElementById("connection");
let bot = {};

async function load() {
  const state = await loadState();
  bot = state.bot;
  takeClock(state.clock);
  showMunicipios(state.municipios, state.municipio);
  state.phones.forEach((data, index) => {
    const phone = phones.get(data.user.id);
    if (phone) phone.load(data, bot);
    else addPhone(data, index);
  });
  connection.hidden = true;
  tickPhones();
}

function addPhone(data, index) {
  const phone = new Phone(data, index, bot);
  phones.set(phone.id, phone);
  main.append(phone.node);
  const tab = el("button", { type: "button", role: "tab", id: `tab-${phone.id}`, "aria-controls": phone.node.id, onclick: () => choose(phone.id) }, phone.user.first_name);
  tab.addEventListener("keydown", (event) => moveTab(event, tab));
  tabs.append(tab);
  phone.onNews = () => { if (tab.getAttribute("aria-selected") !== "true") tab.dataset.unread = "true"; };
  if (index === 0) choose(phone.id);
}

function choose(id) {
  for (const phone of phones.values()) {
    const chosen = phone.id === id;
    const tab = document.getElementById(`tab-${phone.id}`);
    phone.node.classList.toggle("current", chosen);
    tab?.setAttribute("aria-selected", String(chosen));
    tab?.setAttribute("tabindex", chosen ? "0" : "-1");
    if (chosen && tab) delete tab.dataset.unread;
  }
}

function moveTab(event, tab) {
  const next = { ArrowRight: tab.nextElementSibling, ArrowLeft: tab.previousElementSibling }[event.key];
  if (!next) return;
  next.click();
  next.focus();
}

const HANDLERS = {
  message: (phone, event) => phone.put(event.message, event.reply_keyboard),
  edit: (phone, event) => phone.put(event.message, event.reply_keyboard),
  delete: (phone, event) => phone.remove(event.message.message_id),
  action: (phone, event) => phone.showAction(event.action),
  answer: (phone, event) => phone.answered(event),
  reaction: (phone, event) => phone.react(event.message_id, event.reaction),
  user: (phone, event) => phone.setUser({ started: event.started, blocked: event.blocked }),
};

function happened(event) {
  if (event.type === "reload") return load();
  if (event.type === "clock") { takeClock(event.clock); return tickPhones(); }
  if (event.type === "municipio") return markMunicipio(event.slug);
  if (event.type === "commands") return phones.forEach((phone) => phone.composer.showCommands(event.by_chat[phone.id] ?? []));
  if (event.type === "profile") {
    bot = { ...bot, ...event.profile };
    return phones.forEach((phone) => phone.setProfile(bot));
  }
  const phone = phones.get(event.chat_id);
  return phone && HANDLERS[event.type]?.(phone, event);
}

function tickPhones() {
  tick();
  const time = hour(now());
  phones.forEach((phone) => { phone.tick(time); phone.renameDays(); });
}

document.addEventListener("click", (event) => {
  phones.forEach((phone) => {
    const inside = event.target.closest?.(".menu, [aria-haspopup]");
    if (!inside || !phone.screen.contains(inside)) phone.closeMenus();
  });
});
wireClock();
setInterval(tickPhones, 1000);
follow({ onReady: load, onEvent: happened, onLost: () => { connection.hidden = false; } });
