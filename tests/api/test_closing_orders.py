"""评价, 销号 and 重新办理 over HTTP."""

from shared.testing.client import Api
from tests.api.walking import OFFICE, closed, in_progress, replied

NOT_DONE = {"ground": "not_carried_out", "statement": "银行至今未办理展期手续。"}


async def test_the_firm_rates_and_may_change_its_word(api: Api) -> None:
    walk = await replied(api)
    rated = await walk.order_twice("rating", {"satisfaction": "very_satisfied"}, "platform")
    assert [rating["satisfaction"] for rating in rated["ratings"]] == ["very_satisfied"]
    changed = await walk.order("rating", {"satisfaction": "dissatisfied"}, "platform")
    assert [(rating["cycle"], rating["satisfaction"]) for rating in changed["ratings"]] == [
        (1, "very_satisfied"),
        (1, "dissatisfied"),
    ]


async def test_nobody_else_rates_and_nothing_is_rated_before_the_reply(api: Api) -> None:
    walk = await in_progress(api)
    body = {"satisfaction": "satisfied"}
    await walk.refused("rating", body, OFFICE, status=403, code="role_not_permitted")
    problem = await walk.refused("rating", body, "platform", status=409, code="nothing_to_rate")
    assert "答复后方可评价" in problem["detail"]


async def test_a_closed_ticket_is_opened_again_at_the_department_that_answered(api: Api) -> None:
    walk = await closed(api)
    first_due = walk.state["due"]
    reopened = await walk.order_twice("reopening", NOT_DONE, "platform")
    assert (reopened["status"], reopened["cycle"]) == ("dispatched", 2)
    assert (reopened["dispatch"]["lead"], reopened["closed_at"]) == ("FINOFF", None)
    assert reopened["reopening"] == NOT_DONE
    assert reopened["due"]["last_day"] >= first_due["last_day"]


async def test_an_open_ticket_is_not_reopened_and_a_reopening_says_why(api: Api) -> None:
    walk = await replied(api)
    await walk.refused("reopening", NOT_DONE, status=409, code="ticket_not_closed")
    problem = await walk.refused(
        "reopening", {**NOT_DONE, "statement": " "}, status=422, code="content_invalid"
    )
    assert problem["errors"][0]["field"] == "情况说明"


async def test_what_was_explained_is_reopened_by_a_new_fact_only(api: Api) -> None:
    walk = await replied(api)
    explained = await walk.order(
        "call-back",
        {
            "outcome": "lawful_limit",
            "explanation": "已书面说明现行政策最长展期六个月。",
            "leader": "办公室主任",
        },
    )
    assert (explained["status"], explained["unsatisfied"]) == ("closed_explained", 1)
    assert explained["explanation"] == "已书面说明现行政策最长展期六个月。"
    assert explained["closed_because_zh"] == "依法只能办理至此，已向企业说明"
    await walk.refused("reopening", NOT_DONE, status=409, code="nothing_new")
    fact = {"ground": "new_fact", "statement": "省级新出台续贷政策。"}
    assert (await walk.order("reopening", fact))["cycle"] == 2


async def test_a_ticket_is_not_closed_for_a_silence_that_never_was(api: Api) -> None:
    walk = await in_progress(api)
    silent = {"because": "supplement_not_given"}
    await walk.refused("closure", silent, status=409, code="supplement_still_open")
    problem = await walk.refused(
        "closure", {"because": "satisfied"}, status=422, code="content_invalid"
    )
    assert problem["errors"][0]["field"] == "销号理由"
    await walk.refused("closure", status=409, code="ticket_not_replied")
