#!/usr/bin/env python3
"""Makes world.txt from world-atlas' countries-110m.json (TopoJSON), which is Natural Earth's 1:110m, public domain.

    python3 make.py countries-110m.json > world.txt

One line an economy: its number in ISO 3166 (or a name where it has none), then its rings, each as x y of the first corner
and steps to the next ones, in tenths of a degree. Antarctica trades nothing and is left out. Rings that shrink to a line are
dropped.
"""
import json
import sys

topology = json.load(open(sys.argv[1]))
(scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]


def arc(number):
    x = y = 0
    points = []
    for dx, dy in topology["arcs"][number if number >= 0 else ~number]:
        x, y = x + dx, y + dy
        points.append((round((x * scale_x + move_x) * 10), round((y * scale_y + move_y) * 10)))
    return points if number >= 0 else points[::-1]


def ring(arcs):
    points = []
    for number in arcs:
        points += arc(number)[1 if points else 0 :]
    kept = [points[0]]
    for point in points[1:]:
        if point != kept[-1]:
            kept.append(point)
    if kept[-1] == kept[0]:
        kept.pop()
    return kept


def unwrapped(points):
    """Longitudes without jumps, so that a ring over the antimeridian is one piece that leaves the map."""
    out = [points[0]]
    for x, y in points[1:]:
        while x - out[-1][0] > 1800:
            x -= 3600
        while x - out[-1][0] < -1800:
            x += 3600
        out.append((x, y))
    return out


def clipped(points, edge, side):
    """The part of a ring west (side 1) or east (side -1) of a meridian: Sutherland and Hodgman 1974."""
    out = []
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1]):
        inside, next_inside = side * x0 <= side * edge, side * x1 <= side * edge
        if inside:
            out.append((x0, y0))
        if inside != next_inside:
            out.append((edge, round(y0 + (y1 - y0) * (edge - x0) / (x1 - x0))))
    return out


def pieces(points):
    """The ring as it lies on the map, in as many pieces as the antimeridian makes of it."""
    if len(points) < 3:
        return
    points = unwrapped(points)
    for turn in (-3600, 0, 3600):
        piece = clipped([(x + turn, y) for x, y in points], 1800, 1)
        piece = clipped(piece, -1800, -1) if piece else piece
        if len(piece) > 2 and min(x for x, _ in piece) < max(x for x, _ in piece):
            yield piece


def steps(points):
    words = [f"{points[0][0]} {points[0][1]}"]
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        words.append(f"{x1 - x0} {y1 - y0}")
    return " ".join(words)


print("# Natural Earth 1:110m Admin 0 countries, public domain, by way of world-atlas 2 (ISC). Made by make.py.")
for country in sorted(topology["objects"]["countries"]["geometries"], key=lambda c: c.get("id", "~" + c["properties"]["name"])):
    name = country["properties"]["name"]
    if name == "Antarctica":
        continue
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    # Holes are other economies, which are drawn over.
    rings = [piece for polygon in polygons for piece in pieces(ring(polygon[0]))]
    rings = [points for points in rings if len(points) > 2]
    print(f"{country.get('id', name)}|" + ";".join(steps(points) for points in rings))
