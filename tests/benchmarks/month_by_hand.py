"""The figures of patrols of one month with all their breakdowns, by one statement as one would write it by hand."""

from typing import Any

from django.db import connection

from campus_safety.statistics.periods import Period

MONTH_BY_HAND = """
    WITH went AS MATERIALIZED (
      SELECT unit_id, kind, volunteers FROM patrols_outing
       WHERE unit_id = ANY(%(units)s) AND started_at >= %(first)s AND started_at < %(last)s
    ), people AS MATERIALIZED (
      SELECT member.unit_id, outing.kind, member.officer_id
        FROM patrols_outingofficer member JOIN patrols_outing outing ON outing.id = member.outing_id
       WHERE member.unit_id = ANY(%(units)s) AND member.started_at >= %(first)s AND member.started_at < %(last)s
    ), cars AS MATERIALIZED (
      SELECT dispatch.unit_id, outing.kind, dispatch.vehicle_id
        FROM patrols_vehicledispatch dispatch JOIN patrols_outing outing ON outing.id = dispatch.outing_id
       WHERE dispatch.unit_id = ANY(%(units)s) AND dispatch.started_at >= %(first)s AND dispatch.started_at < %(last)s
    ), serving AS MATERIALIZED (
      SELECT patrolpoint_id AS point_id, string_agg(school_id::text, ',' ORDER BY school_id) AS schools
        FROM patrols_patrolpoint_schools JOIN patrols_patrolpoint point ON point.id = patrolpoint_id
       WHERE point.unit_id = ANY(%(units)s) GROUP BY patrolpoint_id
    ), seen AS MATERIALIZED (
      SELECT row.unit_id, row.point_id, row.officer_id, schools,
             extract(hour FROM row.captured_at AT TIME ZONE 'Asia/Shanghai') AS hour
        FROM patrols_checkin row LEFT JOIN serving ON serving.point_id = row.point_id
       WHERE row.unit_id = ANY(%(units)s) AND row.captured_at >= %(first)s AND row.captured_at < %(last)s
         AND NOT EXISTS (
             SELECT FROM patrols_checkinreview word
              WHERE word.check_in_id = row.id AND word.unit_id = ANY(%(units)s) AND word.outcome = 'rejected'
                AND word.captured_at >= %(first)s AND word.captured_at < %(last)s)
    ), due AS MATERIALIZED (
      SELECT duty.unit_id, duty.point_id, timed.occasion, schools, duty.state = 'done' AS done
        FROM patrols_duty duty JOIN patrols_dutywindow timed ON timed.id = duty.window_id
             LEFT JOIN serving ON serving.point_id = duty.point_id
       WHERE duty.unit_id = ANY(%(units)s) AND duty."on" BETWEEN %(first_day)s AND %(last_day)s
         AND duty.ends_at <= %(at)s AND duty.state <> 'cancelled'
    )
    SELECT 'outings', unit_id::text, kind, NULL, NULL, NULL, count(*), sum(volunteers)
      FROM went GROUP BY GROUPING SETS ((), (unit_id), (kind))
    UNION ALL
    SELECT 'officers', unit_id::text, kind, officer_id::text, NULL, NULL, count(*), NULL
      FROM people GROUP BY GROUPING SETS ((), (unit_id), (kind), (officer_id))
    UNION ALL
    SELECT 'vehicles', unit_id::text, kind, vehicle_id::text, NULL, NULL, count(*), NULL
      FROM cars GROUP BY GROUPING SETS ((), (unit_id), (kind), (vehicle_id))
    UNION ALL
    SELECT 'check_ins', unit_id::text, point_id::text, officer_id::text, schools, hour::text, count(*), NULL
      FROM seen
     GROUP BY GROUPING SETS ((), (unit_id), (point_id), (officer_id), (schools), (hour), (schools, hour))
    UNION ALL
    SELECT 'duties', unit_id::text, point_id::text, occasion, schools, NULL, count(*), count(*) FILTER (WHERE done)
      FROM due GROUP BY GROUPING SETS ((), (unit_id), (point_id), (occasion), (schools), (point_id, occasion))
"""


def counted_by_hand(unit_ids: list[int], month: Period, at: Any) -> list[tuple[Any, ...]]:
    """(what, the keys, the number, a second number): a line for each figure and each line of its breakdowns."""
    span = {"first": month.starts_at, "last": month.ends_at, "first_day": month.first_day, "last_day": month.last_day}
    with connection.cursor() as cursor:
        cursor.execute(MONTH_BY_HAND, {"units": unit_ids, "at": at} | span)
        return list(cursor.fetchall())
