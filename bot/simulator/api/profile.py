"""What the bot says about itself (commands, description), chats and their members, answers to button presses."""

from __future__ import annotations

import json
import re
import time

from bot.simulator.api.common import find_chat
from bot.simulator.api.request import Params
from bot.simulator.core import Simulator
from bot.simulator.errors import bad_request
from bot.simulator.limits import MAX_CALLBACK_ANSWER
from bot.simulator.model import Json
from bot.simulator.textual import utf16_len

CALLBACK_LIFETIME_S = 60.0
"""Real seconds in which a press can be answered. Telegram does not document its own; this is in its order."""
_COMMAND = re.compile(r"^[a-z0-9_]{1,32}$")
_LIMITS = {"name": 64, "description": 512, "short_description": 120}


async def answer_callback_query(sim: Simulator, params: Params) -> bool:
    """`answerCallbackQuery`: once per press, in time."""
    query = sim.world.callbacks.get(params.text("callback_query_id"))
    if query is None or query.answered or time.monotonic() - query.asked_at > CALLBACK_LIFETIME_S:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = params.text("text")
    if utf16_len(text) > MAX_CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answered = True
    query.answer = {"text": text, "show_alert": params.flag("show_alert"), "url": params.text("url")}
    if query.user.on_page:
        message_id = query.message.message_id
        sim.hub.publish("answer", chat_id=query.user.id, query_id=query.id, message_id=message_id, **query.answer)
    return True


async def set_my_commands(sim: Simulator, params: Params) -> bool:
    """`setMyCommands`, kept by scope and language."""
    commands = params.objects("commands")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    kept: list[Json] = []
    for command in commands:
        name = str(command.get("command", "")).removeprefix("/")
        description = str(command.get("description", "")).strip()
        if not name:
            raise bad_request("command must be non-empty")
        if not _COMMAND.match(name):
            raise bad_request("BOT_COMMAND_INVALID")
        if not description:
            raise bad_request("command description must be non-empty")
        if len(description) > 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        kept.append({"command": name, "description": description})
    sim.commands[_scope(params)] = kept
    _tell_phones(sim)
    return True


async def get_my_commands(sim: Simulator, params: Params) -> list[Json]:
    """`getMyCommands`."""
    return sim.commands.get(_scope(params), [])


async def delete_my_commands(sim: Simulator, params: Params) -> bool:
    """`deleteMyCommands`."""
    sim.commands.pop(_scope(params), None)
    _tell_phones(sim)
    return True


def commands_for(sim: Simulator, chat_id: int) -> list[Json]:
    """The command menu that a person in private chat `chat_id` sees: the narrowest scope that has one."""
    for scope in (f"chat:{chat_id}", "all_private_chats", "default"):
        for language in ("es", ""):
            if found := sim.commands.get(f"{scope}|{language}"):
                return found
    return []


def _tell_phones(sim: Simulator) -> None:
    sim.hub.publish("commands", by_chat={str(user.id): commands_for(sim, user.id) for user in sim.world.cast()})


def _scope(params: Params) -> str:
    scope = params.parsed("scope") or {}
    if isinstance(scope, str):
        scope = json.loads(scope)
    kind = scope.get("type", "default")
    if kind in ("chat", "chat_member", "chat_administrators"):
        kind = f"{kind}:{scope.get('chat_id')}"
    return f"{kind}|{params.text('language_code')}"


async def set_my_name(sim: Simulator, params: Params) -> bool:
    """`setMyName`."""
    return _set_profile(sim, params, "name")


async def set_my_description(sim: Simulator, params: Params) -> bool:
    """`setMyDescription`."""
    return _set_profile(sim, params, "description")


async def set_my_short_description(sim: Simulator, params: Params) -> bool:
    """`setMyShortDescription`."""
    return _set_profile(sim, params, "short_description")


def _set_profile(sim: Simulator, params: Params, what: str) -> bool:
    text = params.text(what)
    if utf16_len(text) > _LIMITS[what]:
        raise bad_request(f"BOT_{'TITLE' if what == 'name' else 'ABOUT'}_TOO_LONG")
    sim.profile[what] = text
    sim.hub.publish("profile", profile=sim.profile)
    return True


async def get_my_name(sim: Simulator, _params: Params) -> Json:
    """`getMyName`."""
    return {"name": sim.profile["name"]}


async def get_my_description(sim: Simulator, _params: Params) -> Json:
    """`getMyDescription`."""
    return {"description": sim.profile["description"]}


async def get_my_short_description(sim: Simulator, _params: Params) -> Json:
    """`getMyShortDescription`."""
    return {"short_description": sim.profile["short_description"]}


async def set_chat_menu_button(_sim: Simulator, _params: Params) -> bool:
    """`setChatMenuButton`: accepted; the menu is always that of commands."""
    return True


async def get_chat(sim: Simulator, params: Params) -> Json:
    """`getChat`."""
    chat = find_chat(sim, params)
    full: Json = {**chat.to_json(), "accent_color_id": 0, "max_reaction_count": 11}
    full["accepted_gift_types"] = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    return full


async def get_chat_member(sim: Simulator, params: Params) -> Json:
    """`getChatMember`: member, left or (the bot's blocked chat) kicked."""
    chat = find_chat(sim, params)
    user_id = params.integer("user_id")
    if user_id == sim.bot.id:
        return {"user": sim.bot.to_json(), "status": "member" if chat.bot_member else "left"}
    user = sim.world.users.get(user_id)
    if user is None:
        raise bad_request("invalid user_id specified" if user_id <= 0 else "user not found")
    inside = chat.user is user or user_id in chat.members
    return {"user": user.to_json(), "status": "member" if inside else "left"}


async def get_chat_member_count(sim: Simulator, params: Params) -> int:
    """`getChatMemberCount`."""
    chat = find_chat(sim, params)
    return 2 if chat.user is not None else len(chat.members) + int(chat.bot_member)
