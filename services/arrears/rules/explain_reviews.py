"""The two limits of a review explained, for the item's clock (政府督查工作条例 art. 17). Pure."""

from collections.abc import Iterator
from typing import Final

from services.arrears.calendar_days import CalendarLimit, ending
from services.arrears.rules.explain import Clock, Reckoning
from services.arrears.state import Inspection, Item
from shared.kernel.sentences import Sentence, day_zh

_ARTICLE: Final = Sentence(
    "《政府督查工作条例》第十七条", "Regulations on Government Supervision art. 17"
)


def review_reckonings(item: Item) -> Iterator[Reckoning]:
    """By when each finding may be disputed, and by when that is decided."""
    for inspection in item.inspections:
        if inspection.finding is not None:
            until = inspection.finding.request_until
            what = Sentence(
                "申请复核期限：自收到督查结论之日", "Review of a finding may be asked for"
            )
            yield _reckoning(Clock.REVIEW_REQUEST, what, "receipt of it", until, inspection)
        if inspection.review is not None:
            until = inspection.review.decide_until
            what = Sentence(
                "作出复核决定期限：自收到复核申请之日", "Review of a finding is decided"
            )
            yield _reckoning(Clock.REVIEW_DECISION, what, "the request", until, inspection)


def _reckoning(
    clock: Clock, what: Sentence, since_en: str, until: CalendarLimit, inspection: Inspection
) -> Reckoning:
    start, due = until.due.start_day, until.due
    end = ending(until.ends_on, due.last_day, provisional=due.provisional)
    return Reckoning(
        clock=clock,
        subject=str(inspection.number),
        rule=Sentence(
            f"{what.zh}（{day_zh(start)}，不计入）起{until.days}日内，{end.zh}（{_ARTICLE.zh}）",
            f"{what.en} within {until.days} calendar days of {since_en} ({start}, not counted), "
            f"{end.en} ({_ARTICLE.en})",
        ),
        due=due,
        fixed=False,
        rolled=True,
        programme_version=0,
    )
