"""The probe is YAML that says what the request says, and holds no secret unless it was asked to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.oauth2.strategies import MOSTLY_FINE_CONNECTORS
from tui.interchange.blackbox.text import blackbox_text
from tui.oauth2.assembly import assemble_all
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings, ResponseSettings
from tui.oauth2.field_checks import find_problems
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.secret import Secret, reveal
from tui.oauth2.token_request import Origin

CONNECTOR = Connector(
    client_id="abcd:1234",
    client_secret=Secret("made up/secret"),
    username="svc@example.com",
    password=Secret("made-up&password"),
    token_url="https://idp.example.com/token",
)
SECRETS = ("made up/secret", "made-up&password", "made+up%2Fsecret", "made-up%26password")


def text_of(connector: Connector, number: int = 1, *, reveal: bool = False, module: str = "acme") -> str:
    redactor = Redactor.for_connector(connector)
    requests = assemble_all(connector)
    return blackbox_text(
        connector, requests, number, redactor, module=module, profile="./a b.toml", reveal=reveal
    )


def documents_of(text: str) -> list[Any]:
    return list(yaml.load_all(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def http_of(text: str) -> dict[str, Any]:
    modules, _, _ = documents_of(text)
    (module,) = modules["modules"].values()
    http: dict[str, Any] = module["http"]
    return http


def test_the_parts_are_for_three_files() -> None:
    modules, scrape, rules = documents_of(text_of(CONNECTOR))
    assert list(modules["modules"]) == ["acme"]
    assert modules["modules"]["acme"]["prober"] == "http"
    (job,) = scrape["scrape_configs"]
    assert job["params"] == {"module": ["acme"]}
    assert job["static_configs"] == [{"targets": [CONNECTOR.token_url]}]
    assert (modules["modules"]["acme"]["timeout"], job["scrape_timeout"]) == ("30s", "31s")
    (rule,) = rules["groups"][0]["rules"]
    assert f'job="{job["job_name"]}"' in rule["expr"]


def test_basic_auth_takes_its_password_from_a_file() -> None:
    text = text_of(replace(CONNECTOR, request=RequestSettings(credential_headers=False)))
    http = http_of(text)
    assert http["headers"] == {
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json",
    }
    file = "/etc/prometheus/secrets/acme.client_secret"
    assert http["basic_auth"] == {"username": "abcd%3A1234", "password_file": file}
    assert f"#   {file}  a file with the Client Secret, form-urlencoded\n" in text
    assert http["body"] == ("grant_type=password&username=svc%40example.com&password=${ACME_PASSWORD_FORM}")


def test_every_secret_has_its_reference_and_the_comments_say_what_for() -> None:
    text = text_of(CONNECTOR, 2, module="büro-1")
    http = http_of(text)
    assert "basic_auth" not in http
    assert (http["headers"]["Client-Secret"], http["headers"]["Password"]) == (
        "${B_RO_1_CLIENT_SECRET}",
        "${B_RO_1_PASSWORD}",
    )
    assert http["body"].endswith("&client_id=abcd%3A1234&client_secret=${B_RO_1_CLIENT_SECRET_FORM}")
    for placeholder in ("CLIENT_SECRET", "PASSWORD", "PASSWORD_FORM", "CLIENT_SECRET_FORM"):
        assert f"#   ${{B_RO_1_{placeholder}}}  " in text
    assert "connector-doctor show './a b.toml' --attempt 2 --reveal --as blackbox > blackbox.yml" in text
    assert [secret for secret in SECRETS if secret in text] == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "This is attempt 1 of 2, Basic Auth; for Request Body, add --attempt 2."),
        ({"request": RequestSettings(trust="system")}, "takes no proxy from the environment"),
        ({}, "The exporter trusts what its machine trusts"),
        (
            {"request": RequestSettings(trust="/ca.pem")},
            "The CA file must be on the exporter's machine too: /ca.pem",
        ),
        (
            {"additional_headers": (AdditionalRow("X-A", "1"), AdditionalRow("x-a", "2"))},
            "Only the first of each is here: x-a.",
        ),
        ({}, "Each probe is a login: every 15 minutes, 96 a day."),
    ],
)
def test_what_the_exporter_does_in_another_way_is_told(changes: dict[str, Any], words: str) -> None:
    lines = text_of(replace(CONNECTOR, **changes)).split("modules:")[0].splitlines()
    assert all(line.startswith("# ") for line in lines)
    assert words in " ".join(" ".join(line.lstrip("# ") for line in lines).split())


def test_the_way_there_is_that_of_the_connector() -> None:
    proxy = ProxyUrl("http://me:made-up-pw@proxy.example.com:3128")
    http = http_of(text_of(replace(CONNECTOR, request=RequestSettings(trust="/ca.pem", proxy=proxy))))
    assert http["tls_config"] == {"ca_file": "/ca.pem"}
    assert (http["proxy_url"], http["skip_resolve_phase_with_proxy"]) == ("${ACME_PROXY}", True)
    plain = ProxyUrl("http://proxy.example.com:3128")
    http = http_of(text_of(replace(CONNECTOR, request=RequestSettings(proxy=plain))))
    assert http["proxy_url"] == plain.reveal()


@pytest.mark.parametrize(
    ("settings", "pattern"),
    [
        (ResponseSettings(), '"(?:access_token)"\\s*:\\s*"[^"]'),
        (ResponseSettings(access_token_key="data.token"), '"(?:data\\.token|token)"\\s*:\\s*"[^"]'),
        (ResponseSettings(type="text"), r"^\s*[^\s{\[<]\S*\s*$"),
    ],
)
def test_a_response_without_an_access_token_fails(settings: ResponseSettings, pattern: str) -> None:
    http = http_of(text_of(replace(CONNECTOR, response=settings)))
    assert http["fail_if_body_not_matches_regexp"] == [pattern]


def test_a_secret_in_the_query_is_no_target() -> None:
    url = f"{CONNECTOR.token_url}?key=made-up%26password"
    text = text_of(replace(CONNECTOR, token_url=url))
    assert "made-up" not in text
    assert documents_of(text)[1]["scrape_configs"][0]["static_configs"] == [{"targets": ["${ACME_TARGET}"]}]


@given(MOSTLY_FINE_CONNECTORS, st.sampled_from(BasicEncoding))
def test_in_clear_it_says_what_the_request_says(connector: Connector, encoding: BasicEncoding) -> None:
    connector = replace(connector, request=replace(connector.request, basic_encoding=encoding))
    assume(not find_problems(connector))
    for number, request in enumerate(assemble_all(connector), start=1):
        http = http_of(text_of(connector, number, reveal=True))
        assert http["body"] == request.body.decode()
        own = [header for header in request.headers if header.origin is not Origin.TRANSPORT]
        said = {header.name.lower(): reveal(header.value) for header in reversed(own)}
        assert {name.lower(): value for name, value in http["headers"].items()} == said


@given(MOSTLY_FINE_CONNECTORS)
def test_no_secret_is_in_it_unless_it_was_asked_for(connector: Connector) -> None:
    marked = "made-up-Zq7x"
    rows = (AdditionalRow("X-Key", Secret(f"{marked}-2")),)
    connector = replace(
        connector,
        client_secret=Secret(f"{marked}-0"),
        password=Secret(f"{marked}-1"),
        additional_headers=rows,
        additional_request_data=rows,
    )
    assume(not find_problems(connector))
    for number, _ in enumerate(assemble_all(connector), start=1):
        text = text_of(connector, number)
        assert marked not in text
        assert len(documents_of(text)) == 3


def test_each_client_authentication_has_its_credentials() -> None:
    for method in (ClientAuthentication.BASIC_USER, ClientAuthentication.REQUEST_BODY):
        http = http_of(text_of(replace(CONNECTOR, client_authentication=method)))
        assert http["body"].endswith("&client_id=abcd%3A1234&client_secret=${ACME_CLIENT_SECRET_FORM}")
        basic = http.get("basic_auth")
        if method is ClientAuthentication.BASIC_USER:
            file = "/etc/prometheus/secrets/acme.password"
            assert basic == {"username": "svc@example.com", "password_file": file}
        else:
            assert basic is None


def test_a_header_of_one_s_own_takes_the_place_of_basic_auth() -> None:
    rows = (AdditionalRow("authorization", "made-up-token"),)
    http = http_of(text_of(replace(CONNECTOR, additional_headers=rows)))
    assert "basic_auth" not in http
    assert http["headers"]["authorization"] == "${ACME_AUTHORIZATION}"
