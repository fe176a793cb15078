"""Between the server and the pages: whose forwarded headers count, and cookies that fit http and https."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port

from utkik.config.environment import LOOPBACK_NAMES

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT")
GUARDED_COOKIES = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
ONE_YEAR = 31_536_000


class Transport:
    """Middleware, first of all.

    Behind a proxy of UTKIK_PROXIES the request's address, scheme and host are what the proxy forwards; from
    anybody else those headers are dropped. Over https cookies carry the `__Host-` prefix and Secure, and the
    browser is told to stay there; on loopback both are left out. Plain http from elsewhere is refused.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        believe_only_proxies(request)
        secure = request.is_secure()
        if not secure and not _is_loopback(request):
            return HttpResponse(
                "This address is served over https alone. Behind a proxy: set UTKIK_PROXIES to its address and let it"
                " send X-Forwarded-Proto.\n",
                status=403,
                content_type="text/plain; charset=utf-8",
            )
        if secure:
            _take_prefix_off(request)
        response = self.get_response(request)
        if secure:
            _put_prefix_on(response)
            response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}"
        return response


def believe_only_proxies(request: HttpRequest) -> None:
    """Take address, scheme and host from a known proxy's headers; drop them when anybody else sent them."""
    said = {name: request.META.pop(name, "").strip() for name in FORWARDED}
    if not _is_proxy(request.META.get("REMOTE_ADDR", "")):
        return
    if address := _nearest_stranger(said["HTTP_X_FORWARDED_FOR"]):
        request.META["REMOTE_ADDR"] = address
    if said["HTTP_X_FORWARDED_PROTO"] in ("http", "https"):
        request.META["wsgi.url_scheme"] = said["HTTP_X_FORWARDED_PROTO"]
        request.environ["wsgi.url_scheme"] = said["HTTP_X_FORWARDED_PROTO"]  # type: ignore[attr-defined]
    if said["HTTP_X_FORWARDED_HOST"]:
        request.META["HTTP_HOST"] = said["HTTP_X_FORWARDED_HOST"]


def _nearest_stranger(chain: str) -> str:
    """The last address of the chain that is no proxy of ours: what stands before it anybody may have written."""
    for address in reversed([part.strip() for part in chain.split(",")]):
        if address and not _is_proxy(address):
            return address if _parsed(address) else ""
    return ""


def _is_proxy(address: str) -> bool:
    parsed = _parsed(address)
    return parsed is not None and any(parsed in network for network in settings.UTKIK_PROXIES)


def _parsed(address: str):
    try:
        return ip_address(address)
    except ValueError:
        return None


def _is_loopback(request: HttpRequest) -> bool:
    host = split_domain_port(request.META.get("HTTP_HOST", ""))[0].strip("[]")
    return host in (*LOOPBACK_NAMES, "testserver", "")


def _take_prefix_off(request: HttpRequest) -> None:
    for name in GUARDED_COOKIES:
        request.COOKIES.pop(name, None)
        if (value := request.COOKIES.pop(f"__Host-{name}", None)) is not None:
            request.COOKIES[name] = value


def _put_prefix_on(response: HttpResponse) -> None:
    for name in GUARDED_COOKIES:
        if name in response.cookies:
            cookie = response.cookies.pop(name)
            renamed = f"__Host-{name}"
            response.set_cookie(renamed, cookie.value)
            renewed = response.cookies[renamed]
            renewed.update(cookie)
            renewed["secure"], renewed["path"], renewed["domain"] = True, "/", ""
