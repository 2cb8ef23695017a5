"""Forms made to hurt: each is a function that gives the bytes of a file; run as a program one is opened and measured.

`python -m tests.core.forms.hostile NAME` prints the outcome, the seconds and the megabytes it took, as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable

from gridcore.errors import GridError
from tests.core.forms.sample import open_form, xform

MEGABYTE = 1024 * 1024


def entities() -> bytes:
    """Entities of entities, a billion laughs."""
    layers = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY l0 "lol">{layers}]><x>&l9;</x>'.encode()


def outside() -> bytes:
    """An entity that is a file of this machine."""
    return b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>' + xform("<a>&f;</a>")


def deep_xml() -> bytes:
    """Elements in elements in elements."""
    return b"<a>" * (MEGABYTE // 2) + b"</a>" * (MEGABYTE // 2)


def many_elements() -> bytes:
    """As many elements as a file may hold."""
    return b"<a>" + b"<b/>" * (MEGABYTE - 10) + b"</a>"


def huge() -> bytes:
    """More bytes than any form has."""
    return b"<a>" + b" " * 64 * MEGABYTE + b"</a>"


def many_attributes() -> bytes:
    """One element with a great many attributes."""
    return b"<a " + b" ".join(b'a%d=""' % at for at in range(300_000)) + b"/>"


def many_questions() -> bytes:
    """Far more questions than a person can answer, each reading the one before."""
    count = 30_000
    binds = "".join(f'<bind nodeset="/data/q{at}" relevant="/data/q{at - 1} != 1"/>' for at in range(1, count))
    return xform("".join(f"<q{at}/>" for at in range(count)), binds)


def many_controls() -> bytes:
    """One question asked a great many times, each time with its own words."""
    return xform("<a/>", "", "".join(f'<input ref="/data/a"><label>{at}</label></input>' for at in range(60_000)))


def long_list() -> bytes:
    """A list as long as a file may hold."""
    items = "".join(f"<item><name>{at}</name><label>{at}</label></item>" for at in range(60_000))
    body = """<select1 ref="/data/a"><itemset nodeset="instance('l')/root/item[name != '']"><value ref="name"/>
    <label ref="label"/></itemset></select1>"""
    return xform("<a/>", "", body, f'<instance id="l"><root>{items}</root></instance>')


def long_list_in_rows() -> bytes:
    """A long list offered in every row."""
    items = "".join(f"<item><name>{at}</name></item>" for at in range(10_000))
    body = """<repeat nodeset="/data/r" jr:count="1000"><select1 ref="/data/r/a">
    <itemset nodeset="instance('l')/root/item"><value ref="name"/><label ref="name"/></itemset></select1></repeat>"""
    return xform("<r><a>5</a></r>", "", body, f'<instance id="l"><root>{items}</root></instance>')


def words_of_words() -> bytes:
    """A label that says a long answer thousands of times."""
    label = '<output value="/data/a"/>' * 20_000
    return xform(f"<a>{'x' * 90_000}</a>", "", f'<input ref="/data/a"><label>{label}</label></input>')


def many_expressions() -> bytes:
    """Thousands of long conditions, no two alike."""
    long = " or ".join(f"/data/q{at} = 'x'" for at in range(10))
    binds = "".join(f'<bind nodeset="/data/q{at}" relevant="{long} or {at}"/>' for at in range(9_000))
    return xform("".join(f"<q{at}/>" for at in range(9_000)), binds)


def everything_reads_everything() -> bytes:
    """Thousands of calculations that each read thousands of others."""
    count = 4_000
    binds = "".join(f'<bind nodeset="/data/g/q{at}" calculate="string-length(/data/h)"/>' for at in range(count))
    binds += "".join(f'<bind nodeset="/data/h/q{at}" calculate="{at}"/>' for at in range(count))
    return xform(
        "<h>"
        + "".join(f"<q{at}/>" for at in range(count))
        + "</h><g>"
        + "".join(f"<q{at}/>" for at in range(count))
        + "</g>",
        binds,
        '<input ref="/data/g/q1"/>',
    )


def all_texts() -> bytes:
    """Calculations that each join what all others give."""
    count = 400
    binds = "".join(f'<bind nodeset="/data/g/q{at}" calculate="string(/data/g)"/>' for at in range(count))
    return xform(
        "<g>" + "".join(f"<q{at}>x</q{at}>" for at in range(count)) + "</g>", binds, '<input ref="/data/g/q1"/>'
    )


def doubling() -> bytes:
    """Every calculation is twice the text of the one before."""
    binds = "".join(
        f'<bind nodeset="/data/q{at}" calculate="concat(/data/q{at - 1}, /data/q{at - 1})"/>' for at in range(1, 60)
    )
    return xform("<q0>x</q0>" + "".join(f"<q{at}/>" for at in range(1, 60)), binds)


def wide_concat() -> bytes:
    """One expression that joins a long text thousands of times."""
    binds = f'<bind nodeset="/data/b" calculate="concat({",".join(["/data/a"] * 5_000)})"/>'
    return xform(f"<a>{'x' * 90_000}</a><b/>", binds)


def long_texts_in_rows() -> bytes:
    """Rows that each keep a long text of their own."""
    binds = '<bind nodeset="/data/r/t" calculate="concat(position(..), /data/a)"/>'
    body = '<repeat nodeset="/data/r" jr:count="1000"><input ref="/data/r/t"/></repeat>'
    return xform(f"<a>{'x' * 90_000}</a><r><t/></r>", binds, body)


def rows_in_rows() -> bytes:
    """A thousand rows in each of a thousand rows."""
    body = '<repeat nodeset="/data/r" jr:count="1000"><repeat nodeset="/data/r/s" jr:count="1000"/></repeat>'
    return xform("<r><s><a/></s></r>", '<bind nodeset="/data/r/s/a" calculate="count(/data/r)"/>', body)


def rows_that_count_rows() -> bytes:
    """The number of rows is the number of rows and one more."""
    body = '<repeat nodeset="/data/r" jr:count="count(/data/r) + 1"><input ref="/data/r/a"/></repeat>'
    return xform("<r><a/></r>", "", body)


def square_sums() -> bytes:
    """Every row adds up all rows."""
    binds = '<bind nodeset="/data/r/a" calculate="sum(/data/r/b) + position(..)"/>'
    body = '<repeat nodeset="/data/r" jr:count="1000"><input ref="/data/r/b"/></repeat>'
    return xform("<r><a/><b>1</b></r>", binds, body)


def rows_with_actions() -> bytes:
    """A thousand rows, each set as it comes, each read by all others."""
    binds = '<bind nodeset="/data/r/y" calculate="concat(../x, indexed-repeat(/data/r/x, /data/r, 1))"/>'
    binds += '<bind nodeset="/data/total" calculate="sum(/data/r/x)"/>'
    body = """<repeat nodeset="/data/r" jr:count="1000">
    <setvalue event="odk-new-repeat" ref="/data/r/x" value="count(/data/r)"/><input ref="/data/r/y"/></repeat>"""
    return xform('<r jr:template=""><x/><y/></r><total/>', binds, body)


def cubic_predicates() -> bytes:
    """A condition over all nodes, for all nodes, for all nodes."""
    items = "<item><a>1</a></item>" * 2_000
    model = f'<instance id="l"><root>{items}</root></instance>'
    path = "instance('l')/root/item"
    expression = f"count({path}[count({path}[count({path}[a = 2]) = 0]) = 0])"
    return xform("<x/>", f'<bind nodeset="/data/x" calculate="{expression}"/>', "", model)


def circle() -> bytes:
    """Two calculations that read each other."""
    binds = '<bind nodeset="/data/a" calculate="/data/b + 1"/><bind nodeset="/data/b" calculate="/data/a + 1"/>'
    return xform("<a/><b/>", binds)


def circle_of_relevance() -> bytes:
    """A question that is asked when it is not asked."""
    binds = '<bind nodeset="/data/a" relevant="/data/b = \'\'"/><bind nodeset="/data/b" relevant="/data/a = \'\'"/>'
    return xform("<a>1</a><b>1</b>", binds)


def circle_through_rows() -> bytes:
    """Rows that read all rows, themselves included."""
    binds = '<bind nodeset="/data/r/a" calculate="sum(/data/r/b) + 1"/><bind nodeset="/data/r/b" calculate="../a + 1"/>'
    return xform("<r><a/><b/></r>" * 50, binds, '<repeat nodeset="/data/r"><input ref="/data/r/b"/></repeat>')


def circle_of_actions() -> bytes:
    """Two answers that set each other anew for ever."""
    body = """<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/b" value="/data/a + 1"/></input>
    <input ref="/data/b"><setvalue event="xforms-value-changed" ref="/data/a" value="/data/b + 1"/></input>"""
    model = '<setvalue event="odk-instance-first-load" ref="/data/a" value="1"/>'
    return xform("<a/><b/>", "", body, model)


def circle_of_lists() -> bytes:
    """A choice that is offered while it is not chosen."""
    model = '<instance id="l"><root><item><name>x</name></item></root></instance>'
    body = """<select1 ref="/data/a"><itemset nodeset="instance('l')/root/item[/data/a = '']"><value ref="name"/>
    <label ref="name"/></itemset></select1>"""
    return xform("<a>x</a>", "", body, model)


def deep_brackets() -> bytes:
    """Brackets in brackets in brackets."""
    return xform("<a/>", f'<bind nodeset="/data/a" calculate="{"(" * 20_000}1{")" * 20_000}"/>')


def deep_minus() -> bytes:
    """A great many signs before a number, and steps in a path."""
    binds = f'<bind nodeset="/data/a" calculate="{"-" * 60_000}1"/>'
    return xform("<a/><b/>", f'{binds}<bind nodeset="/data/b" calculate="{"../" * 20_000}a"/>')


def long_chain() -> bytes:
    """Tens of thousands of terms."""
    return xform("<a/>", f'<bind nodeset="/data/a" calculate="{"1+" * 30_000}1"/>')


def slow_regex() -> bytes:
    """A pattern that makes a backtracking engine run for ever."""
    binds = '<bind nodeset="/data/a" constraint="regex(., \'(a+)+b\')"/>'
    return xform(f"<a>{'a' * 50_000}</a>", binds)


def huge_powers() -> bytes:
    """Numbers beyond what numbers are."""
    expression = "round(pow(10, pow(10, 308)), 30) + substr('x', -1e308) + selected-at('a', pow(10, 300)) + uuid(1e9)"
    expression = expression.replace("1e308", "pow(10, 308)").replace("1e9", "pow(10, 9)")
    return xform("<a/>", f'<bind nodeset="/data/a" calculate="{expression}"/>')


def no_such_days() -> bytes:
    """Days before and after all calendars."""
    expression = "concat(date(pow(10, 300)), date(-pow(10, 12)), format-date('9999-12-31T23:59:59-12:00', '%Y'))"
    expression = f"concat({expression}, date('0001-01-01T00:00:00+14:00') + 1, decimal-time('99:99'))"
    return xform("<a/>", f'<bind nodeset="/data/a" calculate="{expression}"/>')


HOSTILE: dict[str, Callable[[], bytes]] = {
    make.__name__: make
    for make in (
        entities, outside, deep_xml, many_controls, long_list, long_list_in_rows, words_of_words, many_expressions,
        many_elements, huge, many_attributes, many_questions, everything_reads_everything,
        all_texts, doubling, wide_concat, long_texts_in_rows, rows_in_rows, rows_that_count_rows, square_sums,
        rows_with_actions,
        cubic_predicates, circle, circle_of_relevance, circle_through_rows, circle_of_actions, circle_of_lists,
        deep_brackets, deep_minus, long_chain, slow_regex, huge_powers, no_such_days,
    )
}  # fmt: skip


def opened(make: Callable[[], bytes]) -> dict[str, object]:
    """Open a form, draw it and write it; what came of it, how long it took and how much memory."""
    xml = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    try:
        form = open_form(xml)
        form.view()
        form.missing()
        form.xml()
        outcome = "opened"
    except GridError as refusal:
        outcome = str(refusal.facts.get("reason", refusal))
    seconds = time.process_time() - begun
    return {
        "outcome": outcome,
        "seconds": round(seconds, 2),
        "megabytes": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024,
    }


if __name__ == "__main__":
    print(json.dumps(opened(HOSTILE[sys.argv[1]])))  # noqa: T201 - what this program is for
