# For dmgbuild: what is seen when the image is opened. `defines` comes from make_dmg.py.
# ruff: noqa: F821
application = defines["application"]
files = [application]
symlinks = {"Applications": "/Applications"}
icon = defines["icon"]
icon_locations = {"Desktop Uploader.app": (150, 170), "Applications": (450, 170)}
window_rect = ((200, 200), (600, 380))
icon_size = 112
text_size = 13
format = "UDZO"
