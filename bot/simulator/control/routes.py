"""Where each handler of the control API hangs."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from bot.simulator.control import acting, people, system
from bot.simulator.control.common import Context, Handler, endpoint
from bot.simulator.core import Simulator

TABLE: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/control/state", system.state),
    ("GET", "/control/users", people.list_users),
    ("POST", "/control/users", people.create_users),
    ("GET", "/control/users/{user_id:int}", people.phone),
    ("POST", "/control/users/{user_id:int}/start", acting.start),
    ("POST", "/control/users/{user_id:int}/text", acting.text),
    ("POST", "/control/users/{user_id:int}/edit", acting.edit),
    ("POST", "/control/users/{user_id:int}/press", acting.press),
    ("POST", "/control/users/{user_id:int}/send", acting.send),
    ("POST", "/control/users/{user_id:int}/block", acting.block),
    ("POST", "/control/users/{user_id:int}/unblock", acting.unblock),
    ("POST", "/control/texts", people.say_many),
    ("GET", "/control/callbacks/{query_id}", people.callback_answer),
    ("POST", "/control/groups", people.create_group),
    ("GET", "/control/groups/{chat_id}", people.group),
    ("POST", "/control/groups/{chat_id}/bot", people.set_bot_member),
    ("GET", "/control/ledger", system.read_ledger),
    ("DELETE", "/control/ledger", system.clear_ledger),
    ("GET", "/control/faults", system.list_faults),
    ("POST", "/control/faults", system.inject_fault),
    ("DELETE", "/control/faults", system.clear_faults),
    ("GET", "/control/clock", system.read_clock),
    ("POST", "/control/clock", system.set_clock),
    ("POST", "/control/settings", system.change_settings),
    ("POST", "/control/municipio", system.choose_municipio),
    ("POST", "/control/reset", system.reset),
)


def control_routes(sim: Simulator) -> list[BaseRoute]:
    """The routes of the control API for `sim`."""
    context = Context(sim)
    return [Route(path, endpoint(context, handler), methods=[method]) for method, path, handler in TABLE]
