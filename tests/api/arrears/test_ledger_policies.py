"""The programmes, the followed calendar and the feed of the ledger, over HTTP."""

from shared.kernel.calendars import official_lists
from tests.api.arrears.ledger import PATH, Ledger, paid
from tests.builders.arrears_bodies import programme_version, yuan

PROGRAMMES = "/v1/programmes"


async def test_a_new_version_judges_what_is_decided_from_its_day_on_and_nothing_before(
    ledger: Ledger,
) -> None:
    await ledger.go_to("2022-09-30T10:00+08:00")
    before = await ledger.verified()
    seeded = await ledger.api.get(PROGRAMMES)
    assert (seeded.headers["etag"], seeded.json()["registers"]) == ('"1"', "2022")

    body = programme_version(plan_workdays=7, threshold=yuan("1000000.00"))
    published = await ledger.api.post(f"{PROGRAMMES}/versions", body, version=1)
    assert published.status_code == 200, published.text
    assert [each["version"] for each in published.json()["versions"]] == [1, 2]

    await ledger.go_to("2022-10-11T10:00+08:00")
    after = await ledger.verified()
    assert (before.state["size_class"], after.state["size_class"]) == ("LE_2M", "GT_2M")
    clocks = [
        (await ledger.api.get(f"{walk.path}/clock")).json()["clocks"] for walk in (before, after)
    ]
    told = [
        (one["programme_version"], one["due"]["last_day"], one["due"]["workdays"])
        for each in clocks
        for one in each
        if one["clock"] == "plan"
    ]
    assert told == [(1, "2022-10-19", 10), (2, "2022-10-20", 7)]


async def test_a_programme_whose_days_are_out_of_order_is_refused_by_its_field(
    ledger: Ledger,
) -> None:
    body = programme_version(final_on="2022-06-30", effective_on="2023-01-01")
    answer = await ledger.api.post(f"{PROGRAMMES}/versions", body, version=2)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "programme_dates_out_of_order")
    assert problem["errors"][0]["field"] == "清欠方案·清偿期限"


async def test_the_calendar_that_days_are_counted_by_can_be_read(ledger: Ledger) -> None:
    answer = await ledger.api.get("/v1/calendar", role="platform")
    known = [notice["document_no"] for notice in answer.json()["lists"]]
    assert known == [notice.document_no for notice in official_lists()]


async def test_a_platform_is_given_the_events_of_its_own_items(ledger: Ledger) -> None:
    walk = await ledger.registered()
    await ledger.registered()
    await ledger.verify(walk, "1000.00")
    await walk.order("payments", paid("10.00", "2022-08-01"), "platform")
    feed = await ledger.api.get("/v1/events", role="platform", client=walk.platform)
    told = [(event["aggregate_id"], event["name"]) for event in feed.json()["items"]]
    assert told == [
        (walk.id, "arrears_registered"),
        (walk.id, "arrears_verified"),
        (walk.id, "arrears_paid"),
    ]
    assert (await ledger.api.get(PATH, role="platform", client=walk.platform)).json()["items"]


async def test_a_case_of_others_is_not_shown_to_a_platform(ledger: Ledger) -> None:
    walk = await ledger.registered()
    for part in ("", "/clock", "/journal", "/interest", "/events"):
        answer = await ledger.api.get(walk.path + part, role="platform", client="somebody-else")
        assert (answer.status_code, answer.json()["code"]) == (403, "not_your_case")
