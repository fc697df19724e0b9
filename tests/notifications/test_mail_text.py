"""Which addresses mail may go to, and what a letter says."""

from webapp.notifications.mail_text import addresses_of, is_address, letter, shown


def test_only_plain_addresses_are_taken() -> None:
    wrong = [
        "",
        "a",
        "a@b",
        "a@b.example\r\nBcc: c@d.example",
        "A <a@b.example>",
        "a b@c.example",
        "a@b..example",
    ]
    wrong += ["a@b.example\x00", "é@b.example", "x" * 65 + "@b.example", "a@" + "b" * 300 + ".example"]
    wrong += ["a@" + ("b" * 60 + ".") * 5 + "example"]

    assert [one for one in wrong if is_address(one)] == []
    assert addresses_of(" A@b.example,a@b.example , c@d.example") == ["a@b.example", "c@d.example"]
    assert addresses_of(",".join(f"a{one}@b.example" for one in range(6))) is None
    assert addresses_of("," * 2_000 + "a@b.example") is None
    assert shown(["abc@b.example", "c@d.example"]) == "a…@b.example and 1 more"


def test_no_name_begins_another_header() -> None:
    mail = letter("Lantern\r\nBcc: x@y.example", ["Anduin\nleft."], sender="muster@muster.example")

    assert mail["Subject"] == "Lantern Bcc: x@y.example: Anduin left."
    assert (mail["Bcc"], mail["To"], mail["Auto-Submitted"]) == (
        None,
        "undisclosed-recipients:;",
        "auto-generated",
    )
    assert "Anduin left." in mail.get_content()
