"""Words for errors: what a file is and what it holds."""

ERRORS: dict[str, tuple[str, str]] = {
    "file-empty": ("The file is empty.", "Check that it was saved, and add it again."),
    "file-password": (
        "This file is protected with a password.",
        "Open it in Excel, remove the password, save, and add it again.",
    ),
    "file-damaged": (
        "The file is damaged or is not a workbook that can be read.",
        "Open it in Excel, save it as an Excel Workbook (.xlsx), and add that.",
    ),
    "file-not-workbook": (
        "This is not an Excel or CSV file.",
        "Add a file of one of these kinds: xlsx, xlsm, xlsb, xls, ods, csv, tsv.",
    ),
    "file-is-zip": ("This is a zip archive and not a workbook.", "Unpack it and add the files in it."),
    "file-is-pdf": ("This is a PDF and not a workbook.", "Add the workbook that it was made from."),
    "file-is-web-page": (
        "This file is really a web page, and no table in it can be told from its layout.",
        "Open it in Excel and save it as an Excel Workbook (.xlsx).",
    ),
    "file-is-xml-spreadsheet": (
        "This file is an old XML spreadsheet.",
        "Open it in Excel and save it as an Excel Workbook (.xlsx).",
    ),
    "file-is-xml": ("This is an XML file and not a workbook.", "Open it in Excel and save it as an Excel Workbook."),
    "file-too-old": (
        "This file was written by a very old version of Excel.",
        "Open it in Excel and save it as an Excel Workbook (.xlsx).",
    ),
    "file-too-large-inside": (
        "Unpacked, this file is larger than {limit_gb} GB.",
        "Split it into smaller files.",
    ),
    "stray-cell": (
        "The sheet {sheet} has a cell far away from the others, at {address}, so the sheet is too large to read.",
        "Delete the rows and columns around it, save, and add the file again.",
    ),
    "cell-outside": (
        "The sheet {sheet} has a cell at {address}, which lies outside of what a sheet can hold.",
        "Open it in Excel, save it as a new workbook, and add that.",
    ),
    "sheet-too-large": (
        "A sheet of this file has more cells than can be read.",
        "Delete rows and columns that are not needed, or split the file.",
    ),
    "file-unsafe": (
        "This file has parts that no spreadsheet program writes, and that could overload a computer.",
        "Open it in Excel, save it as a new workbook, and add that.",
    ),
    "file-no-sheets": (
        "This workbook has no sheet with cells: only charts, dialogs or macros.",
        "Add the workbook that holds the rows.",
    ),
    "text-malformed": (
        "Row {row} of the text file, which begins in its line {line}, does not end.",
        "Look there for a quotation mark without its partner, correct it, and add the file again.",
    ),
    "text-encoding": ("The text file's letters cannot be read ({encoding}).", "Save it as CSV UTF-8 in Excel."),
    "file-no-rows": (
        "No cell of this file holds anything.",
        "Check that it is the right one: pictures, charts and text boxes cannot be read.",
    ),
    "no-values": (
        "The only cells of this file that hold anything show errors or pictures, such as {word} at {sheet}!{address}.",
        "Correct the formulas, or type the values, and add the file again.",
    ),
    "no-results": (
        "The formulas of this file were saved without their results, such as the one at {sheet}!{address}.",
        "Open it in Excel, save it there, and add it again.",
    ),
    "blank-results": (
        "The sheet {sheet} holds only formulas that have no result, or an empty one.",
        "Open it in Excel. If it shows values there, save it there and add it again.",
    ),
    "no-rows": (
        "Row {header_row} of the sheet {sheet} was taken for the headings ({labels}), and there are no rows below it.",
        "Check that it is the right file, and that its rows were saved in it.",
    ),
    "rows-left-out": (
        "Below the headings in row {header_row} of the sheet {sheet} there are only totals, remarks, or cells outside "
        "of the table (row {places}).",
        "If they are rows after all, draw the table over them or move them up to the headings, and add the file again.",
    ),
    "single-cell": (
        "The only cell of this file that holds anything is {sheet}!{address}.",
        "Check that it is the right file: a table has headings, and rows below them.",
    ),
    "sheets-hidden": (
        "No sheet of this file that can be seen holds rows, but hidden ones do: {sheets}.",
        "Open it in Excel, unhide the sheet that is meant, save, and add the file again.",
    ),
    "heading-row-blank": (
        "There is nothing in row {row} of the sheet {sheet}, so it cannot hold the headings.",
        "Answer with another row.",
    ),
    "dataset-would-change": (
        "The column {field} held {old} values so far, and this file has {new} values in it.",
        "Check the column. If it is right, change the dataset's definition.",
    ),
}
