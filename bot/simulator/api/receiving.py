"""How the bot receives: `getUpdates` and the webhook methods; who the bot is."""

from __future__ import annotations

from bot.simulator.api.request import Params
from bot.simulator.core import Simulator
from bot.simulator.errors import bad_request, conflict
from bot.simulator.model import Json


class Described:
    """A result that carries a description beside it, as the webhook methods give."""

    def __init__(self, result: object, description: str) -> None:
        self.result = result
        self.description = description


async def get_me(sim: Simulator, _params: Params) -> Json:
    """`getMe`."""
    return {
        **sim.bot.to_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": not sim.privacy_mode,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def log_out(_sim: Simulator, _params: Params) -> bool:
    """`logOut` and `close`: accepted and harmless."""
    return True


async def get_updates(sim: Simulator, params: Params) -> list[Json]:
    """`getUpdates`: offset, limit 1-100, timeout in seconds, allowed_updates."""
    if sim.webhook.url:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    _remember_allowed(sim, params)
    limit = params.integer("limit", 100)
    return await sim.updates.get(
        params.integer("offset"), min(100, limit) if limit > 0 else 100, max(0, params.integer("timeout"))
    )


async def set_webhook(sim: Simulator, params: Params) -> Described:
    """`setWebhook`; an empty url removes it."""
    url = params.text("url").strip()
    if not url:
        return await delete_webhook(sim, params)
    _remember_allowed(sim, params)
    if params.flag("drop_pending_updates"):
        sim.updates.clear()
    if url == sim.webhook.url and params.text("secret_token") == sim.webhook.secret:
        return Described(True, "Webhook is already set")
    max_connections = params.integer("max_connections", 40)
    if not 1 <= max_connections <= 100:
        max_connections = 40
    await sim.webhook.set(url, params.text("secret_token"), max_connections)
    sim.updates.abort_poll(conflict("terminated by setWebhook request"))
    return Described(True, "Webhook was set")


async def delete_webhook(sim: Simulator, params: Params) -> Described:
    """`deleteWebhook`."""
    was_set = bool(sim.webhook.url)
    await sim.webhook.stop()
    if params.flag("drop_pending_updates"):
        sim.updates.clear()
    return Described(True, "Webhook was deleted" if was_set else "Webhook is already deleted")


async def get_webhook_info(sim: Simulator, _params: Params) -> Json:
    """`getWebhookInfo`."""
    return sim.webhook.info()


def _remember_allowed(sim: Simulator, params: Params) -> None:
    if params.values.get("allowed_updates") in (None, ""):
        return
    kinds = params.parsed("allowed_updates")
    if kinds is None:
        kinds = []
    if not isinstance(kinds, list):
        raise bad_request("can't parse allowed updates JSON array")
    sim.updates.set_allowed([str(kind) for kind in kinds])
