/** Calls to the control API of the simulator and its stream of events. */

async function request(method, path, body) {
  const options = { method };
  if (body !== undefined) {
    options.headers = { "content-type": "application/json" };
    options.body = JSON.stringify(body);
  }
  const answer = await fetch(`/control/${path}`, options);
  const data = await answer.json();
  if (!answer.ok) throw new Error(data.error || "El simulador no aceptó la acción");
  return data;
}

export const loadState = () => request("GET", "state");
export const act = (userId, what, body = {}) => request("POST", `users/${userId}/${what}`, body);
export const setClock = (body) => request("POST", "clock", body);
export const chooseMunicipio = (slug) => request("POST", "municipio", { slug });

/** Read a File as base64 without its prefix. */
export function asBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",")[1] || "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

/** Follow what happens: `onReady` at every (re)connection, `onEvent` for each event, `onLost` when it breaks. */
export function follow({ onReady, onEvent, onLost }) {
  const source = new EventSource("/events");
  source.addEventListener("ready", onReady);
  source.addEventListener("message", (message) => onEvent(JSON.parse(message.data)));
  source.addEventListener("error", onLost);
}
