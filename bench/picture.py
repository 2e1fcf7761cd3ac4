"""A picture of ratios: a bar for each peer, a line at 1.00, a mark where a work may not go beyond."""

ROW = 15
LEFT = 330
UNIT = 150  # pixels of a ratio of 1
MOST = 4.0
COLOURS = {"retort": "#2d6cdf", "limit": "#9aa5b1", "SQLiteCpp": "#c9a227", "SOCI": "#b5651d",
           "SQLAlchemy": "#8e44ad", "Alembic": "#16807a"}


def draw(results):
    works = list(dict.fromkeys(r["work"] for r in results))
    parts, y = [], 30
    for work in works:
        own = [r for r in results if r["work"] == work]
        parts.append(f'<text x="{LEFT - 10}" y="{y + 11}" text-anchor="end">'
                     f'{plain(own[0]["title"])}</text>')
        for r in sorted(own, key=lambda r: r["peer"] != "retort"):
            width = min(r["ratio"], MOST) * UNIT
            beyond = "…" if r["ratio"] > MOST else ""
            parts.append(
                f'<rect x="{LEFT}" y="{y}" width="{width:.1f}" height="{ROW - 3}" '
                f'fill="{COLOURS.get(r["peer"], "#777")}"/>'
                f'<text x="{LEFT + width + 5:.1f}" y="{y + 11}" class="small">'
                f'{beyond}{r["ratio"]:.2f} {r["peer"]}</text>')
            if r["peer"] == "retort":
                x = LEFT + min(r["must"], MOST) * UNIT
                parts.append(f'<path d="M{x:.1f} {y - 2}v{ROW}" stroke="#c0392b" stroke-width="2"/>')
            y += ROW
        y += 8
    one = LEFT + UNIT
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + MOST * UNIT + 130:.0f}" '
            f'height="{y + 10}" font-family="sans-serif" font-size="12">'
            "<style>.small{font-size:10px;fill:#555}</style>"
            '<rect width="100%" height="100%" fill="white"/>'
            f'<text x="{one}" y="18" text-anchor="middle">1.00: the C API</text>'
            f'<path d="M{one} 24V{y}" stroke="#888" stroke-dasharray="3 3"/>'
            + "".join(parts) + "</svg>\n")


def plain(text):
    return text.replace("`", "").replace("&", "&amp;").replace("<", "&lt;")
