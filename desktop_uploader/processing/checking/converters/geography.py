"""Whether a JSON object is a shape on a map, in GeoJSON (RFC 7946, two coordinates each) or in TopoJSON."""

from typing import Any


def is_geojson(value: Any) -> bool:
    """True for a geometry, a feature, or a collection of features."""
    match value:
        case {"type": "FeatureCollection", "features": list(features)}:
            return all(map(_is_feature, features))
        case {"type": "Feature"}:
            return _is_feature(value)
        case _:
            return _is_geometry(value)


def is_topojson(value: Any) -> bool:
    """True for a topology or one of its geometries."""
    match value:
        case {"type": "Topology", "objects": dict(objects), "arcs": list(arcs)}:
            return all(map(is_topojson, objects.values())) and all(map(_is_arc, arcs))
        case {"type": "GeometryCollection", "geometries": list(geometries)}:
            return all(map(is_topojson, geometries))
        case {"type": "Point" | "MultiPoint"}:
            return _is_geometry(value)
        case {"type": "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon" as kind, "arcs": arcs}:
            return _nested(arcs, _DEPTHS[kind], lambda item: isinstance(item, int) and not isinstance(item, bool))
        case {"type": None}:
            return True
        case _:
            return False


_DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""How many lists stand around a position."""


def _is_feature(value: Any) -> bool:
    match value:
        case {"type": "Feature", "geometry": geometry, "properties": None | dict()}:
            return geometry is None or _is_geometry(geometry)
        case _:
            return False


def _is_geometry(value: Any) -> bool:
    match value:
        case {"type": "GeometryCollection", "geometries": list(geometries)}:
            return all(map(_is_geometry, geometries))
        case {"type": str(kind), "coordinates": coordinates} if kind in _DEPTHS:
            return _nested(coordinates, _DEPTHS[kind], _is_position) and _long_enough(kind, coordinates)
        case _:
            return False


def _long_enough(kind: str, coordinates: Any) -> bool:
    if kind == "LineString":
        return len(coordinates) >= 2
    if kind == "Polygon":
        return all(len(ring) >= 4 and ring[0] == ring[-1] for ring in coordinates)
    parts = {"MultiLineString": "LineString", "MultiPolygon": "Polygon"}
    return kind not in parts or all(_long_enough(parts[kind], part) for part in coordinates)


def _nested(value: Any, depth: int, fits: Any) -> bool:
    if depth == 0:
        return bool(fits(value))
    return isinstance(value, list) and all(_nested(item, depth - 1, fits) for item in value)


def _is_position(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_number, value))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_arc(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(point, list) and all(map(_is_number, point)) for point in value)
