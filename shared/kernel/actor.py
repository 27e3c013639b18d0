"""Who gives an order: the person or system behind a token, and the unit it acts for."""

from enum import StrEnum

import msgspec


class Role(StrEnum):
    """The roles of the plan's parties; `design: HTTP` lists what each may do."""

    PLATFORM = "platform"  # another government system, acts for firms
    DEPARTMENT = "department"  # 承办单位, always with its code
    COORDINATOR = "coordinator"  # 区工业和信息化局: assigns, adjudicates, closes
    SUPERVISOR = "supervisor"  # 区政府督查室
    LANDLORD = "landlord"  # implementing body of rent waivers, always with its code
    AUDITOR = "auditor"  # reads all, changes nothing
    OPS = "ops"  # operations staff
    SYSTEM = "system"  # the service's own timers and reactions; never in a token


ROLES_WITH_UNIT = frozenset({Role.DEPARTMENT, Role.LANDLORD})


class Actor(msgspec.Struct, frozen=True):
    """`id` is the token's subject, `unit` the department or landlord code behind the role."""

    id: str
    role: Role
    unit: str | None = None
    client: str = ""

    def __str__(self) -> str:
        role = f"{self.role}:{self.unit}" if self.unit else str(self.role)
        return f"{self.id} ({role})"


def parse_role(text: str) -> tuple[Role, str | None]:
    """Read `coordinator` or `department:HRSS`.

    Raises ValueError when the role is unknown, when a unit is missing where the role needs one,
    or when one stands where the role has none.
    """
    name, colon, unit = text.partition(":")
    role = Role(name)
    if role is Role.SYSTEM:
        raise ValueError("the role 'system' is never given to a caller")
    if (role in ROLES_WITH_UNIT) != bool(unit) or (colon and not unit):
        needs = "needs" if role in ROLES_WITH_UNIT else "takes no"
        raise ValueError(f"the role '{name}' {needs} unit code")
    return role, unit or None
