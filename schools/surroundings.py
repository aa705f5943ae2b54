"""What lies round the schools: who is near whom, how far, and which rules that breaks.

Distances are geodesic, in metres on the WGS-84 ellipsoid, from the mark of the school to that of the premises. A law
that counts from the edge of the grounds reaches farther than a mark can tell.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from campus_safety.geo.places import box_round, distance_m
from campus_safety.rules.catalogue import rule
from campus_safety.rules.rule import Rule
from schools.models import Premises, School
from schools.querysets import PremisesQuerySet, SchoolQuerySet

NEAR_M = 500

# Which rule keeps a kind of premises away from schools; the others may be anywhere.
RULE_OF: dict[str, str] = {
    Premises.Kind.INTERNET_CAFE: "internet_cafe_distance",
    Premises.Kind.ENTERTAINMENT: "entertainment_near",
    Premises.Kind.BAR: "entertainment_near",
    Premises.Kind.TOBACCO: "outlet_near",
    Premises.Kind.ALCOHOL: "outlet_near",
    Premises.Kind.LOTTERY: "outlet_near",
}


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that premises break by their distance to a school; an unchecked rule only asks to be looked at."""

    rule: Rule
    school: School
    distance_m: float


@dataclass(frozen=True, slots=True)
class Nearby:
    """A school and premises near each other, and the rule that this breaks, if any."""

    school: School
    premises: Premises
    distance_m: float
    breach: Breach | None


def rule_for(kind: str, on: date) -> Rule | None:
    """The rule that keeps a kind of premises away from schools on a day; None for a kind, or a day, without one."""
    try:
        return rule(RULE_OF[kind], on)
    except LookupError:
        return None


def reach_m(on: date) -> int:
    """How far a school's surroundings reach on a day: 500 m, or farther if a rule does."""
    rules = (rule_for(kind, on) for kind in RULE_OF)
    return max(NEAR_M, *(found.value or 0 for found in rules if found), 0)


def breach_of(premises: Premises, school: School, distance_m: float, on: date) -> Breach | None:
    """The rule that open premises break on a day, this far from an open school. No query if the levels came along."""
    found = rule_for(premises.kind, on)
    if found is None or found.value is None or distance_m > found.value or not (premises.is_open and school.is_open):
        return None
    is_bound = any(level.level in found.binds for level in school.levels.all())
    return Breach(found, school, distance_m) if is_bound else None


def pairs(
    schools: Iterable[School], premises: Iterable[Premises], radius_m: float
) -> list[tuple[School, Premises, float]]:
    """Every school and premises of these within `radius_m` of each other, and how far that is; nearest first."""
    sites = sorted(premises, key=lambda site: site.latitude)
    latitudes = [site.latitude for site in sites]
    found = []
    for school in schools:
        place = (school.latitude, school.longitude)
        box = box_round(place, radius_m)
        band = sites[bisect_left(latitudes, box.south) : bisect_right(latitudes, box.north)]
        inside = (site for site in band if box.west <= site.longitude <= box.east)
        measured = ((school, site, distance_m(place, site.place)) for site in inside)
        found += [each for each in measured if each[2] <= radius_m]
    return sorted(found, key=lambda each: each[2])


def nearby(schools: Iterable[School], premises: Iterable[Premises], radius_m: float, *, on: date) -> list[Nearby]:
    """As `pairs`, each with the rule that it breaks on a day."""
    return [
        Nearby(school, site, distance, breach_of(site, school, distance, on))
        for school, site, distance in pairs(schools, premises, radius_m)
    ]


def premises_within(school: School, radius_m: float, *, among: PremisesQuerySet) -> list[Premises]:
    """The premises of `among` within `radius_m` of a school, nearest first, whatever they break: one query."""
    box = box_round((school.latitude, school.longitude), radius_m)
    return [site for _school, site, _distance in pairs([school], among.within(box), radius_m)]


def near_school(school: School, radius_m: float, *, among: PremisesQuerySet, on: date) -> list[Nearby]:
    """The premises of `among` within `radius_m` of a school that came with its levels, nearest first: one query."""
    box = box_round((school.latitude, school.longitude), radius_m)
    return nearby([school], among.within(box), radius_m, on=on)


def near_premises(premises: Premises, radius_m: float, *, among: SchoolQuerySet, on: date) -> list[Nearby]:
    """The open schools of `among` within `radius_m` of premises, nearest first: two queries."""
    schools = among.within(box_round(premises.place, radius_m)).filter(is_open=True).prefetch_related("levels")
    return nearby(schools, [premises], radius_m, on=on)


def breaches(schools: Iterable[School], premises: Iterable[Premises], *, on: date) -> dict[int, list[Breach]]:
    """{key of premises: what they break on a day, nearest school first}, without those that break nothing."""
    ruled = [site for site in premises if site.kind in RULE_OF]
    found: dict[int, list[Breach]] = defaultdict(list)
    for near in nearby(schools, ruled, reach_m(on), on=on):
        if near.breach:
            found[near.premises.pk].append(near.breach)
    return dict(found)


def open_schools(unit_ids: Collection[int]) -> list[School]:
    """The schools in operation of these units, with their levels: two queries."""
    return list(School.objects.filter(unit_id__in=unit_ids, is_open=True).prefetch_related("levels"))


def flagged_ids(unit_ids: Collection[int], *, on: date) -> set[int]:
    """The keys of the open premises of these units that break a rule at a school of these units: three queries."""
    ruled = Premises.objects.filter(unit_id__in=unit_ids, kind__in=RULE_OF, is_open=True)
    return set(breaches(open_schools(unit_ids), ruled, on=on))
