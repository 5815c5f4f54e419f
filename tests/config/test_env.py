"""The environment: a gateway that cannot be is refused at the start, and no password is printed."""

import pytest
from pydantic import ValidationError

from sixia.config.env import Env, explain


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sms_url", "file:///etc/hostname"),
        ("sms_url", "sms.example.gov.cn/send"),
        ("smtp_url", "mail.example.gov.cn:587"),
        ("smtp_url", "imap://name:geheim@mail.example.gov.cn"),
    ],
)
def test_a_gateway_that_cannot_be_is_refused_without_its_password(name: str, value: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Env(**{name: value})
    (line,) = explain(caught.value)
    assert line.startswith(f"SIXIA_{name.upper()}=… cannot be used: must b")
    assert "geheim" not in line


def test_gateways_that_can_be() -> None:
    env = Env(sms_url="https://sms.example.gov.cn/send", smtp_url="smtp+tls://name:a%40b@mail.example.gov.cn")
    assert env.sms_url.startswith("https")
    assert Env(sms_url="", smtp_url="").smtp_url == ""
    assert env.smtp_url.startswith("smtp+tls")
