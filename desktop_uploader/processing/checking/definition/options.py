"""JSON Schemas of what the published profile leaves out: the type `list`, and our own options."""

from typing import Any

_MATCH = {"enum": ["exact", "equal", "subset", "superset", "partial"]}
_TEXTS = {"type": "array", "items": {"type": "string"}}

LIST_FIELD: dict[str, Any] = {
    "type": "object",
    "properties": {
        "format": {"enum": ["default"]},
        "delimiter": {"type": "string", "minLength": 1},
        "itemType": {"enum": ["string", "integer", "boolean", "number", "datetime", "date", "time"]},
        "constraints": {
            "type": "object",
            "properties": {
                "required": {"type": "boolean"},
                "unique": {"type": "boolean"},
                "minLength": {"type": "integer"},
                "maxLength": {"type": "integer"},
                "enum": {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string"}},
            },
        },
    },
}

FIELD_OPTIONS: dict[str, Any] = {
    "type": "object",
    "properties": {
        "format": {"type": "string"},
        "x-aliases": _TEXTS,
        "x-trim": {"type": "boolean"},
        "x-percent": {"enum": ["fraction", "points"]},
        "x-dateOrder": {"enum": ["dmy", "mdy", "ymd"]},
        "x-fillDown": {"type": "boolean"},
        "x-acceptDateNumbers": {"type": "boolean"},
    },
}

OPTIONS: dict[str, Any] = {
    "type": "object",
    "properties": {
        "fieldsMatch": {
            "anyOf": [
                _MATCH,
                # The published profile has it as a list by mistake.
                {
                    "type": "array",
                    "minItems": 1,
                    "items": {"enum": ["exact", "equal", "subset", "superset", "partial"]},
                },
            ]
        },
        "x-trim": {"type": "boolean"},
        "x-repeatedKey": {"enum": ["refuse", "update", "ignore"]},
        "x-wrongRows": {"enum": ["saveNothing", "saveGood"]},
        "x-rules": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["rule"],
                "properties": {"rule": {"type": "string"}, "message": {"type": "string"}, "fields": _TEXTS},
            },
        },
        "x-headings": {"type": "object", "properties": {"row": {"type": "integer", "minimum": 1}}},
        "x-mappings": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["labels", "columns"],
                "properties": {
                    "labels": _TEXTS,
                    "columns": {"type": "object", "additionalProperties": {"type": "string"}},
                    "styles": {"type": "object", "additionalProperties": {"type": "string"}},
                },
            },
        },
    },
}
