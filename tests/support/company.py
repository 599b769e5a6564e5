"""Two companies' own sign-ins: a certified OpenID provider, a program apart, and one that lies."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin

import pytest
import requests

from tests.support.ports import end
from ugc.settings import ROOT, Settings

NODE = shutil.which("node", path=os.pathsep.join([str(ROOT / ".venv" / "bin"), os.environ["PATH"]]))
BACK = "/staff/sign-in/company/back"


@pytest.fixture(scope="session")
def provider() -> Iterator[str]:
    """The issuer of node-oidc-provider on a loopback port."""
    assert NODE, "no Node.js"
    command = [NODE, "company.mjs"]
    where = ROOT / "tests" / "support"
    with subprocess.Popen(command, cwd=where, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        yield process.stdout.readline().decode().strip()
        end(process)


def registered(settings: Settings, issuer: str, base_url: str) -> Settings:
    """The settings of an installation at this address that the provider knows."""
    facts = {"redirect_uris": [base_url + BACK], "application_type": "native"}
    client = requests.post(f"{issuer}/reg", json=facts, timeout=60).json()
    named = {"oidc_client_id": client["client_id"], "oidc_client_secret": client["client_secret"]}
    return settings.model_copy(update={"oidc_issuer": issuer, "base_url": base_url, **named})


def employs(issuer: str, login: str, email: str, *, verified: bool = True) -> None:
    """Somebody there has this address."""
    facts = {"email": email, "email_verified": verified, "name": f"{login} of the company"}
    requests.put(f"{issuer}/people/{login}", json=facts, timeout=60).raise_for_status()


def signed_in_there(address: str, login: str, base_url: str) -> str:
    """What a person does at the provider, without a browser; returns the address they are sent back to."""
    with requests.Session() as browser:
        answer = browser.get(address, allow_redirects=False, timeout=60)
        while True:
            if "Location" in answer.headers:
                address = urljoin(answer.url, answer.headers["Location"])
                if address.startswith(base_url):
                    return address
                answer = browser.get(address, allow_redirects=False, timeout=60)
                continue
            action = re.search(r'<form[^>]*action="([^"]+)"', answer.text)
            prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)
            assert action, answer.text
            assert prompt, answer.text
            typed = {"prompt": prompt[1], "login": login, "password": "any"}
            answer = browser.post(unescape(action[1]), data=typed, allow_redirects=False, timeout=60)
