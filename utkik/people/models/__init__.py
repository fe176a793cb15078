"""Who: organisations and their units, users and members, the organisation's lists, the log and the loose papers."""

from utkik.people.models.entering import Bucket, LogIn
from utkik.people.models.members import GROUP, Absence, Guest, Invitation, Membership, Role, UnitRole, User
from utkik.people.models.organisations import Organisation, Organised, OrganisedQuerySet, Unit
from utkik.people.models.records import Act, Delivery, DisposalDecision, Draft, SubmittedForm, Upload
from utkik.people.models.registers import Area, Horizon, Kind, Level, Place, Register, RegisterQuerySet, out_of_reach

__all__ = [
    "GROUP",
    "Absence",
    "Act",
    "Area",
    "Bucket",
    "Delivery",
    "DisposalDecision",
    "Draft",
    "Guest",
    "Horizon",
    "Invitation",
    "Kind",
    "Level",
    "LogIn",
    "Membership",
    "Organisation",
    "Organised",
    "OrganisedQuerySet",
    "Place",
    "Register",
    "RegisterQuerySet",
    "Role",
    "SubmittedForm",
    "Unit",
    "UnitRole",
    "Upload",
    "User",
    "out_of_reach",
]
