# The app: bot, reminders and the command `ventanilla`. The model is not here (see nlu/Dockerfile), nor is any secret.
FROM python:3.11.13-slim-bookworm AS builder
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv/ventanilla
RUN python -m venv /opt/venv
COPY requirements/app.txt requirements/dev.txt requirements/
RUN /opt/venv/bin/pip install --require-hashes --requirement requirements/app.txt
# The build tool, with the hash that the lock gives it; it does not stay.
RUN awk '/^[a-z]/ {wanted = /^setuptools==/} wanted' requirements/dev.txt > /tmp/build.txt \
 && /opt/venv/bin/pip install --require-hashes --requirement /tmp/build.txt
COPY pyproject.toml ./
COPY municipio municipio
COPY actions actions
COPY bot bot
COPY reminders reminders
RUN touch README.md \
 && /opt/venv/bin/pip install --no-deps --no-build-isolation --editable . \
 && /opt/venv/bin/pip uninstall --yes setuptools

FROM python:3.11.13-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
RUN groupadd --gid 10001 ventanilla \
 && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin ventanilla \
 && install --directory --owner=10001 --group=10001 --mode=750 /var/lib/ventanilla
COPY --from=builder /opt/venv /opt/venv
COPY --from=builder /srv/ventanilla /srv/ventanilla
COPY data /srv/ventanilla/data
RUN /opt/venv/bin/python -m compileall -q /srv/ventanilla/municipio /srv/ventanilla/actions /srv/ventanilla/bot /srv/ventanilla/reminders
WORKDIR /srv/ventanilla
USER 10001:10001
CMD ["python", "-m", "bot"]
