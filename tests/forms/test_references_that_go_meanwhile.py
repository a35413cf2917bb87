"""A reference may be removed while a form that has it is being checked, which takes as long as its links do."""

import uuid

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from generator.forms import NOT_HERE, ComposeForm
from generator.models import Draft, Generation, Reference
from tests import make


def checked(member, *references):
    data = QueryDict(mutable=True)
    data.update({"prompt": "Put a hat on it", "group": str(uuid.uuid4())})
    data.setlist("reference_ids", [str(one.uuid) for one in references])
    form = ComposeForm(data, MultiValueDict(), member=member)
    assert form.is_valid()
    return form


def test_nothing_is_queued_and_the_form_says_so(alice):
    stays, goes = make.reference(alice), make.reference(alice, colour="lime")
    form = checked(alice, stays, goes)
    Draft.objects.create(member=alice, prompt="Put a hat on it", group=form.group_value)
    Reference.objects.filter(pk=goes.pk).update(file="", thumbnail="")
    assert form.save() == []
    assert not form.is_valid()
    assert form.errors["references"] == [NOT_HERE]
    assert form.chips == [stays]
    assert not Generation.objects.exists()
    assert Draft.objects.exists()


def test_one_that_stays_is_used_from_then_on(alice):
    reference = make.reference(alice)
    form = checked(alice, reference)
    [made] = form.save()
    assert made.uses.get().reference == reference
    before = reference.used_at
    reference.refresh_from_db()
    assert reference.used_at > before
