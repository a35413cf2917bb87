"""Templates are sent flush left, and say the same."""

import pytest
from django.template import Context, Template
from django.template.loader import get_template

from project.templates import flush_left

CARD = """{# A card. #}
<p class="by"
   title="{{ name }}">
  {% if name %}
    By {% if nice %}the nice{% endif %}
    {{ name }}
  {% else %}
    {# Nobody. #}
    {% if nice %}{% endif %}
  {% endif %}

</p>
<textarea>
{{ words }}</textarea>
"""
WORDS = "One\n\n    two"


@pytest.mark.parametrize(
    ("name", "nice", "sent"),
    [
        ("Ada", True, '<p class="by"\ntitle="Ada">\nBy the nice\nAda\n</p>\n'),
        ("Ada", False, '<p class="by"\ntitle="Ada">\nBy \nAda\n</p>\n'),
        ("", True, '<p class="by"\ntitle="">\n</p>\n'),
    ],
)
def test_indentation_and_lines_that_show_nothing_are_left_out_and_words_stay_apart(name, nice, sent):
    context = Context({"name": name, "nice": nice, "words": WORDS})
    assert Template(flush_left(CARD)).render(context) == f"{sent}<textarea>\n{WORDS}</textarea>\n"


def test_the_studios_own_templates_are_read_that_way():
    template = get_template("partials/card.html").template
    assert template.source == flush_left(template.source)
    assert "\n<a" in template.source
