import pytest

from shared.kernel.actor import Actor, Role, parse_role


@pytest.mark.parametrize(
    ("text", "role", "unit"),
    [
        ("platform", Role.PLATFORM, None),
        ("coordinator", Role.COORDINATOR, None),
        ("supervisor", Role.SUPERVISOR, None),
        ("auditor", Role.AUDITOR, None),
        ("ops", Role.OPS, None),
        ("department:HRSS", Role.DEPARTMENT, "HRSS"),
        ("landlord:SASAC", Role.LANDLORD, "SASAC"),
        ("department:A:B", Role.DEPARTMENT, "A:B"),
    ],
)
def test_a_role_is_read_with_its_unit(text: str, role: Role, unit: str | None) -> None:
    assert parse_role(text) == (role, unit)


@pytest.mark.parametrize("text", ["department", "department:", "landlord", "landlord:"])
def test_a_department_and_a_landlord_need_a_unit(text: str) -> None:
    with pytest.raises(ValueError, match="needs unit code"):
        parse_role(text)


@pytest.mark.parametrize("text", ["coordinator:", "coordinator:HRSS", "ops:X"])
def test_other_roles_take_no_unit(text: str) -> None:
    with pytest.raises(ValueError, match="takes no unit code"):
        parse_role(text)


@pytest.mark.parametrize("text", ["", "mayor", "Coordinator", "coordinator "])
def test_an_unknown_role_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a valid Role"):
        parse_role(text)


@pytest.mark.parametrize("text", ["system", "system:x"])
def test_nobody_is_given_the_role_of_the_system(text: str) -> None:
    with pytest.raises(ValueError, match="never given"):
        parse_role(text)


def test_an_actor_is_named_with_role_and_unit() -> None:
    assert str(Actor("li.m", Role.DEPARTMENT, "HRSS")) == "li.m (department:HRSS)"
    assert str(Actor("wang.l", Role.COORDINATOR)) == "wang.l (coordinator)"
