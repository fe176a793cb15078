"""Between a phone and a desk: a column beside another keeps room for its words."""

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
LEAST = 200


@pytest.mark.parametrize("path, column", [("radar", ".radar-names"), ("rhythm", ".gaps__next")])
def test_a_column_in_the_margin_is_wide_enough_to_read(page, live_server, log_in, path, column):
    analyst = make.member("analyst")
    make.area("Klimat", owner=analyst)
    make.trend(analyst.organisation)
    log_in(page, analyst)
    for width in (1024, 1120, 1280):
        page.set_viewport_size({"width": width, "height": 720})
        page.goto(f"{live_server.url}/o/sandvik/{path}")
        assert page.locator(column).bounding_box()["width"] >= LEAST, width
