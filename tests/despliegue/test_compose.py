"""The compose file: right by the specification, and by our own rules of what may run on a cheap server."""

from __future__ import annotations

import json
import re
import tomllib
from importlib.util import find_spec
from pathlib import Path

import jsonschema
import pytest

from municipio.latido import ENTREGA, RECEPCION, RECORDATORIOS
from municipio.settings import SECRETS, Settings
from tests.conftest import ROOT
from tests.despliegue.compose import FILE, Service, document, services

ALL = services()
OURS = {name: service for name, service in ALL.items() if "build" in service.raw}
NOT_OURS = {"POSTGRES_", "OMP_NUM_THREADS", "RASA_TELEMETRY_ENABLED"}

every_service = pytest.mark.parametrize("service", ALL.values(), ids=list(ALL))
our_services = pytest.mark.parametrize("service", OURS.values(), ids=list(OURS))


def test_it_follows_the_compose_specification() -> None:
    """The schema of the specification comes inside the package check-jsonschema."""
    package = find_spec("check_jsonschema")
    assert package is not None, "check-jsonschema is among the development dependencies"
    assert package.origin is not None
    path = Path(package.origin).parent / "builtin_schemas" / "vendor" / "compose-spec.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    wrong = jsonschema.Draft202012Validator(schema).iter_errors(document())
    assert [f"{error.json_path}: {error.message}" for error in wrong] == []


def test_it_has_the_services_of_the_design() -> None:
    assert set(ALL) == {"db", "migrate", "nlu", "bot", "reminders"}


@every_service
def test_each_service_is_watched_or_ends_by_itself(service: Service) -> None:
    assert service.one_shot != bool(service.healthcheck)


def test_each_check_proves_that_the_service_does_its_work() -> None:
    """Not that its process is there: for that there is `restart`. What each heartbeat means: municipio/latido.py."""
    for name, beats in (("bot", [RECEPCION, ENTREGA]), ("reminders", [RECORDATORIOS])):
        assert ALL[name].healthcheck == ["python", "-m", "municipio.latido", *beats]
    assert any("/health" in word for word in ALL["nlu"].healthcheck)
    assert ALL["db"].healthcheck[0] == "pg_isready"


@every_service
def test_each_service_comes_back_unless_it_is_one_shot(service: Service) -> None:
    assert service.raw["restart"] == ("no" if service.one_shot else "unless-stopped")


@every_service
def test_each_service_runs_with_as_few_rights_as_it_can(service: Service) -> None:
    user, group = service.raw["user"].split(":")
    assert int(user) > 0
    assert int(group) > 0
    assert service.raw["read_only"] is True
    assert service.raw["cap_drop"] == ["ALL"]
    assert service.raw["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "cap_add", "devices", "pid", "ipc", "network_mode"} & set(service.raw)


@every_service
def test_each_service_has_bounds(service: Service) -> None:
    assert service.raw["mem_limit"]
    assert service.raw["pids_limit"]
    assert service.raw["logging"]["options"].keys() == {"max-size", "max-file"}


@every_service
def test_no_service_opens_a_port(service: Service) -> None:
    """The bot asks Telegram for its updates: nobody has to reach this server."""
    assert "ports" not in service.raw


@every_service
def test_secrets_come_as_files(service: Service) -> None:
    named = {value for value in service.environment.values() if value.startswith("/run/secrets/")}
    assert named == {f"/run/secrets/{secret}" for secret in service.secrets}
    for name in service.environment:
        assert name not in SECRETS, f"{name} shows the secret to whoever lists the processes; use {name}_FILE"
        assert name.endswith("_FILE") or not re.search("TOKEN|PASSWORD|SECRET", name)


def test_secrets_stay_out_of_git_and_of_the_images() -> None:
    ignored = (ROOT / ".gitignore").read_text().split()
    assert {"secrets/", ".env"} <= set(ignored)
    for secret in document()["secrets"].values():
        assert secret["file"].startswith("./secrets/")
    allowed = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    assert (ROOT / ".dockerignore").read_text().splitlines()[1] == "*"
    assert not [line for line in allowed if "secret" in line or "env" in line]


@every_service
def test_images_are_pinned(service: Service) -> None:
    image, _, tag = service.raw["image"].partition(":")
    assert re.fullmatch(r"\d+\.\d+[\w.-]*", tag), f"{image} has no exact version"
    assert "/" not in image


@our_services
def test_our_images_carry_the_version_of_the_program(service: Service) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert service.raw["image"].endswith(f":{version}")
    assert service.raw["pull_policy"] == "build"


def test_who_talks_to_whom() -> None:
    networks = {name: set(service.raw["networks"]) for name, service in ALL.items()}
    assert networks == {
        "db": {"database"},
        "migrate": {"database"},
        "nlu": {"understanding"},
        "bot": {"database", "understanding", "internet"},
        "reminders": {"database", "internet"},
    }
    private = {name for name, network in document()["networks"].items() if network.get("internal")}
    assert private == {"database", "understanding"}


def test_who_waits_for_whom() -> None:
    ready = {"db": "service_healthy", "migrate": "service_completed_successfully"}
    assert ALL["migrate"].waits_for == {"db": "service_healthy"}
    assert ALL["bot"].waits_for == ALL["reminders"].waits_for == ready, "and not for nlu: keywords answer meanwhile"


@our_services
def test_the_environment_is_of_settings_that_exist(service: Service) -> None:
    known = {name.upper() for name in Settings.model_fields} | {f"{name}_FILE" for name in SECRETS}
    given = {name for name in service.environment if not any(name.startswith(other) for other in NOT_OURS)}
    assert given <= known


def test_volumes_and_secrets_that_are_named_are_declared_and_used() -> None:
    whole = document()
    mounts = [mount.split(":")[0] for service in ALL.values() for mount in service.raw["volumes"]]
    assert {mount for mount in mounts if "/" not in mount} == set(whole["volumes"])
    assert {secret for service in ALL.values() for secret in service.secrets} == set(whole["secrets"])


def test_the_guide_names_every_secret_and_service() -> None:
    guide = (ROOT / "docs" / "despliegue.md").read_text(encoding="utf-8")
    for name in (*document()["secrets"], *ALL):
        assert f"`{name}`" in guide or f"secrets/{name}" in guide, f"docs/despliegue.md does not tell of {name}"


def test_the_file_can_be_read_by_people() -> None:
    assert max(len(line) for line in FILE.read_text().splitlines()) <= 120
