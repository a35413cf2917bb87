import pytest

from generator.models.generations import SHAPES, shape_of


@pytest.mark.parametrize(
    ("width", "height", "shape"),
    [
        (1024, 1024, "1"),
        (1344, 768, "1.78"),
        (768, 1344, "0.56"),
        (832, 1248, "0.67"),
        (1, 9000, "0.5"),
        (9000, 1, "2"),
    ],
)
def test_the_nearest_shape(width, height, shape):
    assert shape_of(width, height) == shape


def test_every_shape_is_its_own_nearest():
    assert [shape_of(round(float(shape) * 1000), 1000) for shape in SHAPES] == list(SHAPES)
