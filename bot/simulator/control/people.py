"""Users and groups: create them, look at their phones."""

from __future__ import annotations

from starlette.requests import Request

from bot.simulator.api.profile import commands_for
from bot.simulator.control.common import Context, need, number, read_json
from bot.simulator.core import Simulator
from bot.simulator.errors import ControlError
from bot.simulator.model import Chat, Json, User

MAX_BULK = 100_000


async def create_users(request: Request, context: Context) -> Json:
    """POST /control/users: ``count`` citizens, or the ``users`` described; ``started`` marks that they know the bot."""
    body = await read_json(request)
    started = bool(body.get("started"))
    described: list[Json] = body.get("users") or []
    count = int(body.get("count") or 0)
    if not described and not 0 < count <= MAX_BULK:
        raise ControlError(f"Diga «count» (de 1 a {MAX_BULK}) o «users»")
    world = context.sim.world
    created = [_described(context.sim, item) for item in described]
    created += [world.new_user("Persona", f"Inventada {number}") for number in range(1, count + 1)]
    for user in created:
        user.started = started
    return {"users": [person_json(user) for user in created]}


def _described(sim: Simulator, item: Json) -> User:
    user_id = item.get("id")
    if user_id is not None and user_id in sim.world.users:
        return sim.world.users[user_id]
    name, surname = str(item.get("first_name", "Persona")), str(item.get("last_name", ""))
    return sim.world.new_user(name, surname, str(item.get("username", "")), user_id)


async def list_users(_request: Request, context: Context) -> Json:
    """GET /control/users."""
    return {"users": [person_json(user) for user in context.sim.world.users.values()]}


def person_json(user: User) -> Json:
    """A person as the control API describes her."""
    return {
        **user.to_json(),
        "role": user.role,
        "started": user.started,
        "blocked": user.blocked,
        "start_payload": user.start_payload,
    }


async def phone(request: Request, context: Context) -> Json:
    """GET /control/users/{id}: her phone: the last ``limit`` messages of her private chat and the keyboard."""
    user = context.people.find(request.path_params["user_id"])
    return phone_json(context.sim, user, number(request, "limit", 500))


def phone_json(sim: Simulator, user: User, limit: int) -> Json:
    """What the phone of `user` shows."""
    chat = sim.world.chats[user.id]
    return {
        "user": person_json(user),
        "messages": messages_json(chat, limit),
        "reply_keyboard": chat.reply_keyboard,
        "commands": commands_for(sim, user.id),
    }


def messages_json(chat: Chat, limit: int) -> list[Json]:
    """The last `limit` messages of `chat`."""
    return [message.to_json() for message in list(chat.messages.values())[-limit:]]


async def callback_answer(request: Request, context: Context) -> Json:
    """GET /control/callbacks/{id}: whether the bot answered that press, and how."""
    query = context.sim.world.callbacks.get(request.path_params["query_id"])
    if query is None:
        raise ControlError("No existe esa pulsación", 404)
    return {"answered": query.answered, "answer": query.answer}


async def say_many(request: Request, context: Context) -> Json:
    """POST /control/texts: many people write at once: ``items`` of ``{"user_id", "text"}``."""
    body = await read_json(request)
    sent = []
    for item in need(body, "items", list):
        user = context.people.find(item["user_id"])
        message = context.people.say(user, item["text"], item.get("chat_id"))
        sent.append({"user_id": user.id, "message_id": message.message_id})
    return {"sent": sent}


async def create_group(request: Request, context: Context) -> Json:
    """POST /control/groups: group ``title`` with ``members`` (ids), and the bot unless ``bot`` is false."""
    body = await read_json(request)
    members = [context.people.find(user_id) for user_id in need(body, "members", list)]
    if not members:
        raise ControlError("Un grupo necesita al menos una persona")
    chat = context.sim.world.new_group(need(body, "title"), members, bot_member=False)
    if body.get("bot", True):
        _join(context, chat, members[0])
    return {"chat_id": chat.id}


async def group(request: Request, context: Context) -> Json:
    """GET /control/groups/{id}: its messages."""
    return {"messages": messages_json(_group(request, context), 500)}


async def set_bot_member(request: Request, context: Context) -> Json:
    """POST /control/groups/{id}/bot: put the bot in (``member`` true) or out."""
    chat, body = _group(request, context), await read_json(request)
    by = next(iter(chat.members.values()))
    if body.get("member", True):
        _join(context, chat, by)
    elif chat.bot_member:
        chat.bot_member = False
        context.people.member_update(chat, by, ("member", "kicked"))
    return {"member": chat.bot_member}


def _group(request: Request, context: Context) -> Chat:
    chat_id = request.path_params["chat_id"]
    chat = context.sim.world.chats.get(int(chat_id)) if chat_id.lstrip("-").isdecimal() else None
    if chat is None or chat.user is not None:
        raise ControlError("No existe ese grupo", 404)
    return chat


def _join(context: Context, chat: Chat, by: User) -> None:
    if chat.bot_member:
        return
    sim = context.sim
    chat.bot_member = True
    context.people.member_update(chat, by, ("left", "member"))
    message = sim.world.new_message(chat, by, sim.date)
    message.content = {"new_chat_members": [sim.bot.to_json()]}
    sim.push_update("message", message.to_json())
