"""docs/checks.md: what each check looks for, why, and what to write instead."""

from docgen.checks import Check, all_checks
from docgen.diagnostics import Severity

_GRADES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.HINT: "提示"}
_HEAD = """\
# 检查

`docgen check` 和 `docgen build` 都做这些检查。错误使生成停止；警告只在 `--strict` 时算失败；提示从不算失败。
`docgen explain 检查名` 在终端里说同样的话；本页由 `docgen explain --markdown` 生成。

## 允许一处
确认无误的一处，在那一行末尾或上一行写注释，说明缘由（英文写 `# allow 检查名: reason`）：

```yaml
facts:
  - {id: contact, label: 联系人, value: 王髙}   # 允许 variant-character：身份证上的字
```

文字分几行写的（`text: |`），注释写在 `text: |` 那一行或上一行，对整段有效。
没有缘由的、没有查出什么可允许的，注释自己会被报告；错误不能允许。

## 就地改正
`docgen check 年度 --fix` 把不用斟酌的毛病直接改在 YAML 里，其余一个字节不动；再做一遍什么也不改。
它不碰数字，也不碰重现旧文的 `as:`、`mark:`。下面标“可就地改正”的就是这些。

## 本单位的用语和提法
`content/glossary.yaml` 登记统一用语，`content/phrases.yaml` 登记有起止日期的提法；自带的条目用 `off` 停用：

```yaml
wordings:
  - {term: 村（居）, mixed: [村居], reason: 包括行政村和居民委员会}
  - {term: 免赔额, avoid: [免配额]}
off: [N周岁]
```

```yaml
phrases:
  - {text: 三年行动, until: 2025-12-31, instead: 新一轮行动, unless: [新一轮行动]}
off: [党的十九大]
```

## 误报
在公开的公文上每一万字报多少、对多少：[checks-precision.md](checks-precision.md)。

"""


def checks_page() -> str:
    """Return the page, the same text on every run."""
    return f"{_HEAD}## 全部检查\n\n" + "\n".join(_section(check) for check in all_checks())


def _section(check: Check) -> str:
    mended = "，可就地改正" if check.mends else ""
    return (
        f"### {check.id}\n{_GRADES[check.severity]}{mended}。{check.what}\n\n{check.why}\n\n"
        f"不要写\n```\n{check.example}\n```\n请改为\n```\n{check.instead}\n```\n"
    )
