"""libyaml's and PyYAML's own words for a problem → the author's, where no slip of one line explains it."""

from typing import NamedTuple

from docgen.diagnostics import Words


class Problem(NamedTuple):
    """What a complaint of the parser means."""

    id: str
    reason: Words
    hint: Words
    at_start: bool = False
    """Report where the construct begins, not where the parser gave up."""


_ALIGN = Words(
    "让它和上面同一层的行首对齐；属于上一项的内容比上一项多缩进两个空格",
    "align it with the lines of its level above; what belongs to the entry above is indented two blanks more",
)
NO_COLON = Problem(
    "missing-colon",
    Words("这一行没有“冒号加空格”", "this line has no colon followed by a blank"),
    Words(
        "写成「名称: 内容」；如果它是上一行没写完的文字，行首要比上一行的名称多空两格",
        "write 'name: content'; if it continues the text above, indent it two blanks more than its name",
    ),
    at_start=True,
)
MISPLACED_DASH = Problem(
    "indentation",
    Words("减号不能写在这里", "a list cannot start here"),
    Words(
        "清单从下一行写起，减号比名称多缩进两个空格；如果减号是文字，给整个内容加引号",
        "start the list on the next line, indented two blanks more than its name; quote a dash that is text",
    ),
)
MISALIGNED = Problem(
    "indentation",
    Words(
        "这一行和上面任何一层都对不齐，或多了不成对的符号",
        "this line fits no level above, or holds a stray mark",
    ),
    _ALIGN,
)
GENERAL = Words(
    "检查这一行和上一行：冒号和减号后面有没有空格，引号和括号有没有成对，行首有没有对齐",
    "check this line and the one before: blanks after colons and dashes, quotes and brackets in pairs",
)

PROBLEMS = (
    ("could not find expected ':'", NO_COLON),
    (
        "values are not allowed",
        Problem(
            "indentation",
            Words(
                "这一行缩进得太深，或上一行少了冒号",
                "this line is indented too deep, or the line before lacks a colon",
            ),
            _ALIGN,
        ),
    ),
    ("did not find expected key", MISALIGNED),
    ("<block end>", MISALIGNED),  # so says PyYAML's own parser where libyaml misses a key or a dash
    (
        "did not find expected '-' indicator",
        Problem(
            "indentation",
            Words(
                "上面是用减号列的清单，这一行和清单对齐却没有减号",
                "this line is aligned with a list above but has no dash",
            ),
            Words(
                "属于清单就在行首加减号和空格；不属于就少缩进两个空格，和清单的名称对齐",
                "if it belongs to the list, begin it with a dash; otherwise align it with the list's name",
            ),
        ),
    ),
    ("entries are not allowed", MISPLACED_DASH),
    (
        "keys are not allowed",
        Problem(
            "yaml-syntax",
            Words("问号不能写在这里", "a question mark cannot stand here"),
            Words("给以问号开头的内容加引号", "quote content that begins with a question mark"),
        ),
    ),
    (
        "',' or",
        Problem(
            "yaml-syntax",
            Words("括号里的各项没有用半角逗号隔开", "commas are missing between the entries in brackets"),
            Words(
                "写成 {id: a, label: 名称}：各项用半角逗号加空格隔开；含有逗号、冒号、括号的内容加引号",
                "write {id: a, label: name}; quote content that holds commas, colons or brackets",
            ),
        ),
    ),
    (
        "unexpected ':'",
        Problem(
            "yaml-syntax",
            Words("括号里的内容含有冒号", "content in brackets holds a colon"),
            Words(
                "给含有冒号的内容加引号；名称后面写冒号加空格",
                "quote content that holds a colon; put a blank after a name's colon",
            ),
        ),
    ),
    (
        "node content",
        Problem(
            "yaml-syntax",
            Words("这里应当有内容，看到的却是符号", "content is expected here, not a mark"),
            Words(
                "补上内容；如果这个符号是文字，给整个内容加引号",
                "type the content; quote it if the mark is text",
            ),
        ),
    ),
    (
        "document start",
        Problem(
            "yaml-syntax",
            Words(
                "前面的内容到上一行已经结束，这一行接不上",
                "the content ends with the line before; this line does not fit",
            ),
            Words(
                "让这一行和文件第一个名称对齐；删去上面多余的「...」或引号、括号",
                "align it with the first name of the file; delete a stray '...', quote or bracket above",
            ),
        ),
    ),
)
