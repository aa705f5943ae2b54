"""Which averages of a round of feedback may be shown, so that no group of fewer than five answers is told of.

A round is a table of schools by audiences; its slices are the whole, each school, each audience, and each form. From
those that are shown others follow: a school less two of its three forms is the third. So what is shown has five answers
or more, and so has whatever follows from it by adding and subtracting.

The second is read off a graph. Its points are the schools that are shown, the audiences that are shown, all other
schools as one and all other audiences as one; its lines are the forms that are not shown, as strong as they have
answers. Adding and subtracting slices gives each point a number, and leaves of each line the difference of its two
points: the answers that are left over are those of the lines between points of unlike numbers. They cut the graph, and
every cut can be had in this way. So nothing small follows as long as no cut is weaker than five (docs/adr).
"""

from collections import Counter
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

import networkx as nx  # type: ignore[import-untyped]
from networkx.algorithms.flow import edmonds_karp  # type: ignore[import-untyped]

LEAST_ANSWERS = 5

# A form: the id of its school, and its audience.
Cell = tuple[int, str]
# None stands for all schools, or all audiences.
Slice = tuple[int | None, str | None]
WHOLE: Slice = (None, None)
_OTHER_SCHOOLS, _OTHER_AUDIENCES = "other schools", "other audiences"


def slices_of(cell: Cell) -> tuple[Slice, Slice, Slice, Slice]:
    """The slices that the answers of a form are part of: the whole, its school, its audience, the form."""
    school, audience = cell
    return WHOLE, (school, None), (None, audience), cell


def shown_slices(answers: Mapping[Cell, int]) -> frozenset[Slice]:
    """The slices whose averages are shown, of a round with so many answers to each form.

    The whole comes first, then schools, then audiences, then forms, of each kind the largest; one from which something
    small would follow is left out. The same answers give the same slices.
    """
    return _shown(frozenset((cell, number) for cell, number in answers.items() if number))


@lru_cache(maxsize=64)  # 65 ms for 14 schools, a second for 60: and a round that is over never changes
def _shown(answers: frozenset[tuple[Cell, int]]) -> frozenset[Slice]:
    cells = dict(answers)
    sizes: Counter[Slice] = Counter()
    for cell, number in cells.items():
        sizes.update(dict.fromkeys(slices_of(cell), number))
    if sizes[WHOLE] < LEAST_ANSWERS:
        return frozenset()
    shown = {WHOLE}
    for wanted in sorted(sizes.keys() - shown, key=lambda each: _rank(each, sizes[each])):
        if sizes[wanted] >= LEAST_ANSWERS and _keeps_small_groups_hidden(cells, shown | {wanted}, wanted):
            shown.add(wanted)
    return frozenset(shown)


def _rank(wanted: Slice, size: int) -> tuple[int, int, int, str]:
    school, audience = wanted
    kind = 0 if audience is None else 1 if school is None else 2
    return kind, -size, school or 0, audience or ""


def _keeps_small_groups_hidden(cells: Mapping[Cell, int], shown: Collection[Slice], new: Slice) -> bool:
    """Whether no cut has become weaker than five by the `new` one of the slices that are shown.

    Only cuts between two points are new: the ends of a line that is gone, or a point and the others that it stood for.
    """
    school, audience = new
    if school is not None and audience is not None:
        ends = _ends((school, audience), shown)
    else:
        ends = new, _OTHER_SCHOOLS if audience is None else _OTHER_AUDIENCES
    graph = _graph(cells, shown)
    if not all(end in graph for end in ends):
        return True
    # As much flows between two points as the weakest cut lets through; 0: they hang together no more.
    flow: int = nx.maximum_flow_value(graph, *ends, flow_func=edmonds_karp, cutoff=LEAST_ANSWERS)
    return flow == 0 or flow >= LEAST_ANSWERS


def _graph(cells: Mapping[Cell, int], shown: Collection[Slice]) -> Any:
    strengths: Counter[tuple[Any, Any]] = Counter()
    for cell, number in cells.items():
        if cell not in shown:
            strengths[_ends(cell, shown)] += number
    graph = nx.Graph()
    graph.add_edges_from((*ends, {"capacity": strength}) for ends, strength in strengths.items())
    return graph


def _ends(cell: Cell, shown: Collection[Slice]) -> tuple[Any, Any]:
    school, audience = cell
    return (
        (school, None) if (school, None) in shown else _OTHER_SCHOOLS,
        (None, audience) if (None, audience) in shown else _OTHER_AUDIENCES,
    )
