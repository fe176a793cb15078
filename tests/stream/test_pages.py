import pytest
from django.urls import reverse

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def scanner(client):
    member = make.scanner(name="Anna Ek")
    client.force_login(member.user)
    return member


def address(member, name, *args, **query):
    return reverse(f"stream:{name}", args=[member.organisation.slug, *args], query=query or None)


def test_the_list_shows_what_waits(client, scanner):
    make.entries(3, watched_by=scanner)
    response = client.get(address(scanner, "list"))

    assert response.status_code == 200
    assert len(response.context["rows"]) == 3


@pytest.mark.parametrize("size", [1, 3])
def test_a_longer_stream_costs_no_more_queries(client, scanner, size, django_assert_max_num_queries):
    make.entries(size, watched_by=scanner)
    with django_assert_max_num_queries(29) as asked:
        client.get(address(scanner, "list"))
    print(len(asked.captured_queries))
    for q in asked.captured_queries: print(q["sql"][:200])
