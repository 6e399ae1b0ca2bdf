"""Trouble of the database: each kind is said in one line of Spanish, and what was being written is not kept by half."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event, make_url, text
from sqlalchemy.exc import IntegrityError

from municipio.db import engine
from municipio.db.engine import Database
from municipio.db.migrate import NEWER, upgrade
from municipio.errors import BaseDeDatosError, VentanillaError
from municipio.personas.modelo import Chat

NOBODY = "postgresql://nadie:clave-secreta@127.0.0.1:9/nada"


@pytest.fixture(autouse=True)
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_S", 0.2)


def write(database: Database, name: str = "landazuri") -> None:
    with database.write() as session:
        session.add(Chat(chat_id=1, municipio=name))


def kept(database: Database) -> int:
    with database.read() as session:
        return session.query(Chat).count()


@contextmanager
def trouble(database: Database, pragma: str) -> Iterator[None]:
    """Every connection in the state that `pragma` sets; new connections afterwards."""

    def spoil(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA {pragma}")

    event.listen(database.engine, "checkout", spoil)
    try:
        yield
    finally:
        event.remove(database.engine, "checkout", spoil)
        database.close()


def test_busy_with_another_program(sqlite: Database, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "prueba.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BaseDeDatosError, match="está ocupada por otro proceso"):
            write(sqlite)
    assert kept(sqlite) == 0
    write(sqlite)
    assert kept(sqlite) == 1


def test_read_only(sqlite: Database) -> None:
    with trouble(sqlite, "query_only=1"), pytest.raises(BaseDeDatosError, match="solo se puede leer"):
        write(sqlite)
    write(sqlite)
    assert kept(sqlite) == 1


def test_a_full_disk(sqlite: Database) -> None:
    with sqlite.read() as session:
        pages = session.scalar(text("PRAGMA page_count"))
    full = trouble(sqlite, f"max_page_count={pages}")
    with full, pytest.raises(BaseDeDatosError, match="el disco está lleno"), sqlite.write() as session:
        session.add_all(Chat(chat_id=number, municipio="m" * 40) for number in range(10_000))
    assert kept(sqlite) == 0
    write(sqlite)
    assert kept(sqlite) == 1


@pytest.mark.parametrize("content", [b"hola " * 2000, b"SQLite format 3\0" + b"?" * 9000], ids=["text", "spoilt"])
def test_a_file_that_is_not_a_database(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "otra.db").write_bytes(content)
    with pytest.raises(BaseDeDatosError, match="dañado") as said:
        upgrade(Database(f"sqlite:///{tmp_path / 'otra.db'}"))
    assert "\n" not in said.value.mensaje
    assert (tmp_path / "otra.db").read_bytes() == content


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(BaseDeDatosError, match="no se puede abrir el archivo"):
        upgrade(Database(f"sqlite:///{tmp_path}"))


def test_migrating_waits_for_the_other_and_says_so(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BaseDeDatosError, match="ocupada"):
            upgrade(Database(f"sqlite:///{tmp_path / 'x.db'}"))


def test_a_database_of_a_newer_program_is_left_alone(database: Database) -> None:
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(VentanillaError) as said:
        upgrade(database)
    assert said.value.mensaje == NEWER


@pytest.mark.parametrize(
    ("url", "says"),
    [(NOBODY, "no hay conexión"), (NOBODY.replace("127.0.0.1", "no-existe.invalid"), "no hay conexión")],
    ids=["nobody listens", "no such name"],
)
def test_a_server_that_is_not_there(url: str, says: str) -> None:
    with pytest.raises(BaseDeDatosError, match=says) as said:
        upgrade(Database(url))
    assert "clave-secreta" not in said.value.mensaje
    assert "\n" not in said.value.mensaje


on_a_server = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def order(database: Database, *orders: str) -> None:
    with database.engine.connect() as connection:
        for one in orders:
            connection.execute(text(one))
        connection.commit()


@on_a_server
def test_a_server_that_only_lets_read(database: Database) -> None:
    order(database, f"ALTER DATABASE {make_url(database.engine.url).database} SET default_transaction_read_only = on")
    database.close()
    with pytest.raises(BaseDeDatosError, match="solo se puede leer"):
        write(database)


@on_a_server
def test_a_table_locked_for_longer_than_our_patience(database: Database) -> None:
    with database.engine.connect() as other:
        other.execute(text("LOCK TABLE chats IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(BaseDeDatosError, match="está ocupada por otro proceso"):
            write(database)
    write(database)
    assert kept(database) == 1


@on_a_server
def test_a_connection_that_the_server_ends(database: Database) -> None:
    def cut_short() -> None:
        with database.write() as session:
            mine = session.scalar(text("SELECT pg_backend_pid()"))
            order(database, f"SELECT pg_terminate_backend({mine}, 5000)")
            session.add(Chat(chat_id=1, municipio="landazuri"))

    with pytest.raises(BaseDeDatosError, match="no hay conexión"):
        cut_short()
    write(database)
    assert kept(database) == 1


@on_a_server
def test_a_user_without_permissions(database: Database) -> None:
    order(database, "DROP ROLE IF EXISTS lector", "CREATE ROLE lector LOGIN", "GRANT USAGE ON SCHEMA public TO lector")
    reader = Database(database.engine.url.set(username="lector").render_as_string(hide_password=False))
    with pytest.raises(BaseDeDatosError, match="le faltan permisos"):
        write(reader)
    reader.close()


def test_a_mistake_of_the_program_is_not_taken_for_trouble_and_quotes_nobody(sqlite: Database) -> None:
    write(sqlite, "palabras de alguien")
    with pytest.raises(IntegrityError) as raised:
        write(sqlite, "palabras de alguien")
    assert "palabras" not in str(raised.value)
