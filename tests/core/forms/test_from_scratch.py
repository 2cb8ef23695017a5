"""Whatever is answered in whatever order, the state is that of evaluating from scratch (FORMS 6)."""

from __future__ import annotations

from typing import TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from gridcore.errors import InvalidInput
from gridcore.forms.live import LiveForm
from gridcore.forms.record import Data
from gridcore.forms.view import NodeState
from tests.core.forms.sample import live

_INSTANCE = """<show/><kind/><pick/><n/><g><deep><m/></deep><half/></g>
<r jr:template=""><x/><y/><name/><k jr:template=""><z/></k></r><r><x/><y/><name/></r>
<c jr:template=""><w/></c><total/><best/><names/><late/>"""
_MODEL = """<instance id="list"><root><item><name>a</name><of>1</of></item><item><name>b</name><of>1</of></item>
<item><name>b</name><of>2</of></item><item><name>c</name><of>2</of></item></root></instance>"""
_BINDS = """<bind nodeset="/data/g" relevant="/data/show = '1'"/>
<bind nodeset="/data/g/deep" relevant="/data/n &gt; 1" readonly="/data/n = 3"/>
<bind nodeset="/data/g/deep/m" required="/data/pick = 'b'" constraint=". != /data/n"/>
<bind nodeset="/data/g/half" calculate="/data/total div 2"/>
<bind nodeset="/data/r/x" relevant="/data/kind != '2'"/>
<bind nodeset="/data/r/y" relevant="../x &gt; 0" constraint="count(/data/r) &lt; 3"/>
<bind nodeset="/data/r/name" calculate="concat(position(..), /data/pick, ../y, count(../k))"/>
<bind nodeset="/data/r/k/z" relevant="../../x = /data/n" required="../../y = 1"/>
<bind nodeset="/data/total" calculate="sum(/data/r/x) + sum(/data/c/w)"/>
<bind nodeset="/data/best" calculate="max(/data/r[y &gt; 1]/x)"/>
<bind nodeset="/data/names" calculate="join(',', /data/r/name, /data/r/k/z)"/>
<bind nodeset="/data/late" relevant="/data/g/half &gt; 1" calculate="concat(/data/names, count-non-empty(//m))"/>"""
_BODY = """<input ref="/data/show"/><input ref="/data/kind"/><input ref="/data/n"/><select1 ref="/data/pick">
<itemset nodeset="instance('list')/root/item[of = /data/kind]">
<value ref="name"/><label ref="name"/></itemset></select1>
<group ref="/data/g"><group ref="/data/g/deep"><input ref="/data/g/deep/m"/></group></group>
<repeat nodeset="/data/r"><input ref="/data/r/x"/><input ref="/data/r/y"/><repeat nodeset="/data/r/k">
<input ref="/data/r/k/z"/></repeat></repeat>
<repeat nodeset="/data/c" jr:count="/data/n"><input ref="/data/c/w"/></repeat>"""

_Step: TypeAlias = tuple[str, str, str]
_row = st.integers(1, 3).map(str)
_steps = st.one_of(
    st.tuples(st.just("answer"), st.sampled_from(["show", "kind", "n", "g/deep/m"]), st.sampled_from(["", *"0123"])),
    st.tuples(st.just("answer"), st.just("pick"), st.sampled_from(["", *"abc"])),
    st.tuples(
        st.just("answer"),
        st.builds("{}[{}]/{}".format, st.just("r"), _row, st.sampled_from(["x", "y", "k[1]/z", "k[2]/z"])),
        st.sampled_from(["", *"0123"]),
    ),
    st.tuples(st.just("answer"), st.builds("c[{}]/w".format, _row), st.sampled_from(["", "5"])),
    st.tuples(st.just("add"), st.one_of(st.just("r"), st.builds("r[{}]/k".format, _row)), st.just("")),
    st.tuples(st.just("remove"), st.builds("r[{}]".format, _row), st.just("")),
    st.tuples(st.just("remove"), st.builds("r[{}]/k[1]".format, _row), st.just("")),
)


def _open(data: Data | None = None) -> LiveForm:
    return live(_INSTANCE, _BINDS, _BODY, _MODEL, data=data)


def _do(form: LiveForm, step: _Step) -> None:
    what, path, value = step
    try:
        if what == "answer":
            form.answer(f"/data/{path}", value)
        elif what == "add":
            form.add_row(f"/data/{path}")
        else:
            form.remove_row(f"/data/{path}")
    except InvalidInput:
        return


def _picture(form: LiveForm) -> dict[str, NodeState]:
    return {state.path: state for state in form.states()}


@given(st.lists(_steps, max_size=15))
def test_any_sequence_of_answers_gives_the_state_of_evaluating_from_scratch(steps: list[_Step]) -> None:
    form = _open()
    for step in steps:
        _do(form, step)
    again = _open(form.data())
    assert _picture(again) == _picture(form)
    assert again.missing() == form.missing()
    assert again.view() == form.view()


@given(st.lists(_steps, max_size=10), _steps)
def test_taking_an_answer_back_restores_the_state(steps: list[_Step], last: _Step) -> None:
    form = _open()
    for step in steps:
        _do(form, step)
    what, path, _ = last
    full = f"/data/{path}"
    before = _picture(form)
    # `n` counts rows of `c`: rows once made are kept, marked beyond the count, so its undo leaves rows behind.
    if what != "answer" or full not in before or path == "n":
        return
    _do(form, last)
    if not form.state(full).is_readonly:
        form.answer(full, before[full].answer)
    assert _picture(form) == before
