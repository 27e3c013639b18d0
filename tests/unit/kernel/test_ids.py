import uuid

from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.ids import derived_id, new_id


def test_a_new_id_is_a_uuid_of_version_7() -> None:
    made = uuid.UUID(new_id())
    assert made.version == 7
    assert made.variant == uuid.RFC_4122


def test_new_ids_sort_in_the_order_they_were_made() -> None:
    made = [new_id() for _ in range(1_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_a_derived_id_is_the_same_for_ever() -> None:
    """A changed derivation would make every stored command id unknown."""
    made = derived_id("platform-1", "raise_ticket", "键-1")
    assert made == "f834b8fd-38f9-8b21-b835-429bf236782e"
    assert uuid.UUID(made).version == 8
    assert uuid.UUID(made).variant == uuid.RFC_4122


PARTS = st.lists(st.text(max_size=8), max_size=4)


@given(PARTS, PARTS)
def test_two_derived_ids_are_equal_only_for_equal_parts(one: list[str], two: list[str]) -> None:
    assert (derived_id(*one) == derived_id(*two)) == (one == two)


def test_parts_do_not_run_into_one_another() -> None:
    assert derived_id("ab", "c") != derived_id("a", "bc")
    assert derived_id("a", "") != derived_id("a")
