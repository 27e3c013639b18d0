"""The permission table says what the plan says, and nothing by omission."""

import pytest

from shared.kernel.actor import Role
from shared.web.permissions import (
    BY_SERVICE,
    PUBLIC,
    ROLE_NAMES,
    Permissions,
    PermissionTableMismatch,
    Scope,
)

TICKETS = BY_SERVICE["tickets"]
CHANGES = {
    name
    for name in TICKETS.granted
    if name.partition(".")[2]
    in {
        "submit",
        "dispatch",
        "take_over",
        "reply",
        "call_back",
        "close",
        "erase_contact",
        "publish",
    }
}


def test_what_is_not_granted_is_denied() -> None:
    assert TICKETS.allowed("tickets.dispatch", Role.DEPARTMENT) is None
    assert TICKETS.allowed("tickets.dispatch", Role.COORDINATOR) is Scope.ANY
    assert TICKETS.allowed("tickets.reply", Role.DEPARTMENT) is Scope.OWN
    assert TICKETS.allowed("no.such.operation", Role.COORDINATOR) is None


@pytest.mark.parametrize("operation", sorted(CHANGES))
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SUPERVISOR, Role.OPS, Role.LANDLORD])
def test_auditors_supervisors_operations_and_landlords_change_no_ticket(
    operation: str, role: Role
) -> None:
    assert TICKETS.allowed(operation, role) is None


def test_departments_see_and_handle_their_own_tickets_only() -> None:
    scopes = {
        name: TICKETS.allowed(name, Role.DEPARTMENT)
        for name in TICKETS.granted
        if name.startswith("tickets.") and TICKETS.allowed(name, Role.DEPARTMENT)
    }
    assert {name for name, scope in scopes.items() if scope is Scope.ANY} == {
        "tickets.submit", "tickets.import", "tickets.mark_import", "tickets.import_template",
    }  # fmt: skip


def test_the_handling_department_can_neither_call_back_nor_close_t_14() -> None:
    for operation in ("tickets.call_back", "tickets.close"):
        assert set(TICKETS.granted[operation]) == {Role.COORDINATOR}


def test_the_system_itself_is_granted_nothing_over_the_wire() -> None:
    assert all(Role.SYSTEM not in grants for grants in TICKETS.granted.values())


def test_every_public_operation_says_why() -> None:
    assert all(len(reason) > 20 for reason in PUBLIC.values())


def test_every_role_has_a_name_in_both_languages() -> None:
    assert set(ROLE_NAMES) == set(Role)


@pytest.mark.parametrize(
    ("operations", "fault"),
    [
        (["a", "b", "c"], "route c has no entry"),
        (["b"], "entry a has no route"),
    ],
)
def test_a_table_that_does_not_match_the_routes_is_refused(
    operations: list[str], fault: str
) -> None:
    table = Permissions({"a": {Role.OPS: Scope.ANY}}, {"b": "because"})
    table.check(["a", "b"])
    with pytest.raises(PermissionTableMismatch, match=fault):
        table.check(operations)


def test_an_operation_cannot_be_granted_and_public() -> None:
    table = Permissions({"a": {Role.OPS: Scope.ANY}}, {"a": "because"})
    with pytest.raises(PermissionTableMismatch, match="a is granted and public"):
        table.check(["a"])
