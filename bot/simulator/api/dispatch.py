"""``/bot<token>/<method>``: authenticate, apply faults, call the method, write the ledger, answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.simulator.api import edits, media, messages, profile, receiving
from bot.simulator.api.request import Params
from bot.simulator.core import Simulator
from bot.simulator.errors import ApiError, ConnectionCutError
from bot.simulator.model import Json

Method = Callable[[Simulator, Params], Awaitable[object]]

METHODS: dict[str, Method] = {
    "getMe": receiving.get_me,
    "logOut": receiving.log_out,
    "close": receiving.log_out,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "sendMessage": messages.send_message,
    "forwardMessage": messages.forward_message,
    "copyMessage": messages.copy_message,
    "deleteMessage": messages.delete_message,
    "deleteMessages": messages.delete_messages,
    "sendChatAction": messages.send_chat_action,
    "setMessageReaction": messages.set_message_reaction,
    "pinChatMessage": messages.pin_chat_message,
    "leaveChat": messages.leave_chat,
    "editMessageText": edits.edit_message_text,
    "editMessageCaption": edits.edit_message_caption,
    "editMessageReplyMarkup": edits.edit_message_reply_markup,
    "sendPhoto": media.send_photo,
    "sendDocument": media.send_document,
    "sendMediaGroup": media.send_media_group,
    "getFile": media.get_file,
    "answerCallbackQuery": profile.answer_callback_query,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.set_my_name,
    "getMyName": profile.get_my_name,
    "setMyDescription": profile.set_my_description,
    "getMyDescription": profile.get_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getMyShortDescription": profile.get_my_short_description,
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChat": profile.get_chat,
    "getChatMember": profile.get_chat_member,
    "getChatMemberCount": profile.get_chat_member_count,
}
_BY_LOWER = {name.lower(): (name, method) for name, method in METHODS.items()}
_UNRECORDED = ("get", "set", "delete", "logout", "close")
_RECORDED_ANYWAY = frozenset({"deletemessage", "deletemessages", "setmessagereaction"})


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and body of an answer of the Bot API."""

    status: int
    body: Json


async def call(sim: Simulator, token: str, method_name: str, params: Params) -> Answer:
    """Execute one request. Raises `ConnectionCutError` or `GatewayError` when a fault asks for it."""
    if token != sim.token:
        return _refused(_unauthorized(token))
    lower = method_name.lower()
    name, method = _BY_LOWER.get(lower, (method_name, None))
    if method is None:
        return _refused(ApiError(404, "Not Found: method not found"))
    chat_id = params.chat_id()
    try:
        cut = await sim.faults.before(lower, chat_id)
        result = await method(sim, params)
    except ApiError as error:
        _record(sim, name, params, chat_id, error=error)
        return _refused(error)
    _record(sim, name, params, chat_id, result=result, cut=cut)
    if cut:
        raise ConnectionCutError
    if isinstance(result, receiving.Described):
        return Answer(200, {"ok": True, "result": result.result, "description": result.description})
    return Answer(200, {"ok": True, "result": result})


def _unauthorized(token: str) -> ApiError:
    well_formed = ":" in token and token.partition(":")[0].isdecimal()
    return ApiError(401, "Unauthorized" if well_formed else "Unauthorized: invalid token specified")


def _refused(error: ApiError) -> Answer:
    return Answer(error.code, error.to_json())


def _record(
    sim: Simulator,
    name: str,
    params: Params,
    chat_id: int | None,
    *,
    result: object = None,
    error: ApiError | None = None,
    cut: bool = False,
) -> None:
    lower = name.lower()
    if lower.startswith(_UNRECORDED) and lower not in _RECORDED_ANYWAY:
        return
    details: dict[str, Any] = _asked(sim, lower, params)
    if error is not None:
        details |= {"error_code": error.code, "description": error.description}
    last = result[-1] if isinstance(result, list) else result
    if isinstance(last, dict):
        details["message_id"] = last.get("message_id")
        if "chat" in last:
            details["text"] = last.get("text", last.get("caption"))
            details["entities"] = last.get("entities", last.get("caption_entities", []))
    if chat_id is None:
        chat_id = details.pop("chat_id", None)
    details.pop("chat_id", None)
    sim.ledger.add(sim.clock.now(), name, chat_id, ok=error is None, cut=cut, **details)


def _asked(sim: Simulator, lower: str, params: Params) -> dict[str, Any]:
    details: dict[str, Any] = {"text": params.text("text") or params.text("caption") or params.text("action") or None}
    if params.values.get("message_id") is not None:
        details["message_id"] = params.integer("message_id")
    if params.values.get("reply_markup"):
        try:
            details["reply_markup"] = params.parsed("reply_markup")
        except ApiError:
            details["reply_markup"] = None
    if lower == "answercallbackquery" and (query := sim.world.callbacks.get(params.text("callback_query_id"))):
        details |= {"chat_id": query.message.chat.id, "message_id": query.message.message_id}
    return details
