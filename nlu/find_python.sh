#!/bin/sh
# Prints the path of a Python 3.10 that really runs, or says in one line what to install and exits with 2.
# Rasa 3.6 needs it. Order: $NLU_PYTHON, the PATH, pyenv's folders (its shims exist but fail when a version is
# not active), what uv manages, and at last what uv can download.
is_310() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1; }

for candidate in "${NLU_PYTHON:-}" "$(command -v python3.10 2>/dev/null)" \
  "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10*/bin/python3.10 /usr/local/bin/python3.10 /opt/python3.10/bin/python3.10; do
  if [ -n "$candidate" ] && is_310 "$candidate"; then echo "$candidate"; exit 0; fi
done

# pyenv may live elsewhere than under HOME: its shim tells where.
shim=$(command -v python3.10 2>/dev/null)
case "$shim" in
  */shims/python3.10)
    for candidate in "${shim%/shims/python3.10}"/versions/3.10*/bin/python3.10; do
      if is_310 "$candidate"; then echo "$candidate"; exit 0; fi
    done ;;
esac

uv=${UV:-uv}
candidate=$("$uv" python find --managed-python 3.10 2>/dev/null)
if [ -n "$candidate" ] && is_310 "$candidate"; then echo "$candidate"; exit 0; fi
if "$uv" python install --quiet 3.10 >/dev/null 2>&1; then
  candidate=$("$uv" python find --managed-python 3.10 2>/dev/null)
  if [ -n "$candidate" ] && is_310 "$candidate"; then echo "$candidate"; exit 0; fi
fi

echo "Falta Python 3.10 (lo necesita Rasa): instale python3.10 y su venv, o indíquelo con NLU_PYTHON=/ruta/python3.10" >&2
exit 2
