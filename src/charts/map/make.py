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
    rings = [ring(polygon[0]) for polygon in polygons]
    rings = [points for points in rings if len(points) > 2]
    print(f"{country.get('id', name)}|" + ";".join(steps(points) for points in rings))
