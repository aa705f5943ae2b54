"""What of the schools enters the audit trail by itself; the levels of a school are recorded with it by its action."""

from campus_safety.audit.trail import keep
from campus_safety.uploads.models import StoredFile
from schools.models import (
    Document,
    Hazard,
    HazardStep,
    Inspection,
    ItemResult,
    NoticeLine,
    Photo,
    Premises,
    PremisesCheck,
    Principalship,
    RectificationNotice,
    School,
    SchoolDay,
)

keep(School, by_name_only=["head", "head_phone", "duty_phone"])
keep(SchoolDay)
keep(Principalship)
keep(Premises, by_name_only=["contact", "contact_phone"])
keep(PremisesCheck)
keep(Inspection)
keep(ItemResult, without=["is_current"])
keep(Hazard)
keep(HazardStep)
keep(NoticeLine)
keep(RectificationNotice)
keep(Document)
keep(Photo)
keep(StoredFile, without=["content", "preview"])
