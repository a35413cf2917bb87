"""The provider takes no aspect ratio: a blank canvas as the last reference asks for it (contract 1.1)."""

from generator.engine.submit import order_of
from generator.models import Generation
from tests import make


def test_a_blank_canvas_comes_last_with_its_sentence(as_alice, alice):
    known = make.reference(alice)
    as_alice.post("/generations/", {"prompt": "A cat", "ratio": "16:9", "reference_ids": [str(known.uuid)]})
    made = Generation.objects.get()
    order = order_of(made.pk)
    assert order.prompt.startswith("A cat\n\n")
    assert order.prompt.endswith("The same ratio as the last reference image.")
    assert len(order.references) == 2
    canvas = make.opened(order.references[-1])
    assert canvas.getextrema() == (255, 255)
    assert abs(canvas.width / canvas.height - 16 / 9) < 0.01
    assert made.prompt == "A cat"
    assert made.shape == "1.78"


def test_alone_it_is_the_only_reference(as_alice):
    as_alice.post("/generations/", {"prompt": "A cat", "ratio": "2:3"})
    order = order_of(Generation.objects.get().pk)
    assert order.prompt == "A cat\n\nThe same ratio as reference image."
    assert len(order.references) == 1


def test_without_one_nothing_is_added(as_alice):
    as_alice.post("/generations/", {"prompt": "A cat"})
    order = order_of(Generation.objects.get().pk)
    assert (order.prompt, order.references) == ("A cat", [])


def test_it_takes_a_place_for_references(as_alice, alice):
    three = [str(make.reference(alice, colour).uuid) for colour in ("red", "lime", "blue")]
    answer = as_alice.post("/generations/", {"prompt": "A cat", "ratio": "1:1", "reference_ids": three})
    assert answer.status_code == 422
    assert answer.context["composer"].errors["ratio"] == [
        "A shape takes one of the three places for references; remove a reference."
    ]
    assert not Generation.objects.exists()


def test_a_shape_that_is_none_is_refused(as_alice):
    answer = as_alice.post("/generations/", {"prompt": "A cat", "ratio": "7:1"})
    assert answer.status_code == 422
    assert answer.context["composer"].errors["ratio"] == ["Choose one of the shapes offered."]
