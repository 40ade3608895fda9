"""Chat models: the one place where LangChain builds one, from the settings."""

import os
import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from bot.errors import SettingsProblem
from bot.model_settings import ModelSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

EXTRAS = ("openai", "anthropic", "ollama")  # named as their providers
# Of providers whose package LangChain does not name after them.
PACKAGES = {
    **dict.fromkeys(("azure_openai", "langsmith"), "langchain_openai"),
    **dict.fromkeys(("anthropic_bedrock", "bedrock", "bedrock_converse"), "langchain_aws"),
    **dict.fromkeys(("bedrock_mantle_anthropic", "bedrock_mantle_openai"), "langchain_aws"),
    "google_anthropic_vertex": "langchain_google_vertexai",
    "nvidia": "langchain_nvidia_ai_endpoints",
}
KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
TAKES_NO_TEMPERATURE = re.compile(r"(azure_)?openai:o\d")  # OpenAI's models that reason first refuse one
NO_KEY = "none"  # for servers of one's own: they ask for none, though the client does
TRACING = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2")


def switch_tracing_off() -> None:
    """Keep LangChain from sending every question and answer to a tracing service."""
    for name in TRACING:
        os.environ[name] = "false"


def refuse_unusable(settings: ModelSettings) -> None:
    """Raise SettingsProblem if no model is named, or it lacks its package, its key or its budget."""
    if not settings.name:
        raise SettingsProblem(
            "No language model is set: name one in NEWSDESK_MODEL__NAME, as ollama:qwen3, or use --answerer extractive."
        )
    if settings.is_paid and settings.tokens_per_day is None:
        raise SettingsProblem(
            f"{settings.name} runs on somebody else's machine and may cost money. Set how many tokens a day may be "
            "spent: NEWSDESK_MODEL__TOKENS_PER_DAY."
        )
    package = PACKAGES.get(settings.provider, f"langchain_{settings.provider}")
    if find_spec(package) is None:
        name = package.replace("_", "-")
        extra = f"newsdesk with its extra: pip install '.[{settings.provider}]'"
        remedy = f"Install {extra if settings.provider in EXTRAS else 'it, or correct NEWSDESK_MODEL__NAME.'}"
        raise SettingsProblem(f"{settings.name} needs {name}, which is not installed. {remedy}")
    key = KEYS.get(settings.provider)
    if settings.is_paid and key and not (settings.api_key or os.environ.get(key)):
        raise SettingsProblem(
            f"There is no key for {settings.name}. Set NEWSDESK_MODEL__API_KEY, or {key} in the environment itself: "
            "of a .env file, only newsdesk's own settings are read."
        )


def chat_model(settings: ModelSettings) -> "BaseChatModel":
    """Return the model that the settings name, which tries nothing twice. Raise SettingsProblem if it is not to be had.

    It takes seconds the first time.
    """
    refuse_unusable(settings)
    if not settings.tracing:
        switch_tracing_off()
    from langchain.chat_models import init_chat_model
    from pydantic import ValidationError

    try:
        model: BaseChatModel = init_chat_model(settings.name, **_options(settings))
    except ValidationError as error:  # its own message shows what was given, the key too
        wrong = "; ".join(each["msg"] for each in error.errors(include_url=False, include_input=False))
        raise SettingsProblem(f"{settings.name} cannot be used: {wrong}. Correct NEWSDESK_MODEL__NAME.") from error
    except (ImportError, ValueError, TypeError) as error:
        raise SettingsProblem(f"{settings.name} cannot be used: {error} Correct NEWSDESK_MODEL__NAME.") from error
    return model


def _options(settings: ModelSettings) -> dict[str, Any]:
    options: dict[str, Any] = {} if TAKES_NO_TEMPERATURE.match(settings.name) else {"temperature": 0}
    if settings.provider == "ollama":  # its client has names of its own
        options |= {"num_predict": settings.max_tokens, "client_kwargs": {"timeout": settings.timeout_s}}
    else:
        options |= {"max_tokens": settings.max_tokens, "timeout": settings.timeout_s, "max_retries": 0}
    if settings.base_url:
        options["base_url"] = settings.base_url
    if settings.api_key:
        options["api_key"] = settings.api_key.get_secret_value()
    elif settings.provider == "openai" and not settings.is_paid:
        options["api_key"] = NO_KEY
    return options
