/** The bar above the phones: municipality and clock. */

import { chooseMunicipio, setClock } from "./api.js";
import { el } from "./dom.js";
import { distance, hour, inputValue, longDate, now, offsetSeconds, setOffset } from "./time.js";

const byId = (id) => document.getElementById(id);

/** Draw the buttons of the municipalities; `municipio` is the chosen slug. */
export function showMunicipios(municipios, municipio) {
  byId("municipios").hidden = municipios.length === 0;
  const button = ({ slug, name }) =>
    el("button", { type: "button", "data-slug": slug, "aria-pressed": String(slug === municipio), onclick: () => chooseMunicipio(slug) }, name);
  byId("municipios-list").replaceChildren(...municipios.map(button));
}

/** Mark the chosen one. */
export function markMunicipio(slug) {
  for (const button of byId("municipios-list").children) button.setAttribute("aria-pressed", String(button.dataset.slug === slug));
}

/** Take the clock of the server. */
export function takeClock(clock) {
  setOffset(clock.offset_s);
  tick();
}

/** Show the simulated moment. */
export function tick() {
  const moment = now();
  byId("clock-date").textContent = longDate(moment);
  byId("clock-time").textContent = hour(moment);
  byId("clock-time").dateTime = moment.toISOString();
  const away = distance();
  byId("clock-badge").hidden = !away;
  byId("clock-badge").textContent = away;
  byId("clock-reset").disabled = Math.abs(offsetSeconds()) < 30;
}

/** Wire the controls of the clock. */
export function wireClock() {
  for (const button of document.querySelectorAll("[data-advance]")) {
    button.addEventListener("click", () => setClock({ advance_s: Number(button.dataset.advance) }));
  }
  byId("clock-reset").addEventListener("click", () => setClock({ reset: true }));
  byId("clock-pick").addEventListener("click", () => showForm(byId("clock-form").hidden));
  byId("clock-form").addEventListener("submit", (event) => {
    event.preventDefault();
    setClock({ to: byId("clock-input").value });
    showForm(false);
  });
  byId("clock-form").addEventListener("keydown", (event) => { if (event.key === "Escape") showForm(false); });
}

function showForm(visible) {
  byId("clock-form").hidden = !visible;
  byId("clock-pick").setAttribute("aria-expanded", String(visible));
  if (!visible) return byId("clock-pick").focus();
  byId("clock-input").value = inputValue(now());
  byId("clock-input").focus();
  return undefined;
}
