"""A server that speaks Telegram's Bot API as it is documented, with faults that a test orders.

https://core.telegram.org/bots/api, as far as channels use it. Messages are kept; texts that
Telegram would refuse are refused: broken HTML, and more than 4,096 or 1,024 units of UTF-16.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from html import escape, unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

TOKEN = "123456789:a-token-of-tests-that-nobody-may-see"
CHAT = "@harbourgazette"
_CHAT_ID = -1001234567890
_LONGEST = {"text": 4096, "caption": 1024}
_TAG = re.compile(r'<(/?)([a-z]+)(?: href="[^"<>]*")?>')
_BARE = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-f]+);)")
_TAGS = {"b", "strong", "i", "em", "u", "s", "a", "code", "pre", "blockquote"}


@dataclass
class Message:
    """What stands in the chat, or stood there."""

    id: int
    html: str
    #: The picture's file; None for a message of text.
    photo: bytes | None = None
    silent: bool = False
    pinned: bool = False
    deleted: bool = False
    edits: int = 0
    #: The number of its album's first message; 0 for a message alone.
    album: int = 0
    #: As it was named in the request.
    chat: str = CHAT
    at: float = field(default_factory=time.monotonic)

    @property
    def words(self) -> str:
        """What readers see, without markup."""
        return visible(self.html)


@dataclass
class Fault:
    """What happens to the next requests instead of what is documented for them.

    :param methods: those of the API that it meets; none named means all.
    :param times: how often it happens.
    :param status: of the answer; 0 cuts the connection.
    :param description: what Telegram says with it; None answers something that is no JSON.
    :param stored: whether the request is done before.
    :param held: the answer waits until this is set.
    """

    methods: tuple[str, ...] = ()
    times: int = 1
    status: int = 0
    description: str | None = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    stored: bool = False
    held: threading.Event | None = None
    #: Set when the first request has met it.
    met: threading.Event = field(default_factory=threading.Event)


class BotApi:
    """The server's memory: what it was asked, what stands in the chat, what is to go wrong."""

    def __init__(self) -> None:
        self.url = ""
        self.chat = CHAT
        #: Its number, by which it is known as well.
        self.chat_id = _CHAT_ID
        #: Further chats that the bot may post in.
        self.chats: set[str] = set()
        self.messages: dict[int, Message] = {}
        #: What is written to the bot, until it is known to have been heard.
        self.updates: list[dict[str, Any]] = []
        self._written = 500
        #: Files that people sent, by their path.
        self.files: dict[str, bytes] = {}
        self.requests: list[tuple[str, dict[str, Any]]] = []
        self.faults: list[Fault] = []
        self.changed = threading.Condition()
        #: Whether requests that wait for updates are to end.
        self.closed = False

    def fault(self, *methods: str, **what: Any) -> Fault:
        """Let something go wrong with the next request, or the next of these methods."""
        fault = Fault(methods, **what)
        self.faults.append(fault)
        return fault

    def write(
        self, text: str, chat: int, *, name: str = "Mara", kind: str = "private", **message: Any
    ) -> int:
        """Somebody writes to the bot, in a chat of their own; the number of the update."""
        with self.changed:
            self._written += 1
            person = {"id": chat, "is_bot": False, "first_name": name, "language_code": "de"}
            written = {
                "message_id": self._written,
                "date": 1_780_000_000,
                "chat": {"id": chat, "type": kind, "first_name": name},
                "from": person,
                **({"text": text} if text else {}),
                **message,
            }
            self.updates.append({"update_id": self._written, "message": written})
            self.chats.add(str(chat))
            self.changed.notify_all()
            return self._written

    def said_to(self, chat: int) -> list[str]:
        """What the bot wrote in a chat."""
        return [one.words for one in self.standing if one.chat == str(chat)]

    @property
    def standing(self) -> list[Message]:
        """The messages that are there, in their order."""
        return [message for message in self.messages.values() if not message.deleted]

    def asked(self, *methods: str) -> int:
        """How often these methods were asked for."""
        return sum(method in methods for method, _fields in self.requests)

    def answer(
        self, token: str, method: str, fields: dict[str, Any]
    ) -> tuple[int, Any, Fault | None]:
        """The status and the answer to one request."""
        with self.changed:
            self.requests.append((method, fields))
            fault = next((f for f in self.faults if not f.methods or method in f.methods), None)
            if fault:
                fault.times -= 1
                if not fault.times:
                    self.faults.remove(fault)
            if fault is None or fault.stored:
                status, answer = self._documented(token, method, fields)
            if fault is not None:
                status = fault.status
                answer = (
                    None
                    if fault.description is None
                    else _error(fault.status, fault.description, fault.parameters)
                )
                fault.met.set()
            self.changed.notify_all()
        return status, answer, fault

    def _documented(self, token: str, method: str, fields: dict[str, Any]) -> tuple[int, Any]:
        if token != TOKEN:
            return 401, _error(401, "Unauthorized")
        if method == "getMe":
            bot = {"id": 123456789, "is_bot": True, "first_name": "Gazette", "username": "gazette"}
            return 200, _result(bot)
        if method == "getUpdates":
            return self._updates(fields)
        if method == "getFile":
            path = fields["file_id"]
            if path not in self.files:
                return 400, _error(400, "Bad Request: wrong file_id or the file is unavailable")
            found = {"file_id": path, "file_unique_id": path, "file_path": path}
            return 200, _result({**found, "file_size": len(self.files[path])})
        if fields.get("chat_id") not in (self.chat, str(self.chat_id), *self.chats):
            return 400, _error(400, "Bad Request: chat not found")
        if method == "getChat":
            return 200, _result(
                {
                    **self._chat(),
                    "accent_color_id": 1,
                    "max_reaction_count": 11,
                    "accepted_gift_types": {
                        "unlimited_gifts": False,
                        "limited_gifts": False,
                        "unique_gifts": False,
                        "premium_subscription": False,
                        "gifts_from_channels": False,
                    },
                }
            )
        if method in ("sendMessage", "sendPhoto"):
            return self._send(method, fields)
        if method == "sendMediaGroup":
            return self._send_album(fields)
        if method == "deleteMessages":
            return self._delete_all(json.loads(fields["message_ids"]))
        message = self.messages.get(int(fields.get("message_id", 0)))
        if method == "deleteMessage":
            if message is None or message.deleted:
                return 400, _error(400, "Bad Request: message to delete not found")
            message.deleted = True
            return 200, _result(True)
        if method in ("pinChatMessage", "unpinChatMessage"):
            if message is None or message.deleted:
                return 400, _error(400, "Bad Request: message to pin not found")
            message.pinned = method == "pinChatMessage"
            return 200, _result(True)
        if method.startswith("editMessage"):
            if message is None or message.deleted:
                return 400, _error(400, "Bad Request: message to edit not found")
            return self._edit(method, message, fields)
        return 404, _error(404, "Not Found")

    def _send(self, method: str, fields: dict[str, Any]) -> tuple[int, Any]:
        name = "caption" if method == "sendPhoto" else "text"
        html = fields.get(name, "")
        if "parse_mode" not in fields:
            html = escape(html)
        if wrong := _refused(name, html):
            return 400, _error(400, wrong)
        message = Message(
            len(self.messages) + 11,
            html,
            fields.get("photo") if method == "sendPhoto" else None,
            silent=fields.get("disable_notification") == "true",
            chat=fields["chat_id"],
        )
        self.messages[message.id] = message
        return 200, _result(self._shown(message))

    def _send_album(self, fields: dict[str, Any]) -> tuple[int, Any]:
        media = json.loads(fields["media"])
        if not 2 <= len(media) <= 10:
            return 400, _error(400, "Bad Request: there must be 2 to 10 messages in an album")
        for one in media:
            if wrong := _refused("caption", one.get("caption", "")):
                return 400, _error(400, wrong)
        first = len(self.messages) + 11
        for number, one in enumerate(media, first):
            self.messages[number] = Message(
                number,
                one.get("caption", ""),
                fields[one["media"].removeprefix("attach://")],
                silent=fields.get("disable_notification") == "true",
                chat=fields["chat_id"],
                album=first,
            )
        sent = [self._shown(self.messages[n]) for n in range(first, first + len(media))]
        return 200, _result([{**one, "media_group_id": str(first)} for one in sent])

    def _delete_all(self, numbers: list[int]) -> tuple[int, Any]:
        """Those that are not there are passed over."""
        for number in numbers:
            if number in self.messages:
                self.messages[number].deleted = True
        return 200, _result(True)

    def _edit(self, method: str, message: Message, fields: dict[str, Any]) -> tuple[int, Any]:
        name, html, photo = "text", fields.get("text", ""), None
        if method == "editMessageCaption":
            name, html = "caption", fields.get("caption", "")
        elif method == "editMessageMedia":
            media = json.loads(fields["media"])
            name, html = "caption", media.get("caption", "")
            photo = fields[media["media"].removeprefix("attach://")]
        if name == "text" and message.photo is not None:
            return 400, _error(400, "Bad Request: there is no text in the message to edit")
        if name == "caption" and message.photo is None and photo is None:
            return 400, _error(400, "Bad Request: there is no caption in the message to edit")
        if wrong := _refused(name, html):
            return 400, _error(400, wrong)
        if message.html == html and photo in (None, message.photo):
            return 400, _error(
                400,
                "Bad Request: message is not modified: specified new message content and reply"
                " markup are exactly the same as a current content and reply markup of the message",
            )
        message.html, message.photo = html, photo or message.photo
        message.edits += 1
        return 200, _result(self._shown(message))

    def _updates(self, fields: dict[str, Any]) -> tuple[int, Any]:
        """Those from ``offset`` on; what comes before is forgotten. Waits for some, if asked to."""
        offset = int(fields.get("offset", 0))
        self.updates = [one for one in self.updates if one["update_id"] >= offset]
        self.changed.wait_for(lambda: self.updates or self.closed, float(fields.get("timeout", 0)))
        return 200, _result(list(self.updates))

    def _chat(self) -> dict[str, Any]:
        return {"id": self.chat_id, "type": "channel", "title": "The Harbour Gazette"}

    def _shown(self, message: Message) -> dict[str, Any]:
        shown: dict[str, Any] = {"message_id": message.id, "date": 1_780_000_000}
        shown["chat"] = self._chat()
        words = message.words
        if message.photo is None:
            return {**shown, "text": words}
        size = {"file_id": "f", "file_unique_id": "u", "width": 1280, "height": 720}
        return {**shown, "caption": words, "photo": [size]}


