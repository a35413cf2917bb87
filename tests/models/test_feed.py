import pytest
from django.db import IntegrityError, transaction

from generator.models import Feed, Provider


@pytest.mark.django_db(transaction=True)
def test_a_number_without_a_transaction_is_a_mistake():
    before = Feed.newest()
    with pytest.raises(transaction.TransactionManagementError, match="one transaction"):
        Feed.advance()
    assert Feed.newest() == before


@pytest.mark.django_db(transaction=True)
def test_a_number_goes_back_with_its_transaction():
    before = Feed.newest()
    with transaction.atomic():
        assert Feed.advance() == before + 1
        transaction.set_rollback(True)
    assert Feed.newest() == before


def test_numbers_follow_each_other(db):
    before = Feed.newest()
    with transaction.atomic():
        assert [Feed.advance() for _ in range(3)] == [before + 1, before + 2, before + 3]


@pytest.mark.parametrize("model", [Feed, Provider])
def test_there_is_only_one(db, model):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(pk=2)
    assert model.objects.count() == 1


def test_an_announcement_is_a_change_and_the_same_again_is_none(db):
    before = Feed.newest()
    Provider.announce("Patience.", held=True)
    Provider.announce("Patience.", held=True)
    assert Feed.newest() == before + 1
    assert (Provider.current().notice, Provider.current().held) == ("Patience.", True)
    Provider.announce("")
    assert Provider.current().notice_change == Feed.newest() == before + 2
    assert not Provider.current().held
