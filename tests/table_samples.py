"""Random quota tables, the same ones in every run, that use all a drafter may write."""

import random
from dataclasses import dataclass

_ROUNDINGS = ("half-up", "half-even", "floor", "ceil", "largest-remainder")


@dataclass(frozen=True, slots=True)
class SampleTable:
    """One table as YAML (a list entry of quota_tables) with the ids of its rows and numeric columns."""

    id: str
    yaml: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]


def program(seeds: range) -> tuple[str, list[SampleTable]]:
    """Return a program with a table for each seed; its text prints every number of every row."""
    samples = [sample(seed) for seed in seeds]
    tables = "".join(each.yaml for each in samples)
    annexes = "".join(f"    - {{id: {each.id}, parts: [{{table: {each.id}}}]}}\n" for each in samples)
    lines = "".join(
        f"    〔{each.id} {row} {column}〕{{{{ tables.{each.id}.rows.{row}.{column} }}}}\n\n"
        for each in samples
        for row in each.rows
        for column in each.columns
    )
    text = f"plan:\n  title: 方案\n  text: |\n{lines}  annexes:\n{annexes}"
    head = "id: case\nlabel: 试验\nyear: 2025\ntargets:\n  - {id: rate, label: 覆盖率, value: 85%}\n"
    return f"{head}quota_tables:\n{tables}{text}", samples


def sample(seed: int) -> SampleTable:
    """Return the table of one seed."""
    chance = random.Random(seed)
    rows = tuple(f"r{number}" for number in range(1, chance.randint(2, 12)))
    columns, total = _columns(chance)
    groups = chance.random() < 0.5
    lines = [f"  - id: t{seed}", f"    title: 试验表{seed}", "    columns:"]
    lines += [f"      - {{{column}}}" for column in columns]
    lines += ["    rows:", *(_row(chance, row, groups) for row in rows)]
    if groups:
        lines += ["    groups: [{id: g1, label: 东片}, {id: g2, label: 西片}]"]
        lines += [f"    subtotal: {{position: {chance.choice(('above', 'below'))}}}"] * (
            chance.random() < 0.8
        )
    if chance.random() < 0.8:
        lines += [f"    total: {{position: {chance.choice(('above', 'below'))}}}"]
        lines += _computed_rows() * (chance.random() < 0.5)
    return SampleTable(f"t{seed}", "\n".join(lines) + "\n", rows, total)


def _columns(chance: random.Random) -> tuple[list[str], tuple[str, ...]]:
    rounding = chance.choice(_ROUNDINGS)
    decimals = chance.choice((0, 0, 1, 2))
    found = ["id: name, label: 名称, type: name", "id: people, label: 人数, type: count"]
    ids = ["people", "quota", "fund"]
    kind = "count" if decimals == 0 else "number"
    quota = f"id: quota, label: 目标, type: {kind}, total: true, round: {rounding}"
    places = f", decimals: {decimals}" if decimals else ""
    price = f"formula: quota * '{chance.randint(1, 999)}元'"
    found += [f"{quota}{places}, formula: people * targets.rate"]
    found += [f"id: fund, label: 经费, type: money, unit: 万元, decimals: 2, {price}"]
    if chance.random() < 0.6:
        found += ["id: part, label: 占比, type: percent, decimals: 1, formula: share(people)"]
        ids += ["part"]
    if chance.random() < 0.6:
        found += ["id: place, label: 名次, type: count, total: false, formula: rank(quota)"]
        ids += ["place"]
    if chance.random() < 0.6:
        found += [
            "id: up, label: 增长, type: percent, decimals: 2, total: formula, round: "
            f'{chance.choice(_ROUNDINGS[:4])}, formula: "growth(quota, people + 1)"'
        ]
        ids += ["up"]
    if chance.random() < 0.4:
        found += [
            "id: kind, label: 类别, type: text",
            "id: big, label: 大数, type: count, formula: people * 3 if people > 400 else people + 7",
        ]
        ids += ["big"]
    return found, tuple(ids)


def _row(chance: random.Random, row: str, groups: bool) -> str:
    people = chance.choice((chance.randint(1, 50), chance.randint(100, 3000), chance.randint(1, 10**6)))
    group = f", group: g{chance.randint(1, 2)}" if groups else ""
    return f"      - {{id: {row}, name: 单位{row}, people: {people}{group}}}"


def _computed_rows() -> list[str]:
    return [
        "    computed_rows:",
        "      - {id: most, label: 最多, cells: {people: max(column.people), quota: max(column.quota)}}",
        "      - id: average",
        "        label: 平均",
        "        cells: {people: {formula: sum(column.people) / count, type: number, decimals: 2}}",
    ]
