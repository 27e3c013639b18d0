"""Build the .docx templates of the ladder's documents from their wording: GB/T 9704-2012 layout.

`python -m tools.make_step_templates inquiry-1` writes the .docx beside its .txt. One that is in use
is never built again: a changed wording or layout is a new edition.
"""

import sys
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

FOLDER: Final = Path(__file__).parents[1] / "services/arrears/documents/templates"
OFFICE: Final = "临沧市临翔区工业和信息化局"
_BODY, _TITLE, _DIGITS = "仿宋_GB2312", "方正小标宋简体", "宋体"
_RED: Final = "E60012"
_LINE: Final = Pt(28.95)  # 22 lines a page
_WIDTH: Final = 440  # points of 156 mm, what the margins leave
_CHARACTER: Final = 16  # points of 三号
_STYLES: Final = {"Normal", "DefaultParagraphFont", "Footer", "FooterChar"}
_UNUSED: Final = {
    "customXml",
    "extended-properties",
    "numbering",
    "stylesWithEffects",
    "thumbnail",
    "webSettings",
}
# What a machine without the faces of the standard takes for them.
_FONTS: Final = f"""<w:fonts {nsdecls("w")}>
<w:font w:name="{_BODY}"><w:altName w:val="仿宋"/><w:charset w:val="86"/>
<w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>
<w:font w:name="{_TITLE}"><w:altName w:val="宋体"/><w:charset w:val="86"/>
<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>
</w:fonts>"""
_PAGE: Final = (
    f'<w:fldChar {nsdecls("w")} w:fldCharType="begin"/>',
    f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>',
    f'<w:fldChar {nsdecls("w")} w:fldCharType="end"/>',
)
# Paragraphs that depend on the facts; those of `{%p … %}` alone are gone from the document.
_BLOCKS: Final = {
    "lines": ("{{%p for each in lines %}}", "{{{{ each }}}}", "{{%p endfor %}}"),
    "attachments": (
        "{{%p if attachments %}}",
        "",
        "{{%p for each in attachments %}}",
        "{{{{ each }}}}",
        "{{%p endfor %}}",
        "{{%p endif %}}",
    ),
    "copied": ("{{%p if supervising %}}", "{}", "{{%p endif %}}"),
}
_KIND_IN_BLOCK: Final = {"lines": "body", "attachments": "attachment"}


def build(wording: str) -> Any:
    """A document with a paragraph for each line of the wording, on numbered pages."""
    document = Document()
    _strip(document)
    _describe(document)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(37), Mm(35)
    page.left_margin, page.right_margin = Mm(28), Mm(26)
    page.footer_distance = Mm(22)  # the number stands 7 mm below the text
    document.settings.odd_and_even_pages_header_footer = True
    _number(page.footer, ALIGN.RIGHT)
    _number(page.even_page_footer, ALIGN.LEFT)
    for line in wording.splitlines():
        kind, _, text = line.partition(":")
        for part in _BLOCKS.get(kind, ("{}",)):
            _line(document, _KIND_IN_BLOCK.get(kind, kind), part.format(text.strip()))
    _keep_the_end_together(document)
    return document


