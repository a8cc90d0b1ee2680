"""What is filled without Jinja is filled to the same text as by Jinja; all else is left to it."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateError

from docgen.renderers.word.compiled.environment import environment
from docgen.renderers.word.compiled.plain import plain
from docgen.renderers.word.compiled.seen import Seen, SoundMarkup, watching

_NAMES = st.sampled_from(["title", "note", "copy_to", "missing"])
_VALUES = {
    "title": st.text(max_size=5),
    "note": st.sampled_from(["", "<w:p/>", "a & b", 0, 12, None]),
    "copy_to": st.sampled_from([SoundMarkup(""), SoundMarkup("<w:p/>"), SoundMarkup("a{{ b }}")]),
}
_CONDITIONS = st.lists(_NAMES, min_size=1, max_size=3).map(" or ".join)
_SOURCES = st.recursive(
    st.builds("{{{{ {} }}}}".format, _NAMES) | st.sampled_from(["<w:p>", "\n", " 甲 ", "}}", "%}", ""]),
    lambda inner: st.one_of(
        st.builds("{}{}".format, inner, inner),
        st.builds("{{% if {} %}}{}{{% endif %}}".format, _CONDITIONS, inner),
        st.builds("{{% if {} %}}{}{{% else %}}{}{{% endif %}}".format, _CONDITIONS, inner, inner),
        st.builds(
            "{{% if {} %}}{}{{% elif {} %}}{}{{% endif %}}".format, _CONDITIONS, inner, _CONDITIONS, inner
        ),
    ),
    max_leaves=8,
)


def _by_jinja(source: str, context: Mapping[str, object]) -> str | None:
    try:
        return environment().from_string(source).render(context)
    except TemplateError:
        return None


def _plainly(source: str, context: Mapping[str, object]) -> str | None:
    render = plain(source, watching(Seen()))
    try:
        return render(context) if render else _by_jinja(source, context)
    except KeyError:
        return None


@given(_SOURCES, st.fixed_dictionaries(_VALUES))
def test_fills_as_jinja_does(source: str, context: Mapping[str, object]) -> None:
    assert _plainly(source, context) == _by_jinja(source, context)


def test_fills_names_and_conditions_itself() -> None:
    render = plain("<a>{% if note or copy_to %}{{ title }}{% else %}-{% endif %}</a>", watching(Seen()))
    assert render
    assert render({"title": "甲&乙", "note": "", "copy_to": "x"}) == "<a>甲&amp;乙</a>"
    assert render({"title": "甲&乙", "note": "", "copy_to": ""}) == "<a>-</a>"


@pytest.mark.parametrize(
    "source",
    [
        "{{ title|upper }}",
        "{{ a.b }}",
        "{{- title }}",
        "{% for each in rows %}{{ each }}{% endfor %}",
        "{% if not title %}x{% endif %}",
        "{% if title and note %}x{% endif %}",
        "{# note #}",
        "{% if title %}x",
        "x{% endif %}",
        "{% else %}",
        "{% if title %}{% else %}{% else %}{% endif %}",
        "{% if title %}{% else %}{% elif note %}{% endif %}",
        "{{ true }}",
        "{{ self }}",
        "line\r\nline",
        "last line\n",
    ],
)
def test_leaves_the_rest_to_jinja(source: str) -> None:
    assert plain(source, watching(Seen())) is None
