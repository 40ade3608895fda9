"""Discord's own documents: its OpenAPI description and the schemas of its gateway, checked against what went by."""

import json
import re
from collections.abc import Iterator
from functools import cache

import jsonschema_rs
from conftest import SHARED_DATA
from discord_payloads import Payload
from jsonschema import Draft7Validator, Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7, DRAFT202012

FOLDER = SHARED_DATA / "discord"
ABSENT = "Discord's schemas are not there"

_COMMANDS = {1: "ChatInput", 2: "User", 3: "Message"}
_INTERACTIONS = {3: "MessageComponent", 4: "ApplicationCommandAutocomplete", 5: "ModalSubmit"}
_OPCODES = {7: "Reconnect", 9: "InvalidSession", 10: "Hello", 11: "HeartbeatAck", 1: "HeartbeatRequest"}
_SENT = {1: "Heartbeat", 2: "Identify", 3: "UpdatePresence", 6: "Resume", 8: "RequestGuildMembers"}


def available() -> bool:
    return (FOLDER / "openapi.json").is_file()


def wrong_request(method: str, template: str, body: object) -> str | None:
    """Return what is wrong with the JSON body of a request to a path of the document, if something is."""
    operation = _operation(method, template)
    if operation is None:
        return f"there is no {method} {template}"
    contents = operation.get("requestBody", {}).get("content", {})
    if not contents:
        return None if body is None else "no body is expected"
    pointer = f"{_pointer(method, template)}/requestBody/content/application~1json/schema"
    return _wrong("openapi.json", pointer, _with_text_ids(body))


def wrong_answer(method: str, template: str, status: int, body: object) -> str | None:
    """Return what is wrong with an answer of our own, if something is; server errors have no schema."""
    if status >= 500:
        return None
    responses = (_operation(method, template) or {}).get("responses", {})
    key = next((key for key in (str(status), f"{status // 100}XX") if key in responses), None)
    if key is None:
        return f"{method} {template} does not answer {status}"
    found, where = responses[key], f"{_pointer(method, template)}/responses/{key}"
    if "$ref" in found:
        where = found["$ref"].removeprefix("#")
        found = _document("openapi.json")["components"]["responses"][where.rsplit("/", 1)[-1]]
    if "content" not in found:
        return None if body is None else f"{method} {template} answers {status} without a body"
    return _wrong("openapi.json", f"{where}/content/application~1json/schema", body)


def wrong_event(payload: Payload) -> str | None:
    """Return what is wrong with what the gateway sends, if something is."""
    if payload["op"]:
        return _wrong(*_definition("received", f"Gateway{_OPCODES[payload['op']]}"), payload)
    name = "".join(word.capitalize() for word in payload["t"].split("_"))
    if name == "Resumed":  # its types say that there is no data; Discord sends some, and discord.py needs it
        payload = {key: value for key, value in payload.items() if key != "d"}
    if name != "InteractionCreate":
        return _wrong(*_definition("received", f"Gateway{name}Dispatch"), payload)
    data = payload["d"]  # by its kind: "none of 25 alternatives fits" would help nobody
    kind = _INTERACTIONS.get(data["type"]) or f"{_COMMANDS[data['data']['type']]}ApplicationCommand"
    return _wrong(*_definition("received", f"API{kind}Interaction"), data)


def wrong_container(component: Payload) -> str | None:
    """Return what is wrong with a container of a message, if something is."""
    return _wrong("openapi.json", "/components/schemas/ContainerComponentForMessageRequest", component)


def wrong_command(payload: Payload) -> str | None:
    """Return what is wrong with what was sent to the gateway, if something is."""
    return _wrong(*_definition("sent", f"Gateway{_SENT[payload['op']]}"), payload)


@cache
def _document(name: str) -> Payload:
    return json.loads((FOLDER / name).read_text())


@cache
def _judge(name: str, pointer: str) -> jsonschema_rs.Validator:
    """Return what says in microseconds whether a body is right."""
    kind = jsonschema_rs.Draft202012Validator if name == "openapi.json" else jsonschema_rs.Draft7Validator
    return kind({"$ref": f"urn:{name}#{pointer}"}, registry=jsonschema_rs.Registry([(f"urn:{name}", _document(name))]))


def _explained(name: str, pointer: str, body: object) -> str:
    """Return in which place a body is wrong, which takes its time to find."""
    kind, version = (Draft202012Validator, DRAFT202012) if name == "openapi.json" else (Draft7Validator, DRAFT7)
    registry = Registry().with_resource(f"urn:{name}", Resource(_document(name), version))
    error = best_match(kind({"$ref": f"urn:{name}#{pointer}"}, registry=registry).iter_errors(body))
    return f"{error.json_path}: {error.message[:500]}" if error else f"it is none of {name}#{pointer}"


def _wrong(name: str, pointer: str, body: object) -> str | None:
    return None if _judge(name, pointer).is_valid(body) else _explained(name, pointer, body)


def _definition(direction: str, name: str) -> tuple[str, str]:
    document = f"gateway_{direction}.schema.json"
    assert name in _document(document)["definitions"], name
    return document, f"/definitions/{name}"


def _pointer(method: str, template: str) -> str:
    return f"/paths/{template.replace('~', '~0').replace('/', '~1')}/{method.lower()}".replace("{", "%7B").replace(
        "}", "%7D"
    )


def _operation(method: str, template: str) -> Payload | None:
    return _document("openapi.json")["paths"].get(template, {}).get(method.lower())


def _with_text_ids(body: object) -> object:
    """Return the body with ids as text, as the document wants them; Discord takes them as numbers too."""
    if isinstance(body, list):
        return [_with_text_ids(part) for part in body]
    if not isinstance(body, dict):
        return body
    return dict(_text_ids(body))


def _text_ids(body: Payload) -> Iterator[tuple[str, object]]:
    component = "type" in body
    for name, value in body.items():
        is_id = re.search(r"(^|_)id$", name) and isinstance(value, int) and not (component and name == "id")
        yield name, str(value) if is_id else _with_text_ids(value)
