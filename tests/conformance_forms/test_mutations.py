"""Forms that went wrong on the way: a refusal with a code or a form that runs, never another exception (FORMS 6).

The short form; `python3 dev.py conformance --mutations 10000` does the long one over the public forms.
"""

from __future__ import annotations

import random

from tests.conformance_forms.at_random import broken, mutations
from tests.core.forms.sample import xform

SOURCE = xform(
    """<a/><b>1</b><g><c/><d/></g><r jr:template=""><x/><s><y/></s></r><r><x/><s><y/></s></r><n>2</n><total/>""",
    """<bind nodeset="/data/a" type="int" required="/data/b = 1" constraint=". &lt; 5 and regex(., '[0-9]+')"/>
<bind nodeset="/data/g" relevant="selected(/data/b, '1') or count(/data/r) &gt; 1" readonly="/data/n = 3"/>
<bind nodeset="/data/g/d" type="date" calculate="date(today() + /data/a)"/>
<bind nodeset="/data/r/x" relevant="position(..) mod 2 = 1"/>
<bind nodeset="/data/r/s/y"
 calculate="concat(../../x, indexed-repeat(/data/r/x, /data/r, 1), jr:choice-name(/data/a, '/data/a'))"/>
<bind nodeset="/data/total" calculate="sum(/data/r/x) + max(/data/r/s/y) - round(/data/n div 3, 2)"/>""",
    """<select1 ref="/data/a"><itemset nodeset="instance('l')/root/item[of = /data/b]"><value ref="name"/>
<label ref="jr:itext(key)"/></itemset></select1><input ref="/data/b"><label>b is <output value="/data/b"/></label>
<setvalue event="xforms-value-changed" ref="/data/g/c" value="/data/b + 1"/></input>
<group ref="/data/g"><input ref="/data/g/c"/><input ref="/data/g/d"/></group><input ref="/data/n"/>
<group ref="/data/r"><repeat nodeset="/data/r" jr:count="min(/data/n, 5)">
<setvalue event="odk-new-repeat" ref="/data/r/x" value="count(/data/r)"/>
<input ref="/data/r/x"/><repeat nodeset="/data/r/s"><input ref="/data/r/s/y"/></repeat></repeat></group>""",
    """<itext><translation lang="zh"><text id="k"><value>词</value></text></translation></itext><instance id="l"><root>
<item><name>1</name><of>1</of><key>k</key></item><item><name>2</name><of>2</of><key>k</key></item></root></instance>""",
)


def test_a_broken_form_is_refused_with_a_code_or_runs() -> None:
    outcome = mutations([SOURCE], 400)
    assert outcome.failed == {}
    assert outcome.passed > 100  # the mutations are not so coarse that nothing is left to run
    assert len(outcome.out_of_scope) > 50


def test_mutations_of_one_seed_are_the_same_again() -> None:
    assert broken(SOURCE, random.Random("7")) == broken(SOURCE, random.Random("7")) != SOURCE
