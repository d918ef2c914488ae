from ..gui.conftest import application, theme, window

__all__ = ["application", "theme", "window"]
