#!/bin/sh
# Finds a Chromium for the browser tests, or installs the system's package where that can be done without asking.
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Instalando Chromium para las pruebas del navegador…"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/dev/null 2>&1 && exit 0
fi
echo "No hay Chromium: las pruebas del navegador no se pueden correr. Instale el paquete «chromium»." >&2
exit 0
