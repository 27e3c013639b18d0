import pytest

from shared.kernel.refusal import Refusal, RefusalKind


class TicketAlreadyClosed(Refusal):
    code = "ticket_already_closed"
    kind = RefusalKind.CONFLICT
    zh = "{number}号诉求已于{closed_on}销号，不能再交办"
    en = "ticket {number} was closed on {closed_on} and cannot be assigned"


def test_a_refusal_speaks_both_languages() -> None:
    refusal = TicketAlreadyClosed(number="2022-0917", closed_on="2022-10-11")
    assert refusal.sentence("zh-CN") == "2022-0917号诉求已于2022-10-11销号，不能再交办"
    english = "ticket 2022-0917 was closed on 2022-10-11 and cannot be assigned"
    assert refusal.sentence("en") == english
    assert str(refusal) == english


def test_a_refusal_carries_what_it_is_about() -> None:
    refusal = TicketAlreadyClosed(number="2022-0917", closed_on="2022-10-11")
    assert refusal.params == {"number": "2022-0917", "closed_on": "2022-10-11"}
    assert refusal.pointer is None


def test_braces_in_what_a_caller_sent_are_no_template() -> None:
    refusal = TicketAlreadyClosed(number="{closed_on}", closed_on="{0}")
    assert refusal.sentence("zh-CN") == "{closed_on}号诉求已于{0}销号，不能再交办"


def test_a_refusal_without_its_parameters_is_a_programmers_error() -> None:
    with pytest.raises(KeyError, match="closed_on"):
        TicketAlreadyClosed(number="2022-0917")


def test_a_refusal_points_at_the_field_that_the_order_calls_so() -> None:
    assert TicketAlreadyClosed(number="1", closed_on="2022-10-11").at("/owed").pointer == "/owed"
    assert TicketAlreadyClosed.pointer is None
