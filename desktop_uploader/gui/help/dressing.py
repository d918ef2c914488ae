"""Sizes, colours and distances of a page of the guide; Markdown brings its own."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from ..theme import Theme, Tokens, scaled

MARGIN = 28
SIZES = {1: 1.45, 2: 1.15, 3: 1.0}
"""Of headings, as a share of the text's size."""

LINE = 138
"""Percent of the font's own height."""

CORNER = 8.0


def dress(document: QTextDocument, tokens: Tokens, font: QFont, right: int) -> None:
    """Dress a whole document; `right` is the margin at its right."""
    outer = document.rootFrame().frameFormat()
    outer.setMargin(MARGIN - 8)
    outer.setLeftMargin(MARGIN)
    outer.setRightMargin(right)
    document.rootFrame().setFrameFormat(outer)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    block = document.begin()
    while block.isValid():
        _dress_block(QTextCursor(block), block, tokens, font)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame, tokens)
    cursor.endEditBlock()


def mark_look(tokens: Tokens) -> QTextCharFormat:
    """Of words that were looked for."""
    look = QTextCharFormat()
    look.setBackground(QColor(tokens.warn_on))
    look.setForeground(QColor(tokens.warn))
    return look


def framed(picture: QImage, room: int, ratio: float, theme: Theme) -> QImage:
    """A picture with round corners and a line around it, no wider than there is room, sharp on the screen.

    Pictures are taken at twice their size.
    """
    width = min(room, picture.width() // 2)
    inner = picture.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
    made = QImage(inner.size(), QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QPainterPath()
    half = ratio / 2
    edge.addRoundedRect(QRectF(made.rect()).adjusted(half, half, -half, -half), CORNER * ratio, CORNER * ratio)
    painter.fillPath(edge, QBrush(inner))
    painter.setPen(QPen(QColor(theme.tokens.line), ratio))
    painter.drawPath(edge)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _dress_block(cursor: QTextCursor, block: QTextBlock, tokens: Tokens, font: QFont) -> None:
    level = block.blockFormat().headingLevel()
    shape = QTextBlockFormat()
    # A picture's line would be so much higher too.
    line = 100 if _is_code(block) or "\N{OBJECT REPLACEMENT CHARACTER}" in block.text() else LINE
    shape.setLineHeight(line, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    in_table = cursor.currentTable() is not None
    shape.setTopMargin({1: 0, 2: 18, 3: 12}.get(level, 0))
    shape.setBottomMargin(0 if in_table else 4 if block.textList() or level else 10)
    if block.blockFormat().hasProperty(QTextBlockFormat.Property.BlockQuoteLevel):
        shape.setBackground(QColor(tokens.info_on))
        shape.setLeftMargin(0)
        shape.setRightMargin(0)
    if _is_code(block):
        shape.setBackground(QColor(tokens.idle_on))
        shape.setTopMargin(0 if _is_code(block.previous()) else 4)
        shape.setBottomMargin(0 if _is_code(block.next()) else 14)
    cursor.mergeBlockFormat(shape)
    if level:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setFont(scaled(font, SIZES.get(level, 1.0), bold=True))
        look.setForeground(QColor(tokens.text))
        cursor.mergeCharFormat(look)
        return
    _dress_words(cursor, block, tokens, font)


def _is_code(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(QTextBlockFormat.Property.BlockCodeFence)


def _dress_words(cursor: QTextCursor, block: QTextBlock, tokens: Tokens, font: QFont) -> None:
    """Keys and what is typed stand on a ground of their own, links in the theme's colour."""
    pieces = []
    inside = block.begin()
    while not inside.atEnd():
        fragment = inside.fragment()
        pieces.append((fragment.position(), fragment.length(), fragment.charFormat()))
        inside += 1
    for position, length, before in pieces:
        look = QTextCharFormat()
        if before.fontFixedPitch() and not _is_code(block):
            look.setFontFamilies(font.families() or [font.family()])
            look.setFontFixedPitch(False)
            look.setBackground(QColor(tokens.idle_on))
        elif before.isAnchor():
            look.setForeground(QColor(tokens.accent))
            look.setFontUnderline(True)
        else:
            continue
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(look)


def _dress_table(table: QTextTable, tokens: Tokens) -> None:
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(QColor(tokens.line))
    shape.setBorderCollapse(True)
    shape.setCellPadding(6)
    shape.setCellSpacing(0)
    shape.setTopMargin(4)
    shape.setBottomMargin(14)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(shape)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        look = cell.format()
        look.setBackground(QColor(tokens.raised))
        cell.setFormat(look)