def visible(html: str) -> str:
    """The text that is left when the markup is read; ValueError for markup that cannot be."""
    open_tags: list[str] = []
    for closing, tag in _TAG.findall(html):
        if tag not in _TAGS:
            raise ValueError(f"unsupported start tag {tag!r}")
        if not closing:
            open_tags.append(tag)
        elif not open_tags or open_tags.pop() != tag:
            raise ValueError(f"unexpected end tag {tag!r}")
    if open_tags:
        raise ValueError(f"can't find end tag corresponding to start tag {open_tags[-1]!r}")
    rest = _TAG.sub("", html)
    if "<" in rest or _BARE.search(rest):
        raise ValueError("a sign is not escaped")
    return unescape(rest)


def units(text: str) -> int:
    """Units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _refused(name: str, html: str) -> str:
    """Why a text or caption is refused; empty when it is not."""
    try:
        words = visible(html).strip()
    except ValueError as error:
        return f"Bad Request: can't parse entities: {error}"
    if not words and name == "text":
        return "Bad Request: message text is empty"
    if units(words) > _LONGEST[name]:
        return f"Bad Request: message {name} is too long"
    return ""


def _result(result: Any) -> dict[str, Any]:
    return {"ok": True, "result": result}


def _error(code: int, description: str, parameters: dict[str, Any] | None = None) -> dict[str, Any]:
    more = {"parameters": parameters} if parameters else {}
    return {"ok": False, "error_code": code, "description": description, **more}


def _fields(content_type: str, body: bytes) -> dict[str, Any]:
    """The fields of a form, files among them as bytes."""
    if not content_type.startswith("multipart/"):
        found = parse_qs(body.decode(), keep_blank_values=True)
        return {name: values[-1] for name, values in found.items()}
    parts = message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    fields: dict[str, Any] = {}
    for part in parts.get_payload():
        name = part.get_param("name", header="content-disposition")  # type: ignore[union-attr]
        content = part.get_payload(decode=True)  # type: ignore[union-attr]
        is_file = part.get_filename() is not None  # type: ignore[union-attr]
        fields[str(name)] = content if is_file else content.decode()  # type: ignore[union-attr]
    return fields


@contextmanager
def bot_api(port: int = 0) -> Iterator[BotApi]:
    """Serve the API on the loopback interface for the length of a ``with`` block."""
    api = BotApi()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length)
            bot, _, method = urlsplit(self.path).path.lstrip("/").partition("/")
            fields = _fields(self.headers.get("Content-Type", ""), body)
            status, answer, fault = api.answer(bot.removeprefix("bot"), method, fields)
            if fault and fault.held:
                fault.held.wait(60)
            if not status:
                self.close_connection = True
                return
            said = b"<html>no JSON</html>" if answer is None else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def do_GET(self) -> None:
            _, bot, path = unquote(urlsplit(self.path).path).lstrip("/").split("/", 2)
            with api.changed:
                api.requests.append(("file", {"path": path}))
                found = api.files.get(path) if bot.removeprefix("bot") == TOKEN else None
            self.send_response(404 if found is None else 200)
            self.send_header("Content-Length", str(len(found or b"")))
            self.end_headers()
            self.wfile.write(found or b"")

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                return  # whoever asked is gone

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    api.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield api
    finally:
        with api.changed:
            api.closed = True
            api.changed.notify_all()
        server.shutdown()
        server.server_close()
        thread.join()
