"""The profiles of compose.yaml: one machine as ever, and the cluster beside it."""

import re
from typing import Any

import pytest
import yaml
from test_deployment import COMPOSE, SERVICES

from bot.settings import names

NETWORKS: dict[str, Any] = yaml.safe_load(COMPOSE)["networks"]
BOTS, WATCHERS, SERVERS = ("bot", "bot-2"), ("watch", "watch-2"), ("postgres", "chroma")


def run_by(*profiles: str) -> set[str]:
    """Return which services run while these profiles are on."""
    return {name for name, service in SERVICES.items() if set(service.get("profiles", profiles)) & {*profiles}}


def test_without_a_profile_one_bot_and_one_watcher_run() -> None:
    assert {name for name, service in SERVICES.items() if "profiles" not in service} == {"bot", "watch"}


def test_a_cluster_is_two_bots_two_watchers_and_their_servers() -> None:
    assert run_by("cluster") == {*BOTS, *WATCHERS, *SERVERS}


def test_chroma_alone_is_a_profile_still() -> None:
    assert run_by("chroma") == {"bot", "watch", "chroma"}


@pytest.mark.parametrize("service", [*BOTS, *WATCHERS])
def test_newsdesk_begins_after_the_servers_that_run(service: str) -> None:
    waiting = {name: (how["condition"], how["required"]) for name, how in SERVICES[service]["depends_on"].items()}
    assert waiting == dict.fromkeys(SERVERS, ("service_healthy", False))


@pytest.mark.parametrize("service", SERVERS)
def test_a_server_that_is_waited_for_says_how_it_is(service: str) -> None:
    assert SERVICES[service]["healthcheck"]["test"]


@pytest.mark.parametrize("service", SERVERS)
def test_a_server_is_reached_from_networks_alone_that_lead_nowhere(service: str) -> None:
    assert all(NETWORKS[name]["internal"] for name in SERVICES[service]["networks"])


@pytest.mark.parametrize("service", [*BOTS, *WATCHERS])
def test_newsdesk_reaches_every_server(service: str) -> None:
    assert {name for server in SERVERS for name in SERVICES[server]["networks"]} < set(SERVICES[service]["networks"])


def test_postgresql_runs_as_its_own_user_and_knows_no_secret_of_newsdesk() -> None:
    assert SERVICES["postgres"]["user"] == "postgres"
    assert SERVICES["postgres"]["env_file"] == []


def test_the_password_of_the_ledger_has_no_default() -> None:
    given = SERVICES["postgres"]["environment"]["POSTGRES_PASSWORD"]
    assert re.fullmatch(r"\$\{(\w+)-\}", given).group(1) in names()


@pytest.mark.parametrize("service", WATCHERS)
def test_of_the_secrets_a_watcher_has_those_alone_of_what_it_takes_articles_in_with(service: str) -> None:
    secret = {name for name in names() if re.search("TOKEN$|PASSWORD$|API_KEY$", name)}
    environment = SERVICES[service]["environment"]
    assert {name for name in secret if environment.get(name) != ""} == {
        *("NEWSDESK_CHROMA__TOKEN", "NEWSDESK_EMBEDDING__API_KEY", "NEWSDESK_LEDGER__PASSWORD")
    }


def test_the_bots_share_the_records_of_people_and_nothing_else() -> None:
    homes = {name: SERVICES[name]["volumes"][0].partition(":")[0] for name in (*BOTS, *WATCHERS)}
    assert homes["bot"] == homes["bot-2"] == homes["watch"]
    assert homes["watch-2"] != homes["watch"]


def test_the_second_bot_differs_from_the_first_in_its_shards_alone() -> None:
    first, second = (dict(SERVICES[name]) for name in BOTS)
    assert second["environment"] == first["environment"] | {"NEWSDESK_DISCORD__SHARDS": "1"}
    assert {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)} == {
        *("environment", "build", "profiles")
    }
