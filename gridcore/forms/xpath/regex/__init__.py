r"""Regular expressions in time that grows with text and pattern only: no pattern an author writes can hang a window.

A pattern becomes a net of states (Thompson) that is walked with all its possible states at once, each set of states
remembered with where a character leads it. What the reference engines share is understood: classes, `\d \w \s` (`\d`
and `\w` ASCII, so that a full-width digit is none), `\p{...}`, groups, alternatives, greedy and lazy repetition,
anchors, word borders, look-ahead, `(?i)` in front. Back-references and look-behind are not regular: such a pattern,
like a broken one, matches nothing.
"""
