"""What the application tells macOS of itself: values of Info.plist for PyInstaller's BUNDLE.

In a spec: `BUNDLE(..., bundle_identifier=info.IDENTIFIER, info_plist=info.info_plist(version))`.
"""

from typing import Any

IDENTIFIER = "org.desktop-uploader.window"
"""As in `desktop_uploader/autostart/macos.py`."""

OLDEST = "13.0"
"""What Qt 6.10 asks for."""

DOCUMENTS = {
    "Excel workbook": (
        "org.openxmlformats.spreadsheetml.sheet",
        "org.openxmlformats.spreadsheetml.sheet.macroenabled",
        "com.microsoft.excel.xls",
        "com.microsoft.excel.sheet.binary.macroenabled",
    ),
    "OpenDocument spreadsheet": ("org.oasis-open.opendocument.spreadsheet",),
    "Text table": ("public.comma-separated-values-text", "public.tab-separated-values-text"),
}
"""Kinds of documents by their name, each with the types that macOS knows."""


def info_plist(version: str) -> dict[str, Any]:
    """The values for a version such as 1.2.3."""
    return {
        "CFBundleName": "Desktop Uploader",
        "CFBundleDisplayName": "Desktop Uploader",
        "CFBundleIdentifier": IDENTIFIER,
        # Of the two programs in it, the one that opens the window.
        "CFBundleExecutable": "desktop-uploader-gui",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "LSMinimumSystemVersion": OLDEST,
        "LSApplicationCategoryType": "public.app-category.business",
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "The Desktop Uploader developers",
        # The window speaks these; macOS offers them in its settings.
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "de", "id"],
        # Offered under "Open With"; what a double click opens stays as it is.
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": name,
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": list(types),
            }
            for name, types in DOCUMENTS.items()
        ],
    }