def _strip(document: Any) -> None:
    """Of what python-docx starts with only what these documents use: they are stored as they are."""
    styles = document.styles.element
    for style in list(styles):
        if style.tag != qn("w:docDefaults") and style.get(qn("w:styleId")) not in _STYLES:
            styles.remove(style)
    for relations in (document.part.package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in _UNUSED:
                del relations[key]


def _describe(document: Any) -> None:
    about = document.core_properties
    about.author = about.last_modified_by = OFFICE
    about.title, about.comments = "{{ document_no }}", ""
    fonts = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts._blob = _FONTS.encode()  # noqa: SLF001
    _face(document.styles["Normal"], _BODY)
    language = document.styles.element.find(f".//{qn('w:lang')}")
    language.set(qn("w:eastAsia"), "zh-CN")
    document.settings.element.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")


def _number(footer: Any, side: Any) -> None:
    """`— 1 —` in 四号 宋体, a character from the outer edge of the text."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    form = paragraph.paragraph_format
    form.alignment = side
    form.left_indent = form.right_indent = Pt(14)
    for text in ("— ", None, " —"):
        run = paragraph.add_run(text)
        run.font.size = Pt(14)
        _face(run, _DIGITS)
        if text is None:
            for piece in _PAGE:
                run._r.append(parse_xml(piece))  # noqa: SLF001


def _line(document: Any, kind: str, text: str) -> None:
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.widow_control = False
    form.line_spacing = _LINE
    run = paragraph.add_run(text)
    run.font.size = Pt(_CHARACTER)
    _face(run, _TITLE if kind in {"letterhead", "title"} else _BODY)
    _LOOKS[kind](paragraph, form, run)


def _letterhead(paragraph: Any, form: Any, run: Any) -> None:
    """On one line, however long the office's name is."""
    form.alignment, form.line_spacing = ALIGN.CENTER, Pt(52)
    run.font.size = Pt(min(32, _WIDTH // len(run.text)))
    run.font.color.rgb = RGBColor.from_string(_RED)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "6"), ("color", _RED)):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc"
    )


def _right(_paragraph: Any, form: Any, _run: Any) -> None:
    form.alignment, form.space_before = ALIGN.RIGHT, Pt(10)


def _title(_paragraph: Any, form: Any, run: Any) -> None:
    form.alignment = ALIGN.CENTER
    run.font.size, form.line_spacing = Pt(22), Pt(32)
    form.space_before = form.space_after = _LINE


def _to(_paragraph: Any, form: Any, _run: Any) -> None:
    form.alignment = ALIGN.LEFT


def _body(_paragraph: Any, form: Any, _run: Any) -> None:
    form.first_line_indent, form.alignment = Pt(2 * _CHARACTER), ALIGN.JUSTIFY


def _attachment(_paragraph: Any, form: Any, _run: Any) -> None:
    """`附件：1.` hangs: a second line stands under the title, not under the number."""
    form.left_indent, form.first_line_indent = Pt(6 * _CHARACTER), Pt(-4 * _CHARACTER)


def _signed(_paragraph: Any, form: Any, _run: Any) -> None:
    """署名 centred above 成文日期, which stands four characters from the right."""
    form.alignment, form.right_indent = ALIGN.RIGHT, Pt(12)
    form.space_before = 2 * _LINE


def _dated(_paragraph: Any, form: Any, _run: Any) -> None:
    form.alignment, form.right_indent = ALIGN.RIGHT, Pt(4 * _CHARACTER)


def _copied(_paragraph: Any, form: Any, run: Any) -> None:
    run.font.size, form.space_before = Pt(14), _LINE
    form.left_indent = Pt(14)


_LOOKS: Final = {
    "letterhead": _letterhead,
    "number": _right,
    "title": _title,
    "to": _to,
    "body": _body,
    "attachment": _attachment,
    "signed": _signed,
    "dated": _dated,
    "copied": _copied,
}


def _keep_the_end_together(document: Any) -> None:
    """No page holds a signature alone: the last of the text goes with it."""
    paragraphs = document.paragraphs
    signed = max(at for at, one in enumerate(paragraphs) if one.text == OFFICE)
    for paragraph in paragraphs[signed - 7 : signed + 1]:
        paragraph.paragraph_format.keep_with_next = True


def _face(of: Any, name: str) -> None:
    """The face of a run or style, for Chinese as well."""
    of.font.name = name
    of.element.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), name)


def main() -> None:
    for name in sys.argv[1:]:
        wording = (FOLDER / f"{name}.txt").read_text("utf-8")
        build(wording).save(FOLDER / f"{name}.docx")


if __name__ == "__main__":
    main()
