"""Small feeds of our own, written as they are needed."""

from html import escape


def rss(*items: str, head: str = "", attributes: str = 'version="2.0"') -> bytes:
    """An RSS feed of ready-made items."""
    body = "\n".join(items)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss {attributes}><channel><title>Sandviks nyheter</title>'
        f"<link>https://sandvik.example/</link>{head}{body}</channel></rss>"
    ).encode()


def item(title="En nyhet", link="https://sandvik.example/1", *, guid="", date="", text="", more="") -> str:
    """An RSS item; an empty part is left out."""
    parts = [f"<title>{escape(title)}</title>" if title else "", f"<link>{escape(link)}</link>" if link else ""]
    parts += [f'<guid isPermaLink="false">{escape(guid)}</guid>' if guid else ""]
    parts += [
        f"<pubDate>{date}</pubDate>" if date else "",
        f"<description>{escape(text)}</description>" if text else "",
    ]
    return f"<item>{''.join(parts)}{more}</item>"


def atom(*entries: str, attributes: str = "") -> bytes:
    """An Atom feed of ready-made entries."""
    return (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>Norrås nytt</title>'
        f'<link href="https://norras.example/"/>{"".join(entries)}</feed>'
    ).encode()
