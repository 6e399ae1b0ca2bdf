/** The simulated clock: real time plus the offset of the server, told as in Colombia. */

const ZONE = "America/Bogota";
const format = (options) => new Intl.DateTimeFormat("es-CO", { timeZone: ZONE, ...options });
const HOUR = format({ hour: "numeric", minute: "2-digit", hour12: true });
const LONG_DATE = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const DAY = format({ weekday: "long", day: "numeric", month: "long" });
const KEY = format({ year: "numeric", month: "2-digit", day: "2-digit" });

let offset = 0;

export const setOffset = (seconds) => { offset = seconds; };
export const offsetSeconds = () => offset;
export const now = () => new Date(Date.now() + offset * 1000);
export const hour = (date) => HOUR.format(date);
export const longDate = (date) => LONG_DATE.format(date).replace(",", "");
export const dayKey = (date) => KEY.format(date);

/** The name of the day of `date` seen from now: hoy, ayer, or the date. */
export function dayName(date) {
  const today = now();
  if (dayKey(date) === dayKey(today)) return "hoy";
  if (dayKey(date) === dayKey(new Date(today - 86_400_000))) return "ayer";
  return DAY.format(date).replace(",", "");
}

/** How far the clock is from real time, in words; empty when it is not. */
export function distance() {
  const minutes = Math.round(Math.abs(offset) / 60);
  if (minutes < 1) return "";
  const direction = offset > 0 ? "adelantado" : "atrasado";
  const days = Math.floor(minutes / 1440);
  const hours = Math.round((minutes % 1440) / 60);
  const part = (count, one, many) => (count ? `${count} ${count === 1 ? one : many}` : "");
  const text = [part(days, "día", "días"), part(hours, "hora", "horas")].filter(Boolean).join(" y ");
  return `${direction} ${text || part(minutes, "minuto", "minutos")}`;
}

/** `date` for an `<input type="datetime-local">`, in Bogotá. */
export function inputValue(date) {
  return new Date(date.getTime() - 5 * 3_600_000).toISOString().slice(0, 16);
}
