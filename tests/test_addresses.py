"""Only plain web URLs are read, and only addresses of the public internet are reached."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import FetchError
from index.fetching.addresses import NOWHERE, Place, PrivateHosts, is_public, place_after, place_of

HOME = place_of("https://news.example/a/b?c")


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "2a00:1450:4001::200e", "2001:4860:4860::8888", "2400:cb00::1"],
)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    """0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 168.63.129.16 169.254.169.254
    172.16.0.1 172.31.255.255 192.0.0.9 192.0.0.170 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1
    198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
    :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1
    100::1 2001::1 2001:0:0:0:0:0:80ff:fffe 2001:2::1 2001:10::1 2001:20::1 2001:1ff::1 2001:db8::1
    2002:7f00:1:: 2002:808:808:: 3fff::1 3fff:fff::1 4000::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1
    ff0e::1 2606:2800:220:1::1%eth0 fe80::1%1 2606:2800:220:1:0:5efe:7f00:1 2606:2800:220:1:200:5efe:a00:1
    2606:2800:220:1:0:5efe:a9fe:a9fe 127.1 0x7f000001 017700000001 2130706433 0177.0.0.1 localhost""".split(),
)
def test_any_other_address_is_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["", " 8.8.8.8", "8.8.8.8 ", "8.8.8.8:80", "[2606:2800:220:1::1]"])
def test_what_is_no_address_is_not_public(address: str) -> None:
    assert not is_public(address)


def test_an_isatap_address_is_as_public_as_the_one_within() -> None:
    assert is_public("2606:2800:220:1:0:5efe:808:808")


@settings(deadline=None, max_examples=50)  # the machine may be busy
@given(st.ip_addresses(v=4))
def test_no_mapping_makes_an_ipv4_address_reachable(address: IPv4Address) -> None:
    prefixes = (0xFFFF << 32, 0xFFFF << 48, 0x64FF9B << 96, 0)
    assert not any(is_public(str(IPv6Address(prefix + int(address)))) for prefix in prefixes)


@settings(deadline=None, max_examples=50)  # the machine may be busy
@given(st.ip_addresses())
def test_nothing_is_public_that_python_knows_to_be_private(address: IPv4Address | IPv6Address) -> None:
    assert address.is_global or not is_public(str(address))


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("http://news.example", "http://news.example/"),
        (" HTTPS://News.Example:443/A?b=C#d ", "https://news.example/A?b=C"),
        ("http://news.example.:80/", "http://news.example/"),
        ("http://news.example:443/", "http://news.example:443/"),
        ("https://bücher.example/ä b'c<d>", "https://xn--bcher-kva.example/%C3%A4%20b%27c%3Cd%3E"),
        ("https://BÜCHER.example/", "https://xn--bcher-kva.example/"),
        ("https://news.example/100%25?q=a?b/ü", "https://news.example/100%25?q=a?b/%C3%BC"),
        ("http://[2606:2800:220:1:0:0:0:1]/", "http://[2606:2800:220:1::1]/"),
        ("http://①②⑦.⓪.⓪.①", "http://127.0.0.1/"),
        ("http://127。0。0。1/", "http://127.0.0.1/"),
        ("http://my_paper.example?a", "http://my_paper.example/?a"),
    ],
)
def test_a_url_has_one_spelling(url: str, read: str) -> None:
    assert place_of(url).url == read


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news.example/a",
        "//news.example/",
        "ftp://news.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http:///etc/passwd",
        "http://:80/",
        "http://user@news.example/",
        "http://user:secret@news.example/",
        "http://@news.example/",
        "http://news.example\\@127.0.0.1/",
        "http://news.example/a\\b",
        "http://news.example/a\r\nHost: b",
        "http://news.exa\tmple/",
        "http://news.example/\x00",
        "http://news.example/\x7f",
        "http://news.example/\u2028",
        "http://news.example/\ud800",
        "http://news example/",
        "http://news.example%2f.b/",
        "http://%31%32%37.0.0.1/",
        "http://news.example:99999/",
        "http://news.example:a/",
        "http://news.example:-80/",
        "http://[::1%25eth0]/",
        "http://[::1%eth0]/",
        "http://[v1.a]/",
        "http://[news.example]/",
        "http://news.example[::1]/",
        "http://[::1]news.example/",
        "http://[::1][::2]/",
        "http://[::1/",
        "http://[127.0.0.1]/",
        "http://-news.example/",
        "http://news..example/",
        "http://.example/",
        "http://news.example../",
        "http://nеws.exam!ple/",
        "http://a℀b.example/",
        "http://" + "a" * 64 + ".example/",
        "http://" + "a." * 127 + "example/",
        "http://" + "ä" * 254 + "/",
        "http://news.example/" + "a" * 2048,
    ],
)
def test_a_url_that_could_mislead_is_refused(url: str) -> None:
    with pytest.raises(FetchError):
        place_of(url)


@settings(deadline=None, max_examples=50)  # the machine may be busy
@given(st.text(st.characters(codec=None)))
def test_whatever_follows_a_host_can_stand_in_a_request(text: str) -> None:
    try:
        place = place_of(f"http://news.example/{text}")
    except FetchError:
        return
    assert place.host == "news.example"
    assert place.target.isascii()
    assert place.target.isprintable()
    assert " " not in place.target


@settings(deadline=None, max_examples=50)  # the machine may be busy
@given(st.text(st.characters(codec=None)))
def test_whatever_stands_for_a_host_is_ascii_or_refused(text: str) -> None:
    try:
        place = place_of(f"http://{text}/")
    except FetchError:
        return
    assert place.host.isascii()
    assert place.host == place.host.lower()
    assert not set(place.host) & set(" /\\@?#%[]\r\n\t")


@settings(deadline=None, max_examples=50)  # the machine may be busy
@given(st.text())
def test_reading_a_place_again_changes_nothing(text: str) -> None:
    try:
        place = place_of(f"http://{text}")
        again = place_of(place.url)
    except FetchError:
        return
    assert again == place


@pytest.mark.parametrize(
    ("location", "to"),
    [
        ("/d", "https://news.example/d"),
        ("d", "https://news.example/a/d"),
        ("?e", "https://news.example/a/b?e"),
        ("", "https://news.example/a/b?c"),
        ("//other.example/f", "https://other.example/f"),
        ("http://other.example", "http://other.example/"),
        ("/mit leerzeichen", "https://news.example/mit%20leerzeichen"),
    ],
)
def test_a_redirect_is_read_from_where_it_stands(location: str, to: str) -> None:
    assert place_after(HOME, location).url == to


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "data:text/html,x",
        "http://user:secret@other.example/",
        "\\\\other.example\\a",
        "/a\r\nSet-Cookie: b",
        "http://[::1",
        "http:///a/b@c:d",
        "/" + "a" * 3000,
    ],
)
def test_a_redirect_that_could_mislead_is_refused(location: str) -> None:
    with pytest.raises(FetchError):
        place_after(HOME, location)


def test_the_port_must_be_one_of_the_web() -> None:
    with pytest.raises(FetchError, match="port"):
        PrivateHosts().check(place_of("http://news.example:6379/"), None)


PRIVATE = PrivateHosts.of(["intranet.example", "10.0.0.1:8080", "[::1]:8000", "Wiki.Example."])


@pytest.mark.parametrize(
    "url",
    [
        "http://intranet.example/",
        "https://INTRANET.example./",
        "http://10.0.0.1:8080/",
        "http://[::1]:8000",
        "http://wiki.example",
    ],
)
def test_a_named_host_is_exempt(url: str) -> None:
    assert PRIVATE.check(place_of(url), None)


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "http://other.intranet.example/", "https://news.example/"])
def test_another_host_or_port_is_not_exempt(url: str) -> None:
    assert not PRIVATE.check(place_of(url), None)


@pytest.mark.parametrize("url", ["http://intranet.example:8080/", "http://10.0.0.1:8081/", "http://[::1]:8001/"])
def test_a_port_that_is_not_named_stays_closed(url: str) -> None:
    with pytest.raises(FetchError, match="port"):
        PRIVATE.check(place_of(url), None)


@pytest.mark.parametrize("previous", [HOME, NOWHERE, place_of("http://10.0.0.1/")])
def test_nothing_outside_leads_to_a_named_host(previous: Place) -> None:
    with pytest.raises(FetchError, match="outside"):
        PRIVATE.check(place_of("http://intranet.example/"), previous)


def test_one_named_host_may_lead_to_another() -> None:
    assert PRIVATE.check(place_of("http://intranet.example/"), place_of("http://10.0.0.1:8080/"))


def test_a_named_host_may_lead_outside() -> None:
    assert not PRIVATE.check(HOME, place_of("http://intranet.example/"))


@pytest.mark.parametrize("entry", ["", "http://a.example", "a.example/b", "u@a.example", "a.example:x", "a b", "[::1"])
def test_a_private_host_must_be_a_host(entry: str) -> None:
    with pytest.raises(FetchError, match=r"name:port|spelling"):
        PrivateHosts.of([entry])
