"""A text that one of the databases would refuse is refused by the tests on both."""

import pytest
from django.db import DataError

from sixia.places.models import Place


@pytest.mark.django_db
def test_a_text_longer_than_its_column_is_refused_on_both_databases() -> None:
    most = Place._meta.get_field("name").max_length
    assert most
    with pytest.raises(DataError):
        Place.objects.create(code="1", name="村" * (most + 1), path="1/", level="village")
